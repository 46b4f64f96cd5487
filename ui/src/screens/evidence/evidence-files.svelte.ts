import type { EvidenceView } from '$lib/backend/bindings/EvidenceView';
import type { ExportedView } from '$lib/backend/bindings/ExportedView';
import type { Failure } from '$lib/backend/bindings/Failure';
import type { FilesAdded } from '$lib/backend/bindings/FilesAdded';
import type { FilesProgress } from '$lib/backend/bindings/FilesProgress';
import type { FilesSource } from '$lib/backend/bindings/FilesSource';
import type { Application } from '$lib/office/application.svelte';
import { asFailure } from '$lib/office/failure';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { evidence as words } from '$lib/words';

import { formOf } from './documents';
import { tellAdded } from './tell-added';
import { tellUndoable } from './undoable';

/** The files of a dossier's documents: into the data file and out again. */
export class EvidenceFiles {
  readonly application: Application;
  readonly dossier: OpenDossier;
  /** The document whose file is looked at. */
  looked = $state.raw<{ evidence: string; page: number | undefined } | null>(null);
  /** The document for which a file was chosen that is marked as secret. */
  marked = $state.raw<{ one: EvidenceView; failure: Failure } | null>(null);
  #isChoosing = false;

  constructor(application: Application, dossier: OpenDossier) {
    this.application = application;
    this.dossier = dossier;
  }

  /** Adds a document for each file of a source, cited for an item where one is given. */
  add(code: string | null, source: FilesSource): Promise<void> {
    const { backend, id } = this.dossier;
    return this.#addAll((onProgress) => backend.addFiles(id, code, source, onProgress));
  }

  /** Adds a document for a picture from the clipboard. */
  addPasted(code: string | null, picture: Blob): Promise<void> {
    const { backend, id } = this.dossier;
    return this.#addAll(() => backend.addPasted(id, code, picture));
  }

  async #addAll(
    work: (onProgress: (progress: FilesProgress) => void) => Promise<FilesAdded | null>,
  ): Promise<void> {
    if (this.#isOccupied()) return;
    await this.#takeIn(async () => {
      const files = await this.application.filesAtWork.run('files', words.adding, work);
      if (files) tellAdded(this.application, files);
      return files !== null;
    });
  }

  /** Gives a document the file that the person chooses; one that is marked as secret, or could not be
   * read, is asked about. */
  async attach(one: EvidenceView, evenSecret = false): Promise<void> {
    const { backend, id } = this.dossier;
    this.marked = null;
    if (this.#isOccupied()) return;
    await this.#takeIn(async () => {
      try {
        return await backend.attachFile(id, one.id, evenSecret);
      } catch (thrown) {
        const failure = asFailure(thrown);
        if (!['secret', 'unread'].includes(failure.code) || evenSecret) throw thrown;
        this.marked = { one, failure };
        return false;
      }
    });
  }

  /** Cites a document without its content; it can be taken back by one button. */
  async citeOnly(one: EvidenceView): Promise<void> {
    const { backend, id } = this.dossier;
    this.marked = null;
    if (one.citeOnly) return;
    await this.application.attempt(async () => {
      const document = { ...formOf(one), citeOnly: true };
      await this.dossier.change(() => backend.updateEvidence(id, one.id, document));
      tellUndoable(this.application, words.nowCiteOnly(one.name));
    });
  }

  /**
   * Taking files in may last, so that what is typed meanwhile is not kept waiting behind it; the
   * dossier is read anew afterwards.
   */
  async #takeIn(work: () => Promise<boolean>): Promise<void> {
    const { backend, id } = this.dossier;
    this.#isChoosing = true;
    await this.application.attempt(async () => {
      if (await work()) await this.dossier.change(() => backend.openDossier(id));
    });
    this.#isChoosing = false;
  }

  /**
   * Files are being chosen or worked on already, here or from another screen, which is told: a
   * button that waits instead would lose the focus.
   */
  #isOccupied(): boolean {
    if (!this.#isChoosing && !this.application.filesAtWork.busy) return false;
    this.application.messages.tell({ tone: 'warn', text: words.filesBusy });
    return true;
  }

  /** Takes the file off a document; it can be had back by one button. */
  async detach({ id: evidence, file }: EvidenceView): Promise<void> {
    const { backend, id } = this.dossier;
    await this.application.attempt(async () => {
      await this.dossier.change(() => backend.detachFile(id, evidence));
      tellUndoable(this.application, words.detached(file?.name ?? ''));
    });
  }

  /** Shows a document's file, at a page where one is given. */
  look({ id: evidence }: EvidenceView, page?: number): void {
    this.looked = { evidence, page };
  }

  async save({ id: evidence }: EvidenceView): Promise<void> {
    await this.application.attempt(async () => {
      const saved = await this.dossier.backend.saveEvidenceFile(this.dossier.id, evidence);
      if (saved) this.#tellSaved(words.fileSaved(saved.name), saved.path, []);
    });
  }

  /** Saves all files in folders by code. */
  async exportAll(): Promise<void> {
    const { backend, id } = this.dossier;
    if (this.#isOccupied()) return;
    await this.application.attempt(async () => {
      await this.dossier.flush();
      const exported: ExportedView | null = await this.application.filesAtWork.run(
        'evidence',
        words.exporting,
        (onProgress) => backend.exportEvidence(id, onProgress),
      );
      if (!exported) return;
      this.#tellSaved(words.fileSaved(exported.name), exported.path, [exported.summary]);
    });
  }

  #tellSaved(text: string, path: string, lines: string[]): void {
    const { application } = this;
    const run = () => void application.attempt(() => application.backend.openFolder(path));
    application.messages.tell({
      tone: 'ok',
      text,
      lines,
      action: { label: words.openFolder, run },
    });
  }
}
