import type { TableRow } from '$lib/backend/bindings/TableRow';
import { fit } from '$lib/text/fold';

import { isSum } from './grid';

export type SortColumn = 'points' | 'lost' | 'state';

/** None is the set's order, with areas and criteria between. */
export interface Sort {
  column: SortColumn;
  descending: boolean;
}

export type StateFilter = '' | 'unfinished' | 'invalid' | 'lost' | 'evidence' | 'mine';

export interface Filter {
  search: string;
  /** An area's code; empty for all. */
  area: string;
  state: StateFilter;
  /** The office whose items are "mine". */
  owner: string;
}

/** What needs work stands first when rows are sorted by state. */
const BY_STATE = [
  'invalid',
  'incomplete',
  'empty',
  'scored',
  'notApplicable',
  'excluded',
  'notSelfScored',
] as const;

/** The codes to show, in their order. Areas and criteria stay where one of their items does. */
export function arrange(rows: TableRow[], filter: Filter, sort: Sort | null): string[] {
  const kept = new Set(rows.filter((row) => !isSum(row) && fits(row, filter)));
  if (sort) return [...kept].sort(comparison(sort)).map((row) => row.code);
  return rows
    .filter((row, place) => kept.has(row) || leads(rows, place, kept))
    .map((row) => row.code);
}

/** Whether an area or a criterion has one of the items that are kept beneath it. */
function leads(rows: TableRow[], place: number, kept: Set<TableRow>): boolean {
  const head = rows[place];
  if (!head || !isSum(head)) return false;
  for (const row of rows.slice(place + 1)) {
    if (row.area !== head.area || (head.kind === 'criterion' && isSum(row))) return false;
    if (kept.has(row)) return true;
  }
  return false;
}

function fits(row: TableRow, filter: Filter): boolean {
  if (filter.area !== '' && row.area !== filter.area) return false;
  return hasState(row, filter) && fit(text(row), filter.search) > 0;
}

function hasState(row: TableRow, { state, owner }: Filter): boolean {
  switch (state) {
    case '':
      return true;
    case 'unfinished':
      return ['empty', 'incomplete', 'invalid'].includes(row.status);
    case 'invalid':
      return row.status === 'invalid';
    case 'lost':
      return BigInt(row.lostOrder) > 0n;
    case 'evidence':
      return row.lacksEvidence;
    case 'mine':
      return row.owner === owner;
  }
}

/** Everything that is read in a row. */
function text(row: TableRow): string {
  const lines = row.lines.flatMap((line) => [line.partTitle, line.field.label, line.shown]);
  const explanation = row.entry?.explanation ?? '';
  return [row.code, row.title, ...lines, explanation, ...row.documents, row.owner ?? ''].join(' ');
}

function comparison({ column, descending }: Sort): (one: TableRow, other: TableRow) => number {
  const direction = descending ? -1 : 1;
  if (column === 'state') {
    const rank = (row: TableRow) => BY_STATE.indexOf(row.status);
    return (one, other) => direction * (rank(one) - rank(other));
  }
  const figure = (row: TableRow) => BigInt(column === 'lost' ? row.lostOrder : row.pointsOrder);
  return (one, other) => {
    // What has no points stands last, whichever way one sorts.
    const missing = Number(one.points === null) - Number(other.points === null);
    if (column === 'points' && missing !== 0) return missing;
    const [a, b] = [figure(one), figure(other)];
    return a === b ? 0 : a < b ? -direction : direction;
  };
}
