import type { ItemView } from '$lib/backend/bindings/ItemView';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';

/** Items fetched before they are asked for, so that going to a neighbour shows it at once. */
export class ItemsAhead {
  readonly #dossier: OpenDossier;
  readonly #items = new Map<string, Promise<ItemView>>();
  /** The dossier's revision that they belong to. */
  #revision = 0;

  constructor(dossier: OpenDossier) {
    this.#dossier = dossier;
  }

  /** Fetches these in the place of those fetched before. */
  fetch(codes: (string | undefined)[]): void {
    const { backend, id, revision } = this.#dossier;
    this.#items.clear();
    this.#revision = revision;
    for (const code of codes) {
      if (code === undefined) continue;
      const item = backend.item(id, code);
      // Who asks for it later asks once more.
      item.catch(() => this.#items.delete(code));
      this.#items.set(code, item);
    }
  }

  /** The item as it is now: the one fetched ahead, where the dossier was not changed since. */
  async item(code: string): Promise<ItemView> {
    const { backend, id } = this.#dossier;
    for (;;) {
      const { revision } = this.#dossier;
      const ahead = this.#revision === revision ? this.#items.get(code) : undefined;
      this.#items.delete(code);
      const item = (await ahead?.catch(() => null)) ?? (await backend.item(id, code));
      if (revision === this.#dossier.revision) return item;
    }
  }
}
