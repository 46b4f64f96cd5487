import type { Entry } from '$lib/backend/bindings/Entry';
import type { Field } from '$lib/backend/bindings/Field';
import type { TableRow } from '$lib/backend/bindings/TableRow';
import { table } from '$lib/words';

import { sameCell, type Cell } from './grid';

/** What the backend takes for "không thực hiện" in the place of a date. */
export const NOT_DONE = 'not-done';

/** The entry with this text in this cell. */
export function entered(entry: Entry, { part, input }: Cell, text: string): Entry {
  if (input === null) return { ...entry, explanation: text };
  if (part === null) return { ...entry, inputs: { ...entry.inputs, [input]: text } };
  const before = entry.parts[part] ?? { inputs: {}, notApplicable: false, explanation: '' };
  const after = { ...before, inputs: { ...before.inputs, [input]: text } };
  return { ...entry, parts: { ...entry.parts, [part]: after } };
}

/** The text that is saved in a cell. */
export function savedText(row: TableRow, cell: Cell): string {
  if (cell.input === null) return row.entry?.explanation ?? '';
  return lineOf(row, cell)?.value ?? '';
}

export function lineOf(row: TableRow, cell: Cell) {
  return row.lines.find((line) =>
    sameCell(cell, { code: row.code, part: line.part, input: line.field.key }),
  );
}

/** The row with this text saved in this cell, until the program gives the row itself. */
export function withText(row: TableRow, cell: Cell, text: string): TableRow {
  const changed = lineOf(row, cell);
  const lines = row.lines.map((line) =>
    line === changed ? { ...line, value: text, shown: shownText(line.field, text) } : line,
  );
  return { ...row, lines, entry: row.entry && entered(row.entry, cell, text) };
}

/** A value as it is read: an option's label, yes or no. */
export function shownText(field: Field, text: string): string {
  if (field.kind === 'option') {
    return field.options.find((option) => option.id === text)?.label ?? text;
  }
  if (field.kind === 'bool') return { true: table.yes, false: table.no }[text] ?? text;
  return field.kind === 'date' && text === NOT_DONE ? table.notDone : text;
}
