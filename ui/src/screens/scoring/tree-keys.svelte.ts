import { tick } from 'svelte';

import { isComposing } from '$lib/keys/composition';

import type { ScoringDesk } from './desk.svelte';
import { typedAhead, type GroupRow, type Row } from './rows';

/** Letters that follow each other within this many milliseconds are one word. */
const PAUSE = 700;

/** The keys of a tree, as the WAI-ARIA pattern has them. */
export class TreeKeys {
  readonly #desk: ScoringDesk;
  readonly #open: (code: string) => void;
  /** The row that had the focus last. */
  #focus = $state<string | null>(null);
  #typed = '';
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(desk: ScoringDesk, open: (code: string) => void) {
    this.#desk = desk;
    this.#open = open;
  }

  /** The row that Tab reaches: the one that had the focus, else the current item, else the first. */
  readonly at: string | undefined = $derived.by(() => {
    const { rows, code } = this.#desk;
    const row = [this.#focus, code].map((key) => rows.find((one) => one.key === key));
    return (row[0] ?? row[1] ?? rows[0])?.key;
  });

  focused(target: EventTarget | null): void {
    if (target instanceof HTMLElement) this.#focus = target.dataset.key ?? null;
  }

  toggle(row: GroupRow): void {
    const { closed } = this.#desk;
    if (!closed.delete(row.key)) closed.add(row.key);
  }

  press(event: KeyboardEvent): void {
    if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
    const { rows } = this.#desk;
    const place = rows.findIndex((row) => row.key === this.at);
    const row = rows[place];
    if (!row || !this.#act(event, rows, place, row)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Does what the key stands for; false where it stands for nothing. */
  #act(event: KeyboardEvent, rows: Row[], place: number, row: Row): boolean {
    switch (event.key) {
      case 'ArrowDown':
        return this.#move(rows[place + 1]);
      case 'ArrowUp':
        return this.#move(rows[place - 1]);
      case 'Home':
        return this.#move(rows[0]);
      case 'End':
        return this.#move(rows.at(-1));
      case 'ArrowRight':
        return this.#inwards(row, rows[place + 1]);
      case 'ArrowLeft':
        return this.#outwards(rows, place, row);
      case 'Enter':
      case ' ':
        if (row.kind === 'group') this.toggle(row);
        else this.#open(row.key);
        return true;
      default:
        return this.#typeAhead(event.key, rows, place);
    }
  }

  #inwards(row: Row, below: Row | undefined): boolean {
    if (row.kind === 'group' && !row.open) this.toggle(row);
    else if (row.kind === 'group') return this.#move(below);
    return true;
  }

  #outwards(rows: Row[], place: number, row: Row): boolean {
    if (row.kind === 'group' && row.open && !this.#desk.isFiltered) {
      this.toggle(row);
      return true;
    }
    return this.#move(
      rows
        .slice(0, place)
        .reverse()
        .find((one) => one.level < row.level),
    );
  }

  #typeAhead(key: string, rows: Row[], place: number): boolean {
    if ([...key].length !== 1) return false;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => (this.#typed = ''), PAUSE);
    this.#typed += key;
    return this.#move(typedAhead(rows, place, this.#typed));
  }

  #move(row: Row | undefined): true {
    if (row) {
      this.#focus = row.key;
      void tick().then(() => document.getElementById(`row-${row.key}`)?.focus());
    }
    return true;
  }
}
