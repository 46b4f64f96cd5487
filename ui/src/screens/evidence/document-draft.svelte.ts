import type { DocumentForm } from '$lib/backend/bindings/DocumentForm';
import type { EvidenceView } from '$lib/backend/bindings/EvidenceView';
import type { Failure } from '$lib/backend/bindings/Failure';
import type { PlaceForm } from '$lib/backend/bindings/PlaceForm';
import { asFailure } from '$lib/office/failure';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';

import { duplicateOf, formOf, isSame, NO_DOCUMENT, NO_PLACE } from './documents';

/** What a document's dialog is about. */
export interface DraftSubject {
  /** The item it is cited for; none in the register. */
  code: string | null;
  /** The document that is edited; none for a new one. */
  evidence: EvidenceView | null;
  place: PlaceForm;
}

/** A document, and its place where it is cited for an item, while they are entered. */
export class DocumentDraft {
  readonly #dossier: OpenDossier;
  readonly #subject: DraftSubject;
  document: DocumentForm = $state({ ...NO_DOCUMENT });
  place: PlaceForm = $state({ ...NO_PLACE });
  /** The subject bears a mark of secrecy. */
  isMarked = $state(false);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  /** Types of documents to choose from. */
  kinds = $state.raw<string[]>([]);
  #others = $state.raw<EvidenceView[]>([]);
  /** Whether the mark has been heeded, for now; none once the person has decided. */
  #heeded: boolean | null = false;

  constructor(dossier: OpenDossier, subject: DraftSubject) {
    this.#dossier = dossier;
    this.#subject = subject;
    if (subject.evidence) this.document = formOf(subject.evidence);
    this.place = { ...subject.place };
  }

  /** The document in the dossier that this one seems to be. */
  readonly duplicate = $derived.by(() => duplicateOf(this.document, this.#others));

  readonly isChanged = $derived.by(() => this.#documentChanged() || this.#placeChanged());

  /**
   * Asks whether the subject is marked as secret. A document with such a subject is cited without its
   * content, unless the person decides otherwise; it no longer is where the mark goes on to be a
   * longer word.
   */
  async heedMark(): Promise<void> {
    const { subject } = this.document;
    const isMarked = await this.#dossier.backend.isMarkedSecret(subject);
    // What was typed meanwhile is asked about, too.
    if (subject !== this.document.subject) return;
    this.isMarked = isMarked;
    // What was entered earlier was decided then.
    if (isMarked && subject === this.#subject.evidence?.subject) this.#heeded = null;
    if (this.#heeded === null || this.#heeded === isMarked) return;
    if (isMarked && this.document.citeOnly) return;
    this.#heeded = isMarked;
    this.document.citeOnly = isMarked;
  }

  /** The person decides whether it is cited without its content. */
  setCiteOnly(citeOnly: boolean): void {
    this.#heeded = null;
    this.document.citeOnly = citeOnly;
  }

  /** Reads the documents that there are, to point duplicates out, and the types to choose from. */
  async compare(): Promise<void> {
    const { backend, id } = this.#dossier;
    const { documents, kinds } = await backend.evidence(id);
    this.kinds = kinds;
    this.#others = documents.filter((one) => one.id !== this.#subject.evidence?.id);
  }

  /** Writes what was changed; false where it was refused, with `failure` saying why. */
  save(): Promise<boolean> {
    const { backend, id } = this.#dossier;
    const { code, evidence } = this.#subject;
    const document = $state.snapshot(this.document);
    const place = $state.snapshot(this.place);
    return this.#attempt(async () => {
      if (!evidence) {
        await this.#dossier.change(() => backend.addEvidence(id, document, code, place));
        return;
      }
      if (this.#documentChanged()) {
        await this.#dossier.change(() => backend.updateEvidence(id, evidence.id, document));
      }
      if (code !== null && this.#placeChanged()) {
        await this.#dossier.change(() => backend.cite(id, evidence.id, code, place));
      }
    });
  }

  /** Cites the document that is there already in the place of a second one. */
  citeDuplicate(): Promise<boolean> {
    const { backend, id } = this.#dossier;
    const { code } = this.#subject;
    const { duplicate } = this;
    const place = $state.snapshot(this.place);
    return this.#attempt(async () => {
      if (!duplicate || code === null) return;
      await this.#dossier.change(() => backend.cite(id, duplicate.id, code, place));
    });
  }

  #documentChanged(): boolean {
    const before = this.#subject.evidence ? formOf(this.#subject.evidence) : NO_DOCUMENT;
    return !isSame(this.document, before);
  }

  #placeChanged(): boolean {
    const { section, page, note } = this.#subject.place;
    return this.place.section !== section || this.place.page !== page || this.place.note !== note;
  }

  async #attempt(work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.failure = null;
    try {
      await work();
      return true;
    } catch (thrown) {
      this.failure = asFailure(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
