import { SvelteMap } from 'svelte/reactivity';

import type { Failure } from '$lib/backend/bindings/Failure';
import type { PartView } from '$lib/backend/bindings/PartView';
import { asFailure } from '$lib/office/failure';

import type { FileSource } from './look.svelte';

/** The parts of a file as text and tables, one looked at at a time. */
export class FileParts {
  readonly #source: FileSource;
  readonly total: number;
  /** The part that is looked at, from 1. */
  part = $state(1);
  /** What stands in it; none before it was read. */
  view = $state.raw<PartView | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** Names of the parts that were read so far. */
  readonly names = new SvelteMap<number, string>();
  #asked = 0;

  constructor(source: FileSource, total: number) {
    this.#source = source;
    this.total = total;
  }

  /** Turns to a part, or to the end that lies nearer to it; the one asked for last is shown. */
  async goTo(part: number): Promise<void> {
    const asked = ++this.#asked;
    const { dossier, evidence } = this.#source;
    this.part = Math.min(Math.max(part, 1), Math.max(this.total, 1));
    [this.view, this.failure] = [null, null];
    try {
      const view = await dossier.backend.filePart(dossier.id, evidence, this.part);
      if (asked !== this.#asked) return;
      this.names.set(this.part, view.name);
      this.view = view;
    } catch (thrown) {
      if (asked === this.#asked) this.failure = asFailure(thrown);
    }
  }
}
