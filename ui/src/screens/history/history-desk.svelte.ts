import type { Failure } from '$lib/backend/bindings/Failure';
import type { HistoryEntry } from '$lib/backend/bindings/HistoryEntry';
import type { HistoryView } from '$lib/backend/bindings/HistoryView';
import { asFailure } from '$lib/office/failure';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { Task } from '$lib/office/task.svelte';

/** A dossier's history as far as it was asked for. */
export class HistoryDesk {
  readonly dossier: OpenDossier;
  readonly restoring = new Task();
  /** The newest page: what it says beside its entries holds for the whole. */
  view = $state.raw<HistoryView | null>(null);
  entries = $state.raw<HistoryEntry[]>([]);
  older = $state(false);
  failure = $state.raw<Failure | null>(null);
  /** The code of the item that is shown alone; empty for all. */
  #code = '';
  #asked = 0;

  constructor(dossier: OpenDossier) {
    this.dossier = dossier;
  }

  /** Asks for the newest entries, of one item where a code is given. */
  async load(code: string): Promise<void> {
    this.#code = code;
    await this.#ask(null);
  }

  /** Asks for the entries before those that are shown. */
  async more(): Promise<void> {
    const last = this.entries.at(-1);
    if (last) await this.#ask(last.seq);
  }

  /** Gives an entry's item the answer back that it had before; tells whether it was done. */
  async restore({ seq }: HistoryEntry): Promise<boolean> {
    const { dossier } = this;
    const done = await this.restoring.run(async () => {
      await dossier.change(() => dossier.backend.restoreAnswer(dossier.id, seq));
      return true;
    });
    return done ?? false;
  }

  async #ask(before: number | null): Promise<void> {
    const asked = ++this.#asked;
    const { backend, id } = this.dossier;
    this.failure = null;
    try {
      const found = await backend.history(id, this.#code || null, before);
      if (asked !== this.#asked) return;
      if (before === null) this.view = found;
      this.entries = before === null ? found.entries : [...this.entries, ...found.entries];
      this.older = found.older;
    } catch (thrown) {
      if (asked === this.#asked) this.failure = asFailure(thrown);
    }
  }
}
