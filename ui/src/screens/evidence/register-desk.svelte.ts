import type { EvidenceView } from '$lib/backend/bindings/EvidenceView';
import type { Application } from '$lib/office/application.svelte';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { evidence as words } from '$lib/words';

import { found, isVague } from './documents';
import { EvidenceFiles } from './evidence-files.svelte';
import { tellRemoved } from './removal';

export type RegisterFilter = 'all' | 'withoutFile' | 'uncited' | 'vague';

const TAKES: Record<RegisterFilter, (one: EvidenceView) => boolean> = {
  all: () => true,
  withoutFile: ({ file }) => !file,
  uncited: ({ citations }) => citations.length === 0,
  vague: ({ citations }) => citations.some(({ place }) => isVague(place)),
};

/** The register of documents: what is listed, and removing one. */
export class RegisterDesk {
  readonly application: Application;
  readonly dossier: OpenDossier;
  readonly files: EvidenceFiles;
  documents = $state.raw<EvidenceView[] | null>(null);
  filter = $state<RegisterFilter>('all');
  sought = $state('');
  #loads = 0;

  constructor(application: Application, dossier: OpenDossier) {
    this.application = application;
    this.dossier = dossier;
    this.files = new EvidenceFiles(application, dossier);
  }

  readonly shown: EvidenceView[] = $derived.by(() =>
    found((this.documents ?? []).filter(TAKES[this.filter]), this.sought),
  );

  count(filter: RegisterFilter): number {
    return (this.documents ?? []).filter(TAKES[filter]).length;
  }

  clear(): void {
    this.filter = 'all';
    this.sought = '';
  }

  /** Reads the register; of several readings under way the last one counts. */
  async load(): Promise<void> {
    const load = ++this.#loads;
    const { backend, id } = this.dossier;
    const documents = await this.application.attempt(() => backend.evidence(id));
    if (documents && load === this.#loads) this.documents = documents;
  }

  /** Removes a document with its citations; it can be had back by one button. */
  async remove({ id: evidence, name }: EvidenceView): Promise<boolean> {
    const { backend, id } = this.dossier;
    const done = await this.application.attempt(async () => {
      await this.dossier.change(() => backend.removeEvidence(id, evidence));
      tellRemoved(this.application, words.removed(name));
      return true;
    });
    return done ?? false;
  }
}
