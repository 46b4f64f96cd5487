import type { Entry } from '$lib/backend/bindings/Entry';
import type { ItemView } from '$lib/backend/bindings/ItemView';
import type { ResultView } from '$lib/backend/bindings/ResultView';

import type { OpenDossier, SaveState, Unsaved } from './open-dossier.svelte';

/** A change is leaving a field, or this many milliseconds of rest. */
const REST = 600;

/** One item while it is worked on: what is typed, its live points, and its saving. */
export class ItemEditor implements Unsaved {
  readonly dossier: OpenDossier;
  item = $state.raw() as ItemView;
  entry = $state() as Entry;
  result = $state.raw() as ResultView;
  state = $state<SaveState>('saved');
  #timer: ReturnType<typeof setTimeout> | undefined;
  #scoring = false;
  #scoreAgain = false;
  #queue: Promise<void> = Promise.resolve();
  /** The content that was saved last, to write nothing where nothing changed. */
  #saved: string;

  constructor(dossier: OpenDossier, item: ItemView) {
    this.dossier = dossier;
    this.item = item;
    this.entry = structuredClone(item.entry);
    this.result = item.result;
    this.#saved = JSON.stringify(item.entry);
  }

  /** Takes over the item as the program has it now; what is typed and not saved yet stays. */
  refresh(item: ItemView): void {
    this.item = item;
    if (this.state !== 'saved') return;
    this.entry = structuredClone(item.entry);
    this.result = item.result;
    this.#saved = JSON.stringify(item.entry);
  }

  /** Something was typed: shows its points now, saves it after a rest. */
  typed(event?: Event): void {
    if (event instanceof InputEvent && event.isComposing) return;
    this.state = 'typing';
    void this.#score();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save().catch(() => {}), REST);
  }

  /** A field was left, or a choice was made: saves at once. */
  left(): void {
    if (this.state !== 'saved') void this.save().catch(() => {});
  }

  /** Saves what is typed; one save waits for the other. */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#queue = this.#queue.catch(() => {}).then(() => this.#write());
    return this.#queue;
  }

  async #write(): Promise<void> {
    const entry = $state.snapshot(this.entry);
    const content = JSON.stringify(entry);
    if (content === this.#saved) {
      this.state = 'saved';
      return;
    }
    this.state = 'saving';
    try {
      const { backend, id } = this.dossier;
      const workspace = await backend.setAnswer(id, this.item.code, entry);
      this.#saved = content;
      this.dossier.take(workspace, false);
    } catch (thrown) {
      this.state = 'failed';
      throw thrown;
    }
    this.state = JSON.stringify($state.snapshot(this.entry)) === content ? 'saved' : 'typing';
    await this.#score();
  }

  /** Asks for the points of what is typed; while one answer is awaited, only the last one counts. */
  async #score(): Promise<void> {
    if (this.#scoring) {
      this.#scoreAgain = true;
      return;
    }
    this.#scoring = true;
    try {
      do {
        this.#scoreAgain = false;
        const { backend, id } = this.dossier;
        const entry = $state.snapshot(this.entry);
        this.result = await backend.preview(id, this.item.code, entry);
      } while (this.#scoreAgain);
    } finally {
      this.#scoring = false;
    }
  }
}
