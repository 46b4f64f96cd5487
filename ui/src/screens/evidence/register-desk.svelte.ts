import type { EvidenceView } from '$lib/backend/bindings/EvidenceView';
import type { FilesAdded } from '$lib/backend/bindings/FilesAdded';
import type { Application } from '$lib/office/application.svelte';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { evidence as words } from '$lib/words';

import { found, isVague } from './documents';
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
  documents = $state.raw<EvidenceView[] | null>(null);
  filter = $state<RegisterFilter>('all');
  sought = $state('');
  /** A file is being chosen or taken in. */
  busy = $state(false);
  #loads = 0;

  constructor(application: Application, dossier: OpenDossier) {
    this.application = application;
    this.dossier = dossier;
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

  /** Adds a document for each file that the person chooses. */
  addFiles(): Promise<void> {
    return this.#takeIn(async () => {
      const files = await this.dossier.backend.addFiles(this.dossier.id);
      if (files) this.#tellAdded(files);
      return files !== null;
    });
  }

  /** Gives a document the file that the person chooses. */
  attach({ id: evidence }: EvidenceView): Promise<void> {
    return this.#takeIn(() => this.dossier.backend.attachFile(this.dossier.id, evidence));
  }

  /**
   * Taking files in may last, so that what is typed meanwhile is not kept waiting behind it; the
   * dossier is read anew afterwards.
   */
  async #takeIn(work: () => Promise<boolean>): Promise<void> {
    const { backend, id } = this.dossier;
    this.busy = true;
    await this.application.attempt(async () => {
      if (await work()) await this.dossier.change(() => backend.openDossier(id));
    });
    this.busy = false;
  }

  #tellAdded({ added, refused }: FilesAdded): void {
    const { messages } = this.application;
    if (added > 0) messages.tell({ tone: 'ok', text: words.filesAdded(added) });
    if (refused.length === 0) return;
    messages.tell({ tone: 'bad', text: words.filesRefused(refused.length), lines: refused });
  }

  /** Takes the file off a document; it can be had back by one button. */
  async detach({ id: evidence, file }: EvidenceView): Promise<void> {
    const { backend, id } = this.dossier;
    await this.application.attempt(async () => {
      await this.dossier.change(() => backend.detachFile(id, evidence));
      tellRemoved(this.application, words.detached(file?.name ?? ''));
    });
  }

  async openFile({ id: evidence }: EvidenceView): Promise<void> {
    const { backend, id } = this.dossier;
    await this.application.attempt(() => backend.openEvidenceFile(id, evidence));
  }

  async saveFile({ id: evidence }: EvidenceView): Promise<void> {
    const { backend, messages } = this.application;
    await this.application.attempt(async () => {
      const saved = await backend.saveEvidenceFile(this.dossier.id, evidence);
      if (!saved) return;
      messages.tell({
        tone: 'ok',
        text: words.fileSaved(saved.name),
        action: {
          label: words.openFolder,
          run: () => void this.application.attempt(() => backend.openFolder(saved.path)),
        },
      });
    });
  }
}
