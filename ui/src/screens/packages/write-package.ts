import type { PackageForm } from '$lib/backend/bindings/PackageForm';
import type { Application } from '$lib/office/application.svelte';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { packages as words } from '$lib/words';

/**
 * Saves a package while the person goes on with something else. `begun` is called once its place is
 * chosen; what is refused before that is thrown, later it is told.
 */
export async function writePackage(
  application: Application,
  dossier: OpenDossier,
  form: PackageForm,
  begun: () => void,
): Promise<void> {
  const { backend, filesAtWork, messages } = application;
  if (filesAtWork.busy) throw { code: 'busy', message: words.busy, faults: [] };
  await dossier.flush();
  let isBegun = false;
  const begin = () => {
    if (!isBegun) begun();
    isBegun = true;
  };
  try {
    const written = await filesAtWork.run(
      'package',
      words.writing,
      (onProgress) =>
        backend.exportPackage(dossier.id, form, ({ percent }) => {
          begin();
          onProgress({ done: percent, all: 100, name: '' });
        }),
      words.percentDone,
    );
    if (!written) return;
    begin();
    const run = () => void application.attempt(() => backend.openFolder(written.path));
    messages.tell({
      tone: 'ok',
      text: words.written(written.name),
      lines: [written.summary],
      action: { label: words.openFolder, run },
    });
  } catch (thrown) {
    if (!isBegun) throw thrown;
    application.fail(thrown);
  }
}
