import { untrack } from 'svelte';

import type { Entry } from '$lib/backend/bindings/Entry';
import type { ItemView } from '$lib/backend/bindings/ItemView';
import type { PartEntry } from '$lib/backend/bindings/PartEntry';
import type { ResultView } from '$lib/backend/bindings/ResultView';

import { merged, NOTHING } from './merge';
import { REST, type OpenDossier, type SaveState, type Unsaved } from './open-dossier.svelte';

/**
 * One item while it is worked on: what is typed, its live points, and its saving. Reads and writes
 * of the item go one after the other; text that is not saved yet is never replaced. While an input
 * method composes nothing is scored or saved. Register it with `OpenDossier.watch`.
 */
export class ItemEditor implements Unsaved {
  readonly dossier: OpenDossier;
  readonly code: string;
  item = $state.raw() as ItemView;
  entry = $state() as Entry;
  result = $state.raw() as ResultView;
  state = $state<SaveState>('saved');
  /** Why the last save was refused; none once it went well. */
  failure = $state.raw<unknown>(null);
  /** What the program has, to write nothing where nothing changed. */
  #saved: Entry;
  /** The dossier's revision that `#saved` belongs to. */
  #revision: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #queue: Promise<void> = Promise.resolve();
  #composing = false;
  #scoring = false;
  /** Grows with each wish for points: only the answer to the last one is shown. */
  #wishes = 0;

  constructor(dossier: OpenDossier, item: ItemView) {
    this.dossier = dossier;
    this.code = item.code;
    this.item = item;
    this.#saved = whole(item);
    this.entry = structuredClone(this.#saved);
    this.result = item.result;
    this.#revision = untrack(() => dossier.revision);
  }

  /** What is entered for a part of a sum, or for the whole item. */
  own(part: string | null): PartEntry {
    return part === null ? this.entry : (this.entry.parts[part] ?? NOTHING);
  }

  /** The text of a field; `part` is none for a single rule. */
  value(part: string | null, key: string): string {
    return this.own(part).inputs[key] ?? '';
  }

  /** Takes a field's text over as it is typed. */
  put(part: string | null, key: string, text: string): void {
    this.own(part).inputs[key] = text;
    this.typed();
  }

  /** Takes an explanation over as it is typed; of a claim it is the reason. */
  explain(part: string | null, text: string): void {
    this.own(part).explanation = text;
    this.typed();
  }

  /** Claims "không phát sinh", or takes the claim back. */
  claim(part: string | null, on: boolean): void {
    this.own(part).notApplicable = on;
    this.typed();
  }

  /** An input method begins to compose, or is done with it. */
  compose(on: boolean): void {
    this.#composing = on;
    if (on) clearTimeout(this.#timer);
    else this.typed();
  }

  /** Something was typed: shows its points now, saves it after a rest. */
  typed(event?: Event): void {
    clearTimeout(this.#timer);
    this.state = 'typing';
    if (this.#composing || (event instanceof InputEvent && event.isComposing)) return;
    void this.#score();
    this.#timer = setTimeout(() => void this.save().catch(() => {}), REST);
  }

  /** A field was left: saves at once. The outcome shows in `state` and `failure`. */
  left(): void {
    this.#composing = false;
    if (this.state !== 'saved') void this.save().catch(() => {});
  }

  /** Saves what is typed; one save waits for the other. */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    return this.#next(() => this.#write());
  }

  /** Takes over what was changed elsewhere: undo, evidence. Text that is not saved yet stays. */
  follow(): Promise<void> {
    return this.#next(async () => {
      if (this.#revision !== this.dossier.revision) await this.#read();
    });
  }

  /** Takes over the item as the program has it now. */
  refresh(item: ItemView): void {
    const typed = $state.snapshot(this.entry);
    const current = whole(item);
    const entry = merged(this.#saved, typed, current);
    this.item = item;
    this.#saved = current;
    if (!same(entry, typed)) this.entry = entry;
    this.#wishes += 1;
    if (same(entry, current)) {
      this.result = item.result;
      this.state = 'saved';
    } else {
      void this.#score();
    }
  }

  #next(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.catch(() => {}).then(work);
    return this.#queue;
  }

  async #read(): Promise<void> {
    const { backend, id, revision } = this.dossier;
    const item = await backend.item(id, this.code);
    this.#revision = revision;
    this.refresh(item);
  }

  async #write(): Promise<void> {
    const { backend, id } = this.dossier;
    try {
      if (this.#revision !== this.dossier.revision) await this.#read();
      const entry = $state.snapshot(this.entry);
      if (!same(entry, this.#saved)) {
        this.state = 'saving';
        await this.dossier.change(() => backend.setAnswer(id, this.code, entry), false);
        this.#saved = entry;
      }
      this.failure = null;
    } catch (thrown) {
      this.state = 'failed';
      this.failure = thrown;
      throw thrown;
    }
    this.state = same($state.snapshot(this.entry), this.#saved) ? 'saved' : 'typing';
  }

  /**
   * Asks for the points of what is typed; while one answer is awaited, only the last wish counts.
   * Where it fails the last points stay: saving tells what is wrong.
   */
  async #score(): Promise<void> {
    this.#wishes += 1;
    if (this.#scoring) return;
    this.#scoring = true;
    const { backend, id } = this.dossier;
    try {
      for (let wish = 0; wish !== this.#wishes;) {
        wish = this.#wishes;
        const result = await backend.preview(id, this.code, $state.snapshot(this.entry));
        if (wish === this.#wishes) this.result = result;
      }
    } catch {
      return;
    } finally {
      this.#scoring = false;
    }
  }
}

/** What is entered, with every part of a sum in it. */
function whole({ entry, sections }: ItemView): Entry {
  const parts = sections.flatMap(({ part }) =>
    part === null ? [] : [[part, entry.parts[part] ?? NOTHING] as const],
  );
  return { ...entry, parts: Object.fromEntries(parts) };
}

/** The same content, whatever the order of keys. */
function same(one: Entry, other: Entry): boolean {
  return sorted(one) === sorted(other);
}

function sorted(entry: Entry): string {
  return JSON.stringify(entry, (_, value: unknown) =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
