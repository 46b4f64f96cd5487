import type { FilesAdded } from '$lib/backend/bindings/FilesAdded';
import type { Application } from '$lib/office/application.svelte';
import { evidence as words } from '$lib/words';

/** Tells what became of files that were chosen, and what is left to do about each kind of them. */
export function tellAdded(application: Application, files: FilesAdded): void {
  const { messages } = application;
  const { refused, secret, cancelled } = files;
  const whole = files.added - secret.length;
  if (cancelled) messages.tell({ tone: 'warn', text: words.filesCancelled(whole) });
  else if (whole > 0) messages.tell({ tone: 'ok', text: words.filesAdded(whole) });
  const first = secret[0];
  if (first) {
    const run = () => void application.go({ screen: 'evidence', evidence: first.evidence });
    messages.tell({
      tone: 'warn',
      text: words.filesSecret(secret.length),
      lines: secret.map(({ line }) => line),
      action: { label: words.showDocument, run },
    });
  }
  if (refused.length === 0) return;
  messages.tell({ tone: 'bad', text: words.filesRefused(refused.length), lines: refused });
}
