import type { TableRow } from '$lib/backend/bindings/TableRow';
import { quoted } from '$lib/text/cells';
import { table } from '$lib/words';

const HEAD = [
  table.code,
  table.item,
  table.copyMax,
  table.copyPart,
  table.label,
  table.value,
  table.unit,
  table.copyPoints,
  table.state,
  table.evidence,
  table.explanation,
  table.owner,
];

/**
 * Rows as a spreadsheet takes them: tabs between cells, lines between rows, a head, decimal comma as
 * shown. Pasted back it changes nothing: the backend knows these columns by their names. An item with several figures takes a line each; only its code stands in all of them, so that
 * sums over a column stay right.
 */
export function copied(rows: TableRow[]): string {
  return [HEAD, ...rows.flatMap(lines)].map((cells) => cells.map(quoted).join('\t')).join('\r\n');
}

function lines(row: TableRow): string[][] {
  const figures = row.lines.length === 0 ? [undefined] : row.lines;
  return figures.map((line, place) => {
    const once = (text: string | null | undefined) => (place === 0 ? (text ?? '') : '');
    return [
      row.code,
      once(row.title),
      once(row.max),
      line?.partTitle ?? '',
      line?.field.label ?? '',
      line?.shown ?? '',
      line?.field.unit ?? '',
      once(row.points),
      once(row.statusWord),
      once(row.documents.join('\n')),
      once(row.entry?.explanation),
      once(row.owner),
    ];
  });
}
