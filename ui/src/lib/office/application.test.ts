import { describe, expect, it } from 'vitest';

import { fakeBackend } from '$lib/testing/fake';
import { workspaceWith } from '$lib/testing/stage';
import { shell } from '$lib/words';

import { Application } from './application.svelte';
import { OpenDossier } from './open-dossier.svelte';

/** The window of an application in which something was typed that cannot be saved. */
async function closing() {
  let mayClose = () => Promise.resolve(false);
  let full = true;
  const application = new Application(
    fakeBackend({ onCloseRequested: async (ask) => void (mayClose = ask) }),
  );
  await application.begin();
  application.dossier = new OpenDossier(application.backend, workspaceWith());
  application.dossier.watch({
    state: 'failed',
    save: async () => {
      if (full) throw { code: 'disk-full', message: 'Ổ đĩa đầy', faults: [] };
    },
  });
  return { application, close: () => mayClose(), empty: () => void (full = false) };
}

describe('closing the window', () => {
  it('stays open and says why when something typed cannot be saved', async () => {
    const { application, close } = await closing();
    expect(await close()).toBe(false);
    const told = application.messages.list.find((one) => one.text === shell.notClosed);
    expect(told?.lines).toEqual(['Ổ đĩa đầy']);
  });

  it('closes the second time, so that nobody is locked in', async () => {
    const { close } = await closing();
    await close();
    expect(await close()).toBe(true);
  });

  it('closes at once when everything could be saved', async () => {
    const { close, empty } = await closing();
    empty();
    expect(await close()).toBe(true);
  });
});
