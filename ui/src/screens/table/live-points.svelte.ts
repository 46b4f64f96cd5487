import type { Entry } from '$lib/backend/bindings/Entry';
import type { ResultView } from '$lib/backend/bindings/ResultView';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';

interface Wish {
  code: string;
  entry: Entry;
}

/** Points of what is typed in one item. While one answer is awaited, only the last wish counts. */
export class LivePoints {
  readonly #dossier: OpenDossier;
  shown = $state.raw<{ code: string; result: ResultView } | null>(null);
  #wish: Wish | null = null;
  #asking = false;

  constructor(dossier: OpenDossier) {
    this.#dossier = dossier;
  }

  /** Asks for points. Where that fails the last ones stay: saving tells what is wrong. */
  async ask(code: string, entry: Entry): Promise<void> {
    this.#wish = { code, entry };
    if (this.#asking) return;
    this.#asking = true;
    const { backend, id } = this.#dossier;
    try {
      for (let asked = this.#next(); asked; asked = this.#next()) {
        const result = await backend.preview(id, asked.code, asked.entry);
        if (this.#wish === asked) {
          this.#wish = null;
          this.shown = { code: asked.code, result };
        }
      }
    } catch {
      this.#wish = null;
    } finally {
      this.#asking = false;
    }
  }

  /** The saved points are the right ones again. */
  clear(): void {
    this.#wish = null;
    this.shown = null;
  }

  #next(): Wish | null {
    return this.#wish;
  }
}
