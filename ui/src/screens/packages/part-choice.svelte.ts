import { SvelteSet } from 'svelte/reactivity';

import type { Workspace } from '$lib/backend/bindings/Workspace';
import { candidates, groupsOf, rows, type Row } from '$screens/scoring/rows';

/** How much of a row is chosen. */
export type Chosen = 'all' | 'some' | 'none';

/** The items of a dossier that are chosen for a part, as a tree of areas, criteria and items. */
export class PartChoice {
  readonly #workspace: Workspace;
  /** The items of each row, by its key. */
  readonly #items: Record<string, string[]> = {};
  readonly #chosen = new SvelteSet<string>();
  readonly #closed = new SvelteSet<string>();
  /** Every item, in the set's order. */
  readonly all: string[];

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    this.all = candidates(workspace).map(({ node }) => node.code);
    for (const code of this.all) {
      for (const key of [...groupsOf(workspace, code), code]) {
        (this.#items[key] ??= []).push(code);
      }
    }
    // At first the areas alone are shown.
    for (const key of Object.keys(this.#items)) this.#closed.add(key);
  }

  /** The rows that are shown, from top to bottom. */
  readonly rows: Row[] = $derived.by(() =>
    rows(this.#workspace, { takes: () => true, isClosed: (key) => this.#closed.has(key) }),
  );

  /** The items chosen, in the set's order. */
  readonly codes: string[] = $derived.by(() => this.all.filter((code) => this.#chosen.has(code)));

  itemsOf({ key }: Row): string[] {
    return this.#items[key] ?? [];
  }

  countOf(row: Row): number {
    return this.itemsOf(row).filter((code) => this.#chosen.has(code)).length;
  }

  stateOf(row: Row): Chosen {
    const count = this.countOf(row);
    if (count === 0) return 'none';
    return count === this.itemsOf(row).length ? 'all' : 'some';
  }

  /** Chooses all items of a row, or none where all are chosen. */
  toggle(row: Row): void {
    const take = this.stateOf(row) !== 'all';
    for (const code of this.itemsOf(row)) {
      if (take) this.#chosen.add(code);
      else this.#chosen.delete(code);
    }
  }

  /** Opens or closes a group; whether that changed anything. */
  fold(row: Row, open: boolean): boolean {
    if (row.kind !== 'group' || row.open === open) return false;
    if (open) this.#closed.delete(row.key);
    else this.#closed.add(row.key);
    return true;
  }
}
