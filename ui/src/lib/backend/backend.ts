import type { BackupLine } from './bindings/BackupLine';
import type { DocumentForm } from './bindings/DocumentForm';
import type { DocumentKind } from './bindings/DocumentKind';
import type { Entry } from './bindings/Entry';
import type { EvidenceView } from './bindings/EvidenceView';
import type { ExportedView } from './bindings/ExportedView';
import type { ExportFormat } from './bindings/ExportFormat';
import type { FilesAdded } from './bindings/FilesAdded';
import type { Home } from './bindings/Home';
import type { ItemView } from './bindings/ItemView';
import type { NewDossier } from './bindings/NewDossier';
import type { NewDossierForm } from './bindings/NewDossierForm';
import type { PastePlan } from './bindings/PastePlan';
import type { PasteRequest } from './bindings/PasteRequest';
import type { PlaceForm } from './bindings/PlaceForm';
import type { Preview } from './bindings/Preview';
import type { ProfileForm } from './bindings/ProfileForm';
import type { ReportForm } from './bindings/ReportForm';
import type { ResultView } from './bindings/ResultView';
import type { ReviewView } from './bindings/ReviewView';
import type { RoundForm } from './bindings/RoundForm';
import type { SetLine } from './bindings/SetLine';
import type { SetRef } from './bindings/SetRef';
import type { Settings } from './bindings/Settings';
import type { StartView } from './bindings/StartView';
import type { TableView } from './bindings/TableView';
import type { TextsForm } from './bindings/TextsForm';
import type { Workspace } from './bindings/Workspace';

/**
 * Everything that the window asks of the program. Each call rejects with a `Failure`; what changes
 * a dossier gives the whole of it back. Where a path is needed the program itself asks for it with
 * the system's dialog and gives `null` when the person cancels.
 */
export interface Backend {
  /** Opens the data file that was used last, or tells why it cannot. */
  start(): Promise<StartView>;
  saveSettings(settings: Settings): Promise<void>;
  /** Makes the data file at its usual place, with the unit's profile kept for new dossiers. */
  createDataFile(profile: ProfileForm): Promise<StartView>;
  /** A profile with sensible proposals for this kind of unit. */
  proposeProfile(kind: ProfileForm['kind'], name: string, place: string): Promise<ProfileForm>;
  openDataFile(): Promise<StartView | null>;
  /** Backups of the known data file, the newest first; also where the file itself is missing. */
  backups(): Promise<BackupLine[]>;
  /** Puts a backup in the data file's place; what stands there is kept under another name. */
  restoreBackup(id: string): Promise<StartView>;
  /** Makes the sample dossier (and the data file, if there is none) and gives its identifier. */
  openSample(): Promise<string>;

  home(): Promise<Home>;
  criteriaSets(): Promise<SetLine[]>;
  /** Asks for a criteria set's file; a faulty one is refused with every fault. */
  readCriteriaSet(): Promise<SetLine | null>;
  /**
   * The form of a new dossier with this set, filled in from last year's or the last used. Without
   * `carryFrom` the unit's newest dossier of an earlier year is proposed.
   */
  newDossierForm(set: SetRef, carryFrom: string | null): Promise<NewDossierForm>;
  newDossier(form: NewDossierForm): Promise<NewDossier>;
  /** Takes a dossier off the list; nothing is deleted. */
  setAside(dossier: string): Promise<Home>;
  /** Brings back a dossier that was set aside. */
  restore(dossier: string): Promise<Home>;
  backUp(): Promise<Home>;

  openDossier(dossier: string): Promise<Workspace>;
  item(dossier: string, code: string): Promise<ItemView>;
  /** Points of what is typed, before it is saved. */
  preview(dossier: string, code: string, entry: Entry): Promise<ResultView>;
  setAnswer(dossier: string, code: string, entry: Entry): Promise<Workspace>;
  confirmCarried(dossier: string, code: string): Promise<Workspace>;
  undo(dossier: string): Promise<Workspace>;
  redo(dossier: string): Promise<Workspace>;

  evidence(dossier: string): Promise<EvidenceView[]>;
  /** Enters a document, cited for a code at once where one is given. */
  addEvidence(
    dossier: string,
    document: DocumentForm,
    code: string | null,
    place: PlaceForm,
  ): Promise<Workspace>;
  updateEvidence(dossier: string, evidence: string, document: DocumentForm): Promise<Workspace>;
  removeEvidence(dossier: string, evidence: string): Promise<Workspace>;
  /** Asks for files and adds a document for each, cited for an item where one is given. */
  addFiles(dossier: string, code: string | null): Promise<FilesAdded | null>;
  /** Asks for a file and makes it the document's; whether one was chosen. */
  attachFile(dossier: string, evidence: string): Promise<boolean>;
  detachFile(dossier: string, evidence: string): Promise<Workspace>;
  /** Saves the document's file where the person says. */
  saveEvidenceFile(dossier: string, evidence: string): Promise<ExportedView | null>;
  /** Opens a copy of the document's file with the system's program for it. */
  openEvidenceFile(dossier: string, evidence: string): Promise<void>;
  cite(dossier: string, evidence: string, code: string, place: PlaceForm): Promise<Workspace>;
  uncite(dossier: string, evidence: string, code: string): Promise<Workspace>;

  table(dossier: string): Promise<TableView>;
  planPaste(dossier: string, request: PasteRequest): Promise<PastePlan>;
  paste(dossier: string, request: PasteRequest): Promise<Workspace>;

  review(dossier: string): Promise<ReviewView>;

  reportForm(dossier: string): Promise<ReportForm>;
  setProfile(dossier: string, profile: ProfileForm): Promise<Workspace>;
  setReportTexts(dossier: string, texts: TextsForm): Promise<Workspace>;
  roundForm(dossier: string): Promise<RoundForm>;
  setRound(dossier: string, form: RoundForm): Promise<Workspace>;
  /** Lays the document out; its pages are then asked for one by one. */
  previewDocument(dossier: string, kind: DocumentKind): Promise<Preview>;
  /** One page of the document laid out last, counted from 0, as a PNG of this width in pixels. */
  previewPage(page: number, width: number): Promise<Blob>;
  /** The date as typed, dd/MM/yyyy; both may be empty and filled in after the signature. */
  signOff(dossier: string, number: string, date: string): Promise<Workspace>;
  setNumber(dossier: string, number: string, date: string): Promise<Workspace>;
  reopen(dossier: string, reason: string): Promise<Workspace>;
  exportDossier(dossier: string, format: ExportFormat): Promise<ExportedView | null>;
  /** Saves a print to hand out as PDF. */
  exportDocument(dossier: string, kind: DocumentKind): Promise<ExportedView | null>;

  /** Opens a file that was exported with the system's program. */
  openFile(path: string): Promise<void>;
  /** Shows a file in its folder. */
  openFolder(path: string): Promise<void>;
  /** Makes the document as a temporary PDF and opens it with the system's reader for printing. */
  printDocument(dossier: string, kind: DocumentKind): Promise<void>;
  /** Says that the window stands, so that a backup may be made now. */
  ready(): Promise<void>;
  /** Writes an error that nobody caught into the log file. */
  logFault(text: string): Promise<void>;
  /** Asks whether the window may close each time that somebody wants to close it. */
  onCloseRequested(mayClose: () => Promise<boolean>): Promise<void>;
}
