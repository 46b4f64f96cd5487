import type { EvidenceView } from '$lib/backend/bindings/EvidenceView';
import type { FilesAdded } from '$lib/backend/bindings/FilesAdded';
import type { Application } from '$lib/office/application.svelte';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { evidence as words } from '$lib/words';

import { tellRemoved } from './removal';

/** The files of a dossier's documents: into the data file and out again. */
export class EvidenceFiles {
  readonly application: Application;
  readonly dossier: OpenDossier;
  /** A file is being chosen or taken in. */
  busy = $state(false);

  constructor(application: Application, dossier: OpenDossier) {
    this.application = application;
    this.dossier = dossier;
  }

  /** Adds a document for each file that the person chooses, cited for an item where one is given. */
  add(code: string | null): Promise<void> {
    return this.#takeIn(async () => {
      const files = await this.dossier.backend.addFiles(this.dossier.id, code);
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

  async open({ id: evidence }: EvidenceView): Promise<void> {
    const { backend, id } = this.dossier;
    await this.application.attempt(() => backend.openEvidenceFile(id, evidence));
  }

  async save({ id: evidence }: EvidenceView): Promise<void> {
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
