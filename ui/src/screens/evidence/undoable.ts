import type { Application } from '$lib/office/application.svelte';
import { evidence as words } from '$lib/words';

/** Tells what was done, with one button to take it back. */
export function tellUndoable(application: Application, text: string): void {
  const { dossier, messages } = application;
  const step = dossier?.workspace.undo ?? null;
  const run = () => {
    const isLast = application.dossier === dossier && dossier?.workspace.undo === step;
    if (isLast) void application.undo();
    else messages.tell({ tone: 'warn', text: words.undoPassed });
  };
  messages.tell({ tone: 'ok', text, action: { label: words.undo, run } });
}
