import type { ExportFormat } from '$lib/backend/bindings/ExportFormat';
import type { ItemNode } from '$lib/backend/bindings/ItemNode';
import type { Theme } from '$lib/backend/bindings/Theme';
import type { Application } from '$lib/office/application.svelte';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { packages, palette as words, signing } from '$lib/words';

import type { Entry } from './entries';

/** Text sizes in percent, as in the settings. */
const [SMALLEST, LARGEST, STEP] = [100, 200, 10];

/** Everything that can be done from anywhere now. */
export function actions(application: Application): Entry[] {
  const { dossier, settings } = application;
  return [
    ...(dossier ? dossierActions(application, dossier) : []),
    action('receive', packages.receive, () => void application.receive('chosen')),
    action('back-up', words.backUp, () => void backUp(application)),
    ...(settings ? lookActions(application, settings.textSize, settings.theme) : []),
    action('help', words.help, () => void application.go({ screen: 'help' }), 'F1'),
    action('keys', words.keys, () => (application.keysOpen = true), 'Ctrl+F1'),
  ];
}

/** The next item of the unit's own that is not settled, after the one that is shown. */
export function nextUnfinished(items: ItemNode[], shown: string | undefined): ItemNode | undefined {
  const open = (item: ItemNode) =>
    item.selfScored && ['empty', 'incomplete', 'invalid'].includes(item.status);
  const from = items.findIndex((item) => item.code === shown) + 1;
  return items.slice(from).find(open) ?? items.slice(0, from).find(open);
}

function action(id: string, title: string, run: () => void, note = ''): Entry {
  return { id: `action ${id}`, group: 'actions', code: '', title, note, run };
}

function dossierActions(application: Application, dossier: OpenDossier): Entry[] {
  const { undo, redo } = dossier.workspace;
  const own = dossier.items.filter(
    ({ code }) => dossier.workspace.handed?.codes.includes(code) ?? true,
  );
  const next = nextUnfinished(own, application.place.code);
  const found: (Entry | null)[] = [
    next
      ? {
          ...action('next', words.nextUnfinished, () => {
            void application.go({ screen: 'scoring', code: next.code });
          }),
          note: next.code,
          useful: true,
        }
      : null,
    undo === null
      ? null
      : action('undo', words.undo(undo), () => void application.undo(), 'Ctrl+Z'),
    redo === null
      ? null
      : action('redo', words.redo(redo), () => void application.redo(), 'Ctrl+Y'),
    action('pdf', words.exportPdf, () => void exportAs(application, dossier, 'pdf')),
    action('xlsx', words.exportXlsx, () => void exportAs(application, dossier, 'xlsx')),
    action('retype', words.retype, () => {
      void application.go({ screen: 'table', section: 'retype' });
    }),
    action('docx', words.exportDocx, () => void exportAs(application, dossier, 'docx')),
  ];
  return found.filter((entry) => entry !== null);
}

function lookActions(application: Application, textSize: number, theme: Theme): Entry[] {
  const themes: { id: Theme; label: string }[] = [
    { id: 'light', label: words.themeLight },
    { id: 'dark', label: words.themeDark },
    { id: 'contrast', label: words.themeContrast },
    { id: 'system', label: words.themeSystem },
  ];
  const sized = (size: number) => () => void application.saveSettings({ textSize: size });
  return [
    ...(textSize < LARGEST ? [action('bigger', words.textBigger, sized(textSize + STEP))] : []),
    ...(textSize > SMALLEST ? [action('smaller', words.textSmaller, sized(textSize - STEP))] : []),
    ...themes
      .filter(({ id }) => id !== theme)
      .map(({ id, label }) => {
        return action(`theme-${id}`, label, () => void application.saveSettings({ theme: id }));
      }),
  ];
}

async function exportAs(application: Application, dossier: OpenDossier, format: ExportFormat) {
  const { backend, messages } = application;
  const exported = await application.attempt(async () => {
    await dossier.flush();
    return backend.exportDossier(dossier.id, format);
  });
  if (!exported) return;
  messages.tell({
    tone: 'ok',
    text: signing.exported(exported.name),
    lines: [exported.summary],
    action: {
      label: signing.openFile,
      run: () => void application.attempt(() => backend.openFile(exported.path)),
    },
  });
}

async function backUp(application: Application) {
  const home = await application.attempt(async () => {
    await application.dossier?.flush();
    return application.backend.backUp();
  });
  if (home) application.messages.tell({ tone: 'ok', text: words.backedUp });
}
