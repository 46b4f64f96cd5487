import type { CitationLine } from '$lib/backend/bindings/CitationLine';
import type { FigureView } from '$lib/backend/bindings/FigureView';
import type { RetypeLine } from '$lib/backend/bindings/RetypeLine';
import { quoted } from '$lib/text/cells';
import { retype as words } from '$lib/words';

/** A figure with what it is. */
export function figureWords({ label, value, unit }: FigureView): string {
  return unit === '' ? words.figureValue(label, value) : words.figureValueUnit(label, value, unit);
}

/** A document and where in it. */
export function citationWords({ number, date, subject, section, page }: CitationLine): string {
  const place = page === '' ? '' : words.pageOf(page);
  return [number, date, subject, section, place].filter((part) => part !== '').join(', ');
}

/** A whole row as a spreadsheet takes it: code, title, points, figures, documents. */
export function line(row: RetypeLine): string {
  const cells = [
    row.code,
    row.title,
    row.points,
    row.figures.map(figureWords).join('\n'),
    row.citations.map(citationWords).join('\n'),
  ];
  return cells.map(quoted).join('\t');
}
