import type { PasteAnchor } from '$lib/backend/bindings/PasteAnchor';
import type { TableRow } from '$lib/backend/bindings/TableRow';

/** The columns in their order. An item's figures stand one beneath the other: a line each. */
export const COLUMNS = [
  'code',
  'title',
  'max',
  'label',
  'value',
  'points',
  'lost',
  'state',
  'evidence',
  'explanation',
  'owner',
] as const;

export type Column = (typeof COLUMNS)[number];

/** Where one stands in the grid; `line` counts the input lines of an item from 0. */
export interface Spot {
  code: string;
  line: number;
  column: Column;
}

/** A cell that is edited: an input, or the explanation where `input` is none. */
export type Cell = PasteAnchor;

const OF_SUMS: readonly Column[] = ['code', 'title', 'max', 'points'];
const OF_LINES: readonly Column[] = ['label', 'value'];

/** Whether a row is an area or a criterion, which sums up. */
export function isSum(row: TableRow): boolean {
  return row.kind === 'area' || row.kind === 'criterion';
}

export function byCode(rows: TableRow[]): ReadonlyMap<string, TableRow> {
  return new Map(rows.map((row) => [row.code, row]));
}

/** The items from one row to another, whichever stands first. */
export function between(rows: TableRow[], from: string, to: string): ReadonlySet<string> {
  const [one, other] = [from, to].map((code) => rows.findIndex((row) => row.code === code));
  if (one === undefined || other === undefined || one < 0 || other < 0) return new Set();
  const all = rows.slice(Math.min(one, other), Math.max(one, other) + 1);
  return new Set(all.filter((row) => !isSum(row)).map((row) => row.code));
}

/** How many lines of the table a row takes. */
export function height(row: TableRow): number {
  return Math.max(1, row.lines.length);
}

/** Whether the row has such a cell; where it has none, arrows pass over it. */
export function has(row: TableRow, column: Column): boolean {
  if (isSum(row)) return OF_SUMS.includes(column);
  return row.lines.length > 0 || !OF_LINES.includes(column);
}

/** The cell to edit at a spot; none where nothing is entered. */
export function cellAt(
  row: TableRow,
  { line, column }: Pick<Spot, 'line' | 'column'>,
): Cell | null {
  if (row.entry === null) return null;
  if (column === 'explanation') return { code: row.code, part: null, input: null };
  const found = column === 'value' ? row.lines[line] : undefined;
  return found ? { code: row.code, part: found.part, input: found.field.key } : null;
}

export function sameCell(one: Cell, other: Cell): boolean {
  return one.code === other.code && one.part === other.part && one.input === other.input;
}

/** What a spot's cell is called in the page. */
export function spotName(spot: Spot): string {
  return `${spot.code}/${OF_LINES.includes(spot.column) ? spot.line : 0}/${spot.column}`;
}

/** Every cell of a column from top to bottom. */
function down(rows: TableRow[], column: Column): Spot[] {
  return rows
    .filter((row) => has(row, column))
    .flatMap((row) => {
      const lines = OF_LINES.includes(column) ? height(row) : 1;
      return Array.from({ length: lines }, (_, line) => ({ code: row.code, line, column }));
    });
}

/** Every cell to edit, as one reads: an item's figures, its explanation, the next item. */
function editable(rows: TableRow[]): Spot[] {
  return rows.flatMap((row) => {
    const figures = row.lines.map((_, line) => ({
      code: row.code,
      line,
      column: 'value' as const,
    }));
    const all: Spot[] = [...figures, { code: row.code, line: 0, column: 'explanation' }];
    return all.filter((spot) => cellAt(row, spot) !== null);
  });
}

/** The spot a number of cells up or down; a row without such a cell is passed over. */
export function vertical(rows: TableRow[], from: Spot, step: number): Spot {
  const cells = down(rows, from.column);
  const own = cells.filter((cell) => cell.code === from.code);
  // In a cell that spans an item's lines one stands on its only line.
  const here = own[Math.min(from.line, own.length - 1)];
  if (!here) return from;
  const place = Math.max(0, Math.min(cells.length - 1, cells.indexOf(here) + step));
  return cells[place] ?? from;
}

/** The spot to the left or right in the same line; the same one at the edge. */
export function horizontal(
  row: TableRow,
  from: Spot,
  columns: readonly Column[],
  step: 1 | -1,
): Spot {
  const own = columns.filter((column) => has(row, column));
  const column = own[own.indexOf(from.column) + step];
  return column ? { ...from, column } : from;
}

/** The first or last spot of a line. */
export function edge(row: TableRow, from: Spot, columns: readonly Column[], last: boolean): Spot {
  const own = columns.filter((column) => has(row, column));
  return { ...from, column: (last ? own.at(-1) : own[0]) ?? from.column };
}

/** The next or previous cell to edit; none at the end. */
export function neighbour(rows: TableRow[], from: Spot, step: 1 | -1): Spot | null {
  const cells = editable(rows);
  const here = cells.findIndex((cell) => spotName(cell) === spotName(from));
  return here < 0 ? null : (cells[here + step] ?? null);
}
