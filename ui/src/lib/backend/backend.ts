import type { ArrivedView } from './bindings/ArrivedView';
import type { BackupLine } from './bindings/BackupLine';
import type { CheckView } from './bindings/CheckView';
import type { ComparisonView } from './bindings/ComparisonView';
import type { DocumentForm } from './bindings/DocumentForm';
import type { DocumentKind } from './bindings/DocumentKind';
import type { Entry } from './bindings/Entry';
import type { ExportedView } from './bindings/ExportedView';
import type { ExportFormat } from './bindings/ExportFormat';
import type { FilesAdded } from './bindings/FilesAdded';
import type { FilesProgress } from './bindings/FilesProgress';
import type { FilesSource } from './bindings/FilesSource';
import type { FoundView } from './bindings/FoundView';
import type { HistoryView } from './bindings/HistoryView';
import type { Home } from './bindings/Home';
import type { ItemView } from './bindings/ItemView';
import type { LimitsView } from './bindings/LimitsView';
import type { LongWork } from './bindings/LongWork';
import type { LookView } from './bindings/LookView';
import type { NewDossier } from './bindings/NewDossier';
import type { NewDossierForm } from './bindings/NewDossierForm';
import type { PackageForm } from './bindings/PackageForm';
import type { PackagePlanView } from './bindings/PackagePlanView';
import type { PackageShare } from './bindings/PackageShare';
import type { PackageSource } from './bindings/PackageSource';
import type { PackageTaken } from './bindings/PackageTaken';
import type { PartView } from './bindings/PartView';
import type { PastePlan } from './bindings/PastePlan';
import type { PasteRequest } from './bindings/PasteRequest';
import type { PlaceForm } from './bindings/PlaceForm';
import type { Preview } from './bindings/Preview';
import type { ProfileForm } from './bindings/ProfileForm';
import type { RegisterView } from './bindings/RegisterView';
import type { ReportForm } from './bindings/ReportForm';
import type { ReportSignatures } from './bindings/ReportSignatures';
import type { ReportSigned } from './bindings/ReportSigned';
import type { ReportTaken } from './bindings/ReportTaken';
import type { ResultView } from './bindings/ResultView';
import type { RetypeView } from './bindings/RetypeView';
import type { ReviewView } from './bindings/ReviewView';
import type { RootsView } from './bindings/RootsView';
import type { RoundForm } from './bindings/RoundForm';
import type { ScanView } from './bindings/ScanView';
import type { SetLine } from './bindings/SetLine';
import type { SetRef } from './bindings/SetRef';
import type { Settings } from './bindings/Settings';
import type { SignatureField } from './bindings/SignatureField';
import type { SigningFiles } from './bindings/SigningFiles';
import type { StartView } from './bindings/StartView';
import type { SubmissionForm } from './bindings/SubmissionForm';
import type { TableView } from './bindings/TableView';
import type { TextsForm } from './bindings/TextsForm';
import type { UpdateFound } from './bindings/UpdateFound';
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
  /** Asks for an installer of a newer version and verifies it; `null` when the person chose none. */
  findUpdate(): Promise<UpdateFound | null>;
  /** Backs up, closes the data file, starts the installer that was found last, ends the program. */
  installUpdate(): Promise<void>;
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

  /** The register of documents. */
  evidence(dossier: string): Promise<RegisterView>;
  /** Enters a document, cited for a code at once where one is given. */
  addEvidence(
    dossier: string,
    document: DocumentForm,
    code: string | null,
    place: PlaceForm,
  ): Promise<Workspace>;
  updateEvidence(dossier: string, evidence: string, document: DocumentForm): Promise<Workspace>;
  removeEvidence(dossier: string, evidence: string): Promise<Workspace>;
  /** Whether the subject of a document, as it is typed, bears a mark of secrecy. */
  isMarkedSecret(subject: string): Promise<boolean>;
  /** Takes over what the files of these documents propose, in one step. */
  acceptProposals(dossier: string, evidence: string[]): Promise<Workspace>;
  /** Ticks a document off that the set expects for an item, by its position from 0. */
  tickExpected(
    dossier: string,
    code: string,
    position: number,
    ticked: boolean,
  ): Promise<Workspace>;
  /**
   * Adds a document for each file of a source, cited for an item where one is given; `null` when
   * the person chose none.
   */
  addFiles(
    dossier: string,
    code: string | null,
    source: FilesSource,
    onProgress: (progress: FilesProgress) => void,
  ): Promise<FilesAdded | null>;
  /** Ends one work that is under way after the file that is being worked on, and no other. */
  endWork(work: LongWork): Promise<void>;
  /** Adds a document for a picture from the clipboard. */
  addPasted(dossier: string, code: string | null, picture: Blob): Promise<FilesAdded>;
  /**
   * Asks for a file and makes it the document's; whether one was chosen. One that is marked as
   * secret is refused (`secret`) unless `evenSecret`, and so is one that could not be read (`unread`).
   */
  attachFile(dossier: string, evidence: string, evenSecret: boolean): Promise<boolean>;
  detachFile(dossier: string, evidence: string): Promise<Workspace>;
  /** The files in the scanner's folder. */
  scannedFiles(dossier: string): Promise<ScanView>;
  /** Asks for the scanner's folder. */
  chooseScanFolder(dossier: string): Promise<ScanView | null>;
  /** What files take, and how much they may. */
  limits(): Promise<LimitsView>;
  /** Sets how much files may take, in MB as typed. */
  setLimits(file: string, total: string): Promise<LimitsView>;
  /** The documents that say these words, the best first. */
  searchEvidence(dossier: string, text: string): Promise<FoundView[]>;
  /** What is known of a document's file, to look at it inside the window. */
  lookAtFile(dossier: string, evidence: string): Promise<LookView>;
  /** One page of it, from 1, as a PNG of this width in pixels. */
  filePage(dossier: string, evidence: string, page: number, width: number): Promise<Blob>;
  /** One part of it, from 1, as text and tables. */
  filePart(dossier: string, evidence: string, part: number): Promise<PartView>;
  /** Saves all files as folders named by code, with an index. */
  exportEvidence(
    dossier: string,
    onProgress: (progress: FilesProgress) => void,
  ): Promise<ExportedView | null>;
  /** Saves the document's file where the person says. */
  saveEvidenceFile(dossier: string, evidence: string): Promise<ExportedView | null>;
  /** Opens a copy of the document's file with the system's program for it. */
  openEvidenceFile(dossier: string, evidence: string): Promise<void>;
  cite(dossier: string, evidence: string, code: string, place: PlaceForm): Promise<Workspace>;
  uncite(dossier: string, evidence: string, code: string): Promise<Workspace>;

  table(dossier: string): Promise<TableView>;
  /** What is typed once more into a province's web form. */
  retype(dossier: string): Promise<RetypeView>;
  planPaste(dossier: string, request: PasteRequest): Promise<PastePlan>;
  paste(dossier: string, request: PasteRequest): Promise<Workspace>;

  review(dossier: string): Promise<ReviewView>;

  /** The newest changes, of one item where a code is given, before a position where one is given. */
  history(dossier: string, code: string | null, before: number | null): Promise<HistoryView>;
  /** Gives an item the answer back that it had before an entry of the history. */
  restoreAnswer(dossier: string, seq: number): Promise<Workspace>;
  /** Two versions side by side: sign-offs by their ordinals, `null` for the present. */
  compare(dossier: string, from: number | null, to: number | null): Promise<ComparisonView>;
  /** Saves the history, or that of one item, as a workbook. */
  exportHistory(dossier: string, code: string | null): Promise<ExportedView | null>;

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
  submit(dossier: string, form: SubmissionForm): Promise<Workspace>;
  withdraw(dossier: string, reason: string): Promise<Workspace>;
  giveBack(dossier: string, reason: string): Promise<Workspace>;
  /** Who signed the finished report, and whether it can be signed now. */
  reportSignatures(dossier: string): Promise<ReportSignatures>;
  /** With which files each field is signed, as they were chosen last. */
  signingFiles(): Promise<SigningFiles>;
  /** Asks for the file with key and certificate that a field is signed with. */
  chooseIdentity(field: SignatureField): Promise<SigningFiles | null>;
  /** Asks for the picture that a field shows. */
  choosePicture(field: SignatureField): Promise<SigningFiles | null>;
  removePicture(field: SignatureField): Promise<SigningFiles>;
  /** Signs a field of the finished report with the files chosen for it; the password is kept nowhere. */
  signReport(dossier: string, field: SignatureField, password: string): Promise<ReportSigned>;
  /** Asks for the report that was signed elsewhere and keeps it. */
  takeSignedReport(dossier: string): Promise<ReportTaken | null>;
  /** Asks for a PDF file or a package and checks it. */
  checkFile(): Promise<CheckView | null>;
  /** Checks the file of the last time once more, against the certificates that are trusted now. */
  checkFileAgain(): Promise<CheckView | null>;
  /** The folder of certificates that are trusted. */
  roots(): Promise<RootsView>;
  /** Asks for that folder; one without certificates is refused. */
  chooseRoots(): Promise<RootsView | null>;
  forgetRoots(): Promise<RootsView>;
  exportDossier(dossier: string, format: ExportFormat): Promise<ExportedView | null>;
  /** Saves a print to hand out as PDF. */
  exportDocument(dossier: string, kind: DocumentKind): Promise<ExportedView | null>;

  /** What a package of the dossier, or of the part that was handed to this data file, would hold. */
  planPackage(dossier: string): Promise<PackagePlanView>;
  /** Saves a package; `null` when the person chose no place or ended it. */
  exportPackage(
    dossier: string,
    form: PackageForm,
    onProgress: (share: PackageShare) => void,
  ): Promise<ExportedView | null>;
  /** Opens a package and proves all of it; `null` when the person chose none or ended it. */
  openPackage(
    source: PackageSource,
    onProgress: (share: PackageShare) => void,
  ): Promise<ArrivedView | null>;
  /** Lets the package go that was opened last. */
  closePackage(): Promise<void>;
  /** Takes the package over that was opened last, perhaps as this data file's own dossier. */
  takePackage(own: boolean): Promise<PackageTaken>;
  /** Merges the filled part that was opened last; of conflicts the officer's value for these. */
  mergePackage(theirs: string[]): Promise<PackageTaken>;
  /** Tells when the program was given a package from outside. */
  onPackageGiven(handle: () => void): Promise<void>;

  /** Tells when files hang over the window and when some were dropped on it; whether it is a package. */
  onFilesDropped(
    handle: (event: 'over' | 'away' | 'dropped', isPackage: boolean) => void,
  ): Promise<void>;
  /** Tells when files were read in the background, so that the register says more. */
  onFilesRead(handle: () => void): Promise<void>;
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
