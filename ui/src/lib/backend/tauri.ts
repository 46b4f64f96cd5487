import { Channel, invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getCurrentWebview } from '@tauri-apps/api/webview';
import { getCurrentWindow } from '@tauri-apps/api/window';

import type { Backend } from './backend';

/** Whether a package is among dropped files, by its name. */
const holdsPackage = (paths: string[]) =>
  paths.some((path) => path.toLowerCase().endsWith('.parx'));

/** The program behind the window, over Tauri's commands. */
export const tauri: Backend = {
  start: () => invoke('start'),
  saveSettings: (settings) => invoke('save_settings', { settings }),
  createDataFile: (profile) => invoke('create_data_file', { profile }),
  proposeProfile: (kind, name, place) => invoke('propose_profile', { kind, name, place }),
  openDataFile: () => invoke('open_data_file'),
  findUpdate: () => invoke('find_update'),
  installUpdate: () => invoke('install_update'),
  backups: () => invoke('backups'),
  restoreBackup: (id) => invoke('restore_backup', { id }),
  openSample: () => invoke('open_sample'),

  home: () => invoke('home'),
  criteriaSets: () => invoke('criteria_sets'),
  readCriteriaSet: () => invoke('read_criteria_set'),
  newDossierForm: (set, carryFrom) => invoke('new_dossier_form', { set, carryFrom }),
  newDossier: (form) => invoke('new_dossier', { form }),
  setAside: (dossier) => invoke('set_aside', { dossier }),
  restore: (dossier) => invoke('restore', { dossier }),
  backUp: () => invoke('back_up'),

  openDossier: (dossier) => invoke('open_dossier', { dossier }),
  item: (dossier, code) => invoke('item', { dossier, code }),
  preview: (dossier, code, entry) => invoke('preview', { dossier, code, entry }),
  setAnswer: (dossier, code, entry) => invoke('set_answer', { dossier, code, entry }),
  confirmCarried: (dossier, code) => invoke('confirm_carried', { dossier, code }),
  undo: (dossier) => invoke('undo', { dossier }),
  redo: (dossier) => invoke('redo', { dossier }),

  evidence: (dossier) => invoke('evidence', { dossier }),
  addEvidence: (dossier, document, code, place) =>
    invoke('add_evidence', { dossier, document, code, place }),
  updateEvidence: (dossier, evidence, document) =>
    invoke('update_evidence', { dossier, evidence, document }),
  removeEvidence: (dossier, evidence) => invoke('remove_evidence', { dossier, evidence }),
  isMarkedSecret: (subject) => invoke('is_marked_secret', { subject }),
  acceptProposals: (dossier, evidence) => invoke('accept_proposals', { dossier, evidence }),
  tickExpected: (dossier, code, position, ticked) =>
    invoke('tick_expected', { dossier, code, position, ticked }),
  addFiles: (dossier, code, source, onProgress) =>
    invoke('add_files', { dossier, code, source, progress: new Channel(onProgress) }),
  endWork: (work) => invoke('end_work', { work }),
  addPasted: async (dossier, code, picture) =>
    invoke('add_pasted', await picture.arrayBuffer(), { headers: { dossier, code: code ?? '' } }),
  attachFile: (dossier, evidence, evenSecret) =>
    invoke('attach_file', { dossier, evidence, evenSecret }),
  detachFile: (dossier, evidence) => invoke('detach_file', { dossier, evidence }),
  saveEvidenceFile: (dossier, evidence) => invoke('save_evidence_file', { dossier, evidence }),
  openEvidenceFile: (dossier, evidence) => invoke('open_evidence_file', { dossier, evidence }),
  scannedFiles: (dossier) => invoke('scanned_files', { dossier }),
  chooseScanFolder: (dossier) => invoke('choose_scan_folder', { dossier }),
  limits: () => invoke('limits'),
  setLimits: (file, total) => invoke('set_limits', { file, total }),
  searchEvidence: (dossier, text) => invoke('search_evidence', { dossier, text }),
  lookAtFile: (dossier, evidence) => invoke('look_at_file', { dossier, evidence }),
  filePage: async (dossier, evidence, page, width) => {
    const png = await invoke<ArrayBuffer>('file_page', { dossier, evidence, page, width });
    return new Blob([png], { type: 'image/png' });
  },
  filePart: (dossier, evidence, part) => invoke('file_part', { dossier, evidence, part }),
  exportEvidence: (dossier, onProgress) =>
    invoke('export_evidence', { dossier, progress: new Channel(onProgress) }),
  cite: (dossier, evidence, code, place) => invoke('cite', { dossier, evidence, code, place }),
  uncite: (dossier, evidence, code) => invoke('uncite', { dossier, evidence, code }),

  table: (dossier) => invoke('table', { dossier }),
  retype: (dossier) => invoke('retype', { dossier }),
  planPaste: (dossier, request) => invoke('plan_paste', { dossier, request }),
  paste: (dossier, request) => invoke('paste', { dossier, request }),

  review: (dossier) => invoke('review', { dossier }),

  history: (dossier, code, before) => invoke('history', { dossier, code, before }),
  restoreAnswer: (dossier, seq) => invoke('restore_answer', { dossier, seq }),
  compare: (dossier, from, to) => invoke('compare', { dossier, from, to }),
  exportHistory: (dossier, code) => invoke('export_history', { dossier, code }),

  reportForm: (dossier) => invoke('report_form', { dossier }),
  setProfile: (dossier, profile) => invoke('set_profile', { dossier, profile }),
  setReportTexts: (dossier, texts) => invoke('set_report_texts', { dossier, texts }),
  roundForm: (dossier) => invoke('round_form', { dossier }),
  setRound: (dossier, form) => invoke('set_round', { dossier, form }),
  previewDocument: (dossier, kind) => invoke('preview_document', { dossier, kind }),
  previewPage: async (page, width) => {
    const png = await invoke<ArrayBuffer>('preview_page', { page, width });
    return new Blob([png], { type: 'image/png' });
  },
  signOff: (dossier, number, date) => invoke('sign_off', { dossier, number, date }),
  setNumber: (dossier, number, date) => invoke('set_number', { dossier, number, date }),
  reopen: (dossier, reason) => invoke('reopen', { dossier, reason }),
  submit: (dossier, form) => invoke('submit', { dossier, form }),
  withdraw: (dossier, reason) => invoke('withdraw', { dossier, reason }),
  giveBack: (dossier, reason) => invoke('give_back', { dossier, reason }),
  reportSignatures: (dossier) => invoke('report_signatures', { dossier }),
  signingFiles: () => invoke('signing_files'),
  chooseIdentity: (field) => invoke('choose_identity', { field }),
  choosePicture: (field) => invoke('choose_picture', { field }),
  removePicture: (field) => invoke('remove_picture', { field }),
  signReport: (dossier, field, password) => invoke('sign_report', { dossier, field, password }),
  takeSignedReport: (dossier) => invoke('take_signed_report', { dossier }),
  checkFile: () => invoke('check_file'),
  checkFileAgain: () => invoke('check_file_again'),
  roots: () => invoke('roots'),
  chooseRoots: () => invoke('choose_roots'),
  forgetRoots: () => invoke('forget_roots'),
  exportDossier: (dossier, format) => invoke('export_dossier', { dossier, format }),
  exportDocument: (dossier, kind) => invoke('export_document', { dossier, kind }),

  planPackage: (dossier) => invoke('plan_package', { dossier }),
  exportPackage: (dossier, form, onProgress) =>
    invoke('export_package', { dossier, form, progress: new Channel(onProgress) }),
  openPackage: (source, onProgress) =>
    invoke('open_package', { source, progress: new Channel(onProgress) }),
  closePackage: () => invoke('close_package'),
  takePackage: (own) => invoke('take_package', { own }),
  mergePackage: (theirs) => invoke('merge_package', { theirs }),
  onPackageGiven: async (handle) => {
    await listen('package-given', handle);
  },

  onFilesDropped: async (handle) => {
    await getCurrentWebview().onDragDropEvent(({ payload }) => {
      if (payload.type === 'enter') handle('over', holdsPackage(payload.paths));
      else if (payload.type === 'leave') handle('away', false);
      else if (payload.type === 'drop') handle('dropped', holdsPackage(payload.paths));
    });
  },
  onFilesRead: async (handle) => {
    await listen('files-read', handle);
  },
  openFile: (path) => invoke('open_file', { path }),
  openFolder: (path) => invoke('open_folder', { path }),
  printDocument: (dossier, kind) => invoke('print_document', { dossier, kind }),
  ready: () => invoke('ready'),
  logFault: (text) => invoke('log_fault', { text }),
  onCloseRequested: async (mayClose) => {
    await getCurrentWindow().onCloseRequested(async (event) => {
      if (!(await mayClose())) event.preventDefault();
    });
  },
};
