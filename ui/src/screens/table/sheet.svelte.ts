import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';

import type { Entry } from '$lib/backend/bindings/Entry';
import type { Failure } from '$lib/backend/bindings/Failure';
import type { TableRow } from '$lib/backend/bindings/TableRow';
import { asFailure } from '$lib/office/failure';
import type { OpenDossier, SaveState, Unsaved } from '$lib/office/open-dossier.svelte';

import { entered, savedText, withText } from './entered';
import { byCode, sameCell, type Cell } from './grid';
import { LivePoints } from './live-points.svelte';

/** A text that is typed and not saved yet; with the reason, where saving it was refused. */
export interface Pending {
  cell: Cell;
  text: string;
  refusal: Failure | null;
}

/**
 * The table while it is worked on: its rows, the cell that is edited, what is not saved yet. Saves go
 * one after the other in the order they came; after the last one the rows are asked for once. A text
 * that is refused stays in its cell with the reason. Register it with `OpenDossier.watch`.
 */
export class TableSheet implements Unsaved {
  readonly dossier: OpenDossier;
  readonly live: LivePoints;
  rows = $state.raw<TableRow[]>([]);
  loaded = $state(false);
  /** Why the rows could not be read; none once they were. */
  failure = $state.raw<Failure | null>(null);
  /** The cell that is edited. */
  edit = $state.raw<Cell | null>(null);
  /** What is typed in it. */
  draft = $state('');
  #pending = new SvelteMap<string, Pending>();
  /** The dossier's revision that the rows belong to. */
  #revision = -1;
  #queue: Promise<void> = Promise.resolve();

  constructor(dossier: OpenDossier) {
    this.dossier = dossier;
    this.live = new LivePoints(dossier);
  }

  readonly state: SaveState = $derived.by(() => {
    const all = [...this.#pending.values()];
    if (all.some((one) => one.refusal !== null)) return 'failed';
    if (all.length > 0) return 'saving';
    return this.edit !== null && this.draft !== this.text(this.edit) ? 'typing' : 'saved';
  });

  pending(cell: Cell): Pending | undefined {
    return this.#pending.get(name(cell));
  }

  /** The text of a cell: as typed, or else as saved. */
  text(cell: Cell): string {
    const row = this.#row(cell.code);
    return this.pending(cell)?.text ?? (row ? savedText(row, cell) : '');
  }

  /** Begins to edit a cell, with its own text or with another. */
  begin(cell: Cell, text = this.text(cell)): void {
    this.finish();
    if (!this.dossier.mayChange(cell.code)) return;
    this.edit = cell;
    this.draft = text;
  }

  /** Takes over what is typed in the edited cell; while an input method composes nothing is scored. */
  typed(text: string, composing = false): void {
    if (this.edit === null) return;
    this.draft = text;
    const { code } = this.edit;
    const row = this.#row(code);
    if (composing || !row?.entry) return;
    const all = [...this.#pending.values(), { cell: this.edit, text }];
    const own = all.filter((one) => one.cell.code === code);
    void this.live.ask(code, filled(row.entry, own));
  }

  /** Ends editing and saves what was typed. */
  finish(): void {
    const { edit, draft } = this;
    if (edit === null) return;
    this.edit = null;
    if (draft !== this.text(edit) || this.pending(edit)) {
      this.change(edit, draft);
    } else {
      this.live.clear();
    }
  }

  /** Gives the old value back, also of a cell whose text was refused. */
  cancel(cell: Cell): void {
    if (this.edit && sameCell(this.edit, cell)) this.edit = null;
    if (this.pending(cell)?.refusal) this.#pending.delete(name(cell));
    this.live.clear();
  }

  /** Saves a text in a cell. */
  change(cell: Cell, text: string): void {
    this.#pending.set(name(cell), { cell, text, refusal: null });
    void this.#next(() => this.#writeAll());
  }

  /** Saves all that is typed, tries again what was refused, and rejects when it cannot. */
  async save(): Promise<void> {
    this.finish();
    for (const one of this.#pending.values()) {
      this.#pending.set(name(one.cell), { ...one, refusal: null });
    }
    await this.#next(() => this.#writeAll());
    const refused = [...this.#pending.values()].find((one) => one.refusal !== null);
    if (refused) throw refused.refusal;
  }

  /** Takes over what was changed elsewhere: undo, a pasted block. What is not saved yet stays. */
  follow(): Promise<void> {
    return this.#next(async () => {
      if (this.#revision !== this.dossier.revision) await this.#read();
    });
  }

  /** Reads the rows again after a failure. */
  again(): Promise<void> {
    return this.#next(() => this.#read());
  }

  #row(code: string): TableRow | undefined {
    return this.rows.find((row) => row.code === code);
  }

  /** One after the other; a failure of reading shows in `failure`. */
  #next(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(work).catch((thrown: unknown) => {
      this.failure = asFailure(thrown);
    });
    return this.#queue;
  }

  async #read(): Promise<void> {
    const revision = untrack(() => this.dossier.revision);
    const { rows } = await this.dossier.backend.table(this.dossier.id);
    // A row that is the same stays the same object, so that nothing of it is drawn again.
    const before = byCode(this.rows);
    this.rows = rows.map((row) => {
      const known = before.get(row.code);
      return known && JSON.stringify(known) === JSON.stringify(row) ? known : row;
    });
    this.#revision = revision;
    this.loaded = true;
    this.failure = null;
    if (this.live.shown?.code !== this.edit?.code) this.live.clear();
  }

  async #writeAll(): Promise<void> {
    let wrote = false;
    for (let next = this.#waiting()[0]; next; next = this.#waiting()[0]) {
      await this.#write(next.cell.code);
      wrote = true;
    }
    if (wrote) await this.#read();
  }

  #waiting(): Pending[] {
    return [...this.#pending.values()].filter((one) => one.refusal === null);
  }

  /** Saves what waits in one item; on a refusal it stays, with the reason. */
  async #write(code: string): Promise<void> {
    const batch = this.#waiting().filter((one) => one.cell.code === code);
    const settle = (one: Pending, refusal: Failure | null) => {
      // What was typed anew meanwhile waits for the next save.
      if (this.pending(one.cell) !== one) return;
      if (refusal) this.#pending.set(name(one.cell), { ...one, refusal });
      else this.#pending.delete(name(one.cell));
    };
    try {
      if (this.#revision !== this.dossier.revision) await this.#read();
      const before = this.#row(code)?.entry;
      if (before) {
        const { backend, id } = this.dossier;
        await this.dossier.change(() => backend.setAnswer(id, code, filled(before, batch)), false);
      }
      this.rows = this.rows.map((row) =>
        row.code === code
          ? batch.reduce((own, { cell, text }) => withText(own, cell, text), row)
          : row,
      );
      batch.forEach((one) => settle(one, null));
    } catch (thrown) {
      batch.forEach((one) => settle(one, asFailure(thrown)));
    }
  }
}

function name({ code, part, input }: Cell): string {
  return JSON.stringify([code, part, input]);
}

/** An entry with several texts in it, the later ones last. */
function filled(entry: Entry, texts: { cell: Cell; text: string }[]): Entry {
  return texts.reduce((own, { cell, text }) => entered(own, cell, text), entry);
}
