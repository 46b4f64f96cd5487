import type { Shortcut } from '$lib/keys/shortcuts';
import type { Application } from '$lib/office/application.svelte';
import { shell } from '$lib/words';

import { screens } from './screens';

/** Keys that act on every screen. */
export function globalShortcuts(application: Application): Shortcut[] {
  // Text that is being typed is taken back by the field itself.
  const settled = () => application.dossier !== null && application.dossier.saving !== 'typing';
  const redo = { label: shell.keyRedo, run: () => void application.redo(), enabled: settled };
  const { messages } = application;
  // In a field the key belongs to what is typed there.
  const dismissible = () =>
    messages.list.length > 0 && !document.activeElement?.matches('input, select, textarea');
  return [
    { keys: 'Ctrl+K', label: shell.keyPalette, run: () => (application.paletteOpen = true) },
    { keys: 'Ctrl+Z', label: shell.keyUndo, run: () => void application.undo(), enabled: settled },
    { keys: 'Ctrl+Y', ...redo },
    { keys: 'Ctrl+Shift+Z', ...redo },
    { keys: 'F1', label: shell.keyHelp, run: () => openHelp(application) },
    { keys: 'Ctrl+F1', label: shell.keyKeys, run: () => (application.keysOpen = true) },
    {
      keys: 'Esc',
      label: shell.dismiss,
      run: () => messages.dismissNewest(),
      enabled: dismissible,
    },
    ...screens.map((screen, position) => ({
      keys: `Alt+${position + 1}`,
      label: shell.keyScreen(screen.label),
      run: () => void application.go({ screen: screen.id }),
      enabled: () => !screen.needsDossier || application.dossier !== null,
    })),
  ];
}

/** The help on the screen where one is. */
function openHelp(application: Application): void {
  const { screen } = application.place;
  void application.go({ screen: 'help', section: screen === 'help' ? 'start' : screen });
}
