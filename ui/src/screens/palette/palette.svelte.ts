import type { EvidenceView } from '$lib/backend/bindings/EvidenceView';
import type { Application } from '$lib/office/application.svelte';

import { contentsEntry, entries, type Entry } from './entries';
import { further, offered, search, type Found } from './search';

/** How many entries used last are remembered. */
const REMEMBERED = 5;
/** The entries used last since the program started, the newest first. */
let recent: string[] = [];

/** The search over everything while it is open. */
export class PaletteSearch {
  readonly application: Application;
  sought = $state('');
  #evidence = $state.raw<EvidenceView[]>([]);
  #active = $state(0);

  constructor(application: Application) {
    this.application = application;
  }

  readonly #entries = $derived.by(() => entries(this.application, this.#evidence));
  readonly groups: Found[] = $derived.by(() => {
    const sought = this.sought.trim();
    if (sought === '') return offered(this.#entries, recent);
    const found = search(this.#entries, sought);
    if (!this.application.dossier) return found;
    return [...found, further(contentsEntry(this.application, sought))];
  });
  /** All entries that are shown, from top to bottom. */
  readonly shown: Entry[] = $derived.by(() => this.groups.flatMap((group) => group.shown));
  readonly count = $derived.by(() => this.groups.reduce((sum, group) => sum + group.count, 0));
  readonly active: Entry | undefined = $derived.by(
    () => this.shown[Math.min(this.#active, this.shown.length - 1)],
  );

  /** Reads the dossier's documents; without them everything else is found all the same. */
  async load(): Promise<void> {
    const { dossier, backend } = this.application;
    if (!dossier) return;
    const register = await this.application.attempt(() => backend.evidence(dossier.id));
    if (register) this.#evidence = register.documents;
  }

  /** Something was typed: the best entry is chosen again. */
  typed(): void {
    this.#active = 0;
  }

  /** Chooses the entry so many lines further, round the ends. */
  move(lines: number): void {
    const { length } = this.shown;
    if (length === 0) return;
    const now = Math.min(this.#active, length - 1);
    this.#active = (now + lines + length) % length;
  }

  /** Chooses an entry by where it stands: the first, or the last. */
  end(last: boolean): void {
    this.#active = last ? Math.max(0, this.shown.length - 1) : 0;
  }

  remember(entry: Entry): void {
    recent = [entry.id, ...recent.filter((id) => id !== entry.id)].slice(0, REMEMBERED);
  }
}
