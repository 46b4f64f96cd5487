import type { Failure } from '$lib/backend/bindings/Failure';
import type { FoundView } from '$lib/backend/bindings/FoundView';
import { asFailure } from '$lib/office/failure';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';

/** Milliseconds after the last letter before it is searched. */
const REST = 150;
/** Fewer letters are in nearly every file. */
const FEWEST = 2;

/** Whether that much is worth a search. */
export function isSearchable(sought: string): boolean {
  return [...sought.trim()].length >= FEWEST;
}

/** The search in what files say: of several under way the last one counts. */
export class ContentSearch {
  readonly #dossier: OpenDossier;
  /** Documents whose files say what is sought, the best first; none before something was searched. */
  found = $state.raw<FoundView[] | null>(null);
  failure = $state.raw<Failure | null>(null);
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(dossier: OpenDossier) {
    this.#dossier = dossier;
  }

  /** Searches once typing rests; too few letters find nothing at once. */
  seek(sought: string): void {
    this.leave();
    if (isSearchable(sought)) {
      this.#timer = setTimeout(() => void this.#ask(sought.trim()), REST);
    } else {
      [this.found, this.failure] = [null, null];
    }
  }

  /** Nothing that is still under way is of interest any more. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
  }

  async #ask(text: string): Promise<void> {
    const asked = ++this.#asked;
    const { backend, id } = this.#dossier;
    try {
      const found = await backend.searchEvidence(id, text);
      if (asked !== this.#asked) return;
      // What the register alone says is found in the register.
      this.found = found.filter(({ pages }) => pages.length > 0);
      this.failure = null;
    } catch (thrown) {
      if (asked === this.#asked) [this.found, this.failure] = [null, asFailure(thrown)];
    }
  }
}
