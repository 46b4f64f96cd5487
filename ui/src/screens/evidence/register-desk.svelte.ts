import type { EvidenceView } from '$lib/backend/bindings/EvidenceView';
import type { RegisterView } from '$lib/backend/bindings/RegisterView';
import type { Application } from '$lib/office/application.svelte';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { evidence as words } from '$lib/words';

import { found } from './documents';
import { EvidenceFiles } from './evidence-files.svelte';
import { tellUndoable } from './undoable';

export type RegisterFilter = 'all' | 'withoutFile' | 'vague' | 'uncited' | 'doubled' | 'proposed';

const TAKES: Record<RegisterFilter, (one: EvidenceView) => boolean> = {
  all: () => true,
  withoutFile: ({ gaps }) => gaps.includes('file'),
  vague: ({ gaps }) => gaps.includes('place'),
  uncited: ({ gaps }) => gaps.includes('citation'),
  doubled: ({ sameAs }) => sameAs.length > 0,
  proposed: ({ proposal }) => proposal !== null,
};

/** Files are read in swarms: the register follows them once in so many milliseconds. */
const PAUSE = 800;

/** The register of documents: what is listed, and removing one. */
export class RegisterDesk {
  readonly application: Application;
  readonly dossier: OpenDossier;
  readonly files: EvidenceFiles;
  register = $state.raw<RegisterView | null>(null);
  filter = $state<RegisterFilter>('all');
  sought = $state('');
  /** It could not be read; why was told. */
  isFailed = $state(false);
  #isLoading = false;
  #loadsAgain = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(application: Application, dossier: OpenDossier) {
    this.application = application;
    this.dossier = dossier;
    this.files = new EvidenceFiles(application, dossier);
  }

  readonly documents: EvidenceView[] | null = $derived.by(() => this.register?.documents ?? null);
  readonly shown: EvidenceView[] = $derived.by(() =>
    found((this.documents ?? []).filter(TAKES[this.filter]), this.sought),
  );
  readonly proposed: EvidenceView[] = $derived.by(() =>
    (this.documents ?? []).filter(TAKES.proposed),
  );

  count(filter: RegisterFilter): number {
    return (this.documents ?? []).filter(TAKES[filter]).length;
  }

  clear(): void {
    this.filter = 'all';
    this.sought = '';
  }

  /** Reads the register; what is asked for while it is being read is one more reading afterwards. */
  async load(): Promise<void> {
    this.#loadsAgain = this.#isLoading;
    if (this.#isLoading) return;
    this.#isLoading = true;
    const { backend, id } = this.dossier;
    do {
      this.#loadsAgain = false;
      const register = await this.application.attempt(() => backend.evidence(id));
      if (register) this.register = register;
      this.isFailed = register === undefined;
    } while (this.#loadsAgain);
    this.#isLoading = false;
  }

  /** Files were read in the background: reads the register after a pause. */
  follow(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.load();
    }, PAUSE);
  }

  /** The screen goes: nothing is followed any more. */
  leave(): void {
    clearTimeout(this.#timer);
  }

  /** Removes a document with its citations; it can be had back by one button. */
  async remove({ id: evidence, name }: EvidenceView): Promise<boolean> {
    const { backend, id } = this.dossier;
    const done = await this.application.attempt(async () => {
      await this.dossier.change(() => backend.removeEvidence(id, evidence));
      tellUndoable(this.application, words.removed(name));
      return true;
    });
    return done ?? false;
  }
}
