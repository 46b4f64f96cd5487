import type { ExportedView } from '$lib/backend/bindings/ExportedView';
import type { LookView } from '$lib/backend/bindings/LookView';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { Task } from '$lib/office/task.svelte';

import { FilePages } from './file-pages.svelte';
import { FileParts } from './file-parts.svelte';

/** Where a document's file is asked for. */
export interface FileSource {
  dossier: OpenDossier;
  /** The document. */
  evidence: string;
}

/** The file of a document while it is looked at. */
export class LookDesk {
  readonly source: FileSource;
  view = $state.raw<LookView | null>(null);
  /** Its pages, where it is shown as pictures. */
  pages = $state.raw<FilePages | null>(null);
  /** Its parts, where it is shown as text and tables. */
  parts = $state.raw<FileParts | null>(null);
  exported = $state.raw<ExportedView | null>(null);
  readonly loading = new Task();
  readonly opening = new Task();
  readonly saving = new Task();
  #left = false;

  constructor(source: FileSource) {
    this.source = source;
  }

  /** Reads what is known of the file and shows it from this page on, or from this part. */
  async load(page: number): Promise<void> {
    const { dossier, evidence } = this.source;
    const view = await this.loading.run(() => dossier.backend.lookAtFile(dossier.id, evidence));
    if (!view || this.#left) return;
    this.view = view;
    if (view.shown === 'pictures') this.pages = new FilePages(this.source, view.pages, page);
    if (view.shown === 'blocks') {
      this.parts = new FileParts(this.source, view.pages);
      await this.parts.goTo(page);
    }
  }

  /** Opens a copy with the system's program for it. */
  async open(): Promise<void> {
    const { dossier, evidence } = this.source;
    await this.opening.run(() => dossier.backend.openEvidenceFile(dossier.id, evidence));
  }

  async save(): Promise<void> {
    const { dossier, evidence } = this.source;
    this.exported = null;
    const saved = await this.saving.run(() =>
      dossier.backend.saveEvidenceFile(dossier.id, evidence),
    );
    this.exported = saved ?? null;
  }

  /** It is no longer looked at. */
  leave(): void {
    this.#left = true;
    this.pages?.leave();
  }
}
