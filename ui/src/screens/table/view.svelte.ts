import type { TableRow } from '$lib/backend/bindings/TableRow';

import { arrange, type Filter, type Sort, type SortColumn } from './arrange';
import { between, byCode, COLUMNS, isSum, type Column, type Spot } from './grid';
import type { TableSheet } from './sheet.svelte';

/**
 * What of the table is shown, and where one stands in it. Which rows are shown, and in which order,
 * changes only when one sorts or filters: no row runs away from beneath the hands that edit it.
 */
export class TableView {
  readonly #sheet: TableSheet;
  readonly #owner: string;
  filter = $state.raw<Filter>({ search: '', area: '', state: '', owner: '' });
  sort = $state.raw<Sort | null>(null);
  spot = $state.raw<Spot | null>(null);
  /** Grows when one sorts or filters, so that the first row comes into sight. */
  turns = $state(0);
  /** Where a selection of rows began; none while nothing is selected. */
  #mark = $state.raw<string | null>(null);
  #codes = $state.raw<string[]>([]);

  /** @param owner The office whose items are "mine"; empty for none. */
  constructor(sheet: TableSheet, owner: string) {
    this.#sheet = sheet;
    this.#owner = owner;
  }

  readonly shown: TableRow[] = $derived.by(() => {
    const known = byCode(this.#sheet.rows);
    return this.#codes.flatMap((code) => known.get(code) ?? []);
  });

  /** Items that are shown; areas and criteria do not count. */
  readonly items: TableRow[] = $derived.by(() => this.shown.filter((row) => !isSum(row)));

  /** The column of offices in charge stands only where the set names any. */
  readonly columns: readonly Column[] = $derived.by(() => {
    const owned = this.#sheet.rows.some((row) => row.owner !== null);
    return owned ? COLUMNS : COLUMNS.filter((column) => column !== 'owner');
  });

  /** Codes of the items that are selected. */
  readonly selected: ReadonlySet<string> = $derived.by(() =>
    this.#mark !== null && this.spot
      ? between(this.shown, this.#mark, this.spot.code)
      : between([], '', ''),
  );

  get filtered(): boolean {
    const { search, area, state } = this.filter;
    return search.trim() !== '' || area !== '' || state !== '';
  }

  row(code: string | undefined): TableRow | undefined {
    return this.shown.find((row) => row.code === code);
  }

  /** Sorts and filters anew, and keeps one standing somewhere. */
  arrange(): void {
    const filter = { ...this.filter, owner: this.#owner };
    this.#codes = arrange(this.#sheet.rows, filter, this.sort);
    this.#mark = null;
    if (!this.row(this.spot?.code)) {
      const first = this.items.find((row) => row.entry !== null) ?? this.shown[0];
      const column = first && first.lines.length > 0 ? 'value' : 'code';
      this.spot = first ? { code: first.code, line: 0, column } : null;
    }
  }

  narrow(change: Partial<Filter>): void {
    this.filter = { ...this.filter, ...change };
    this.turns += 1;
    this.arrange();
  }

  /** One way, the other way, then back to the set's order. */
  sortBy(column: SortColumn | null): void {
    const first = column === 'points' || column === 'lost';
    if (column === null) this.sort = null;
    else if (this.sort?.column !== column) this.sort = { column, descending: first };
    else if (this.sort.descending === first) this.sort = { column, descending: !first };
    else this.sort = null;
    this.turns += 1;
    this.arrange();
  }

  /** Stands at a spot; rows between stay selected where `extending`. */
  stand(spot: Spot, extending = false): void {
    this.#mark = extending ? (this.#mark ?? this.spot?.code ?? spot.code) : null;
    this.spot = spot;
  }

  selectAll(): void {
    const [first, last] = [this.shown[0], this.shown.at(-1)];
    if (!first || !last || !this.spot) return;
    this.#mark = first.code;
    this.spot = { ...this.spot, code: last.code, line: 0, column: 'code' };
  }

  selectNothing(): void {
    this.#mark = null;
  }
}
