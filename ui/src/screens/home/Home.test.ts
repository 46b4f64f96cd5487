import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { DossierLine } from '$lib/backend/bindings/DossierLine';
import type { Home } from '$lib/backend/bindings/Home';
import { Application } from '$lib/office/application.svelte';
import { fakeBackend } from '$lib/testing/fake';
import { stage, workspaceWith } from '$lib/testing/stage';
import { home as words } from '$lib/words';

import HomeScreen from './Home.svelte';

function line(change: Partial<DossierLine> = {}): DossierLine {
  return {
    id: 'd1',
    unit: 'UBND xã Đức Liễu',
    year: 2024,
    kind: 'commune',
    setTitle: 'Bộ tiêu chí',
    setVersion: '1.0.0',
    official: true,
    round: 'Đợt 2024',
    state: 'drafting',
    stateWord: 'Đang chấm',
    open: true,
    wasSignedOff: false,
    done: 45,
    total: 59,
    selfPoints: '63,40',
    selfMax: '81,5',
    index: null,
    class: null,
    due: null,
    changedAt: '05/12/2024 09:30',
    changedBy: 'Nguyễn Thị Lan',
    ...change,
  };
}

function homeWith(dossiers: DossierLine[], setAside: DossierLine[] = []): Home {
  const latest = dossiers[0] ? workspaceWith({ id: dossiers[0].id }) : null;
  return {
    dossiers,
    setAside,
    dataFile: 'cchc.db',
    dataFileSize: '1,2 MB',
    lastBackup: null,
    latest,
  };
}

function shown(calls: Partial<Backend>): Application {
  const openDossier = (id: string) => Promise.resolve(workspaceWith({ id }));
  const application = new Application(fakeBackend({ openDossier, ...calls }));
  stage(HomeScreen, application);
  return application;
}

describe('the list of dossiers', () => {
  it('takes up the dossier that was changed last, whatever its year', async () => {
    const lines = [line({ id: 'd1', year: 2024 }), line({ id: 'd0', year: 2023 })];
    const home = { ...homeWith(lines), latest: workspaceWith({ id: 'd0' }) };
    const application = shown({ home: () => Promise.resolve(home) });
    await userEvent.click(await screen.findByRole('button', { name: words.goOn }));
    await waitFor(() => expect(application.dossier?.id).toBe('d0'));
    expect(application.place.screen).toBe('scoring');
  });

  it('brings back a dossier that was set aside by mistake', async () => {
    const restore = vi.fn(() => Promise.resolve(homeWith([line()])));
    const application = shown({
      home: () => Promise.resolve(homeWith([line()])),
      setAside: () => Promise.resolve(homeWith([], [line()])),
      restore,
    });
    const put = await screen.findByRole('button', {
      name: words.setAsideWhat(2024, 'UBND xã Đức Liễu'),
    });
    await userEvent.click(put);
    expect(await screen.findByText(words.asideTitle(1))).toBeInTheDocument();
    application.messages.list[0]?.action?.run();
    await waitFor(() => expect(screen.queryByText(words.asideTitle(1))).toBeNull());
    expect(restore).toHaveBeenCalledWith('d1');
  });

  it('shows what was made meanwhile when one comes back to it', async () => {
    const home = vi.fn<() => Promise<Home>>();
    home.mockResolvedValueOnce(homeWith([]));
    home.mockResolvedValue(homeWith([line()]));
    const openDossier = (id: string) => Promise.resolve(workspaceWith({ id }));
    const application = new Application(fakeBackend({ openDossier, home }));
    const first = stage(HomeScreen, application);
    expect(await screen.findByText(words.emptyTitle)).toBeInTheDocument();
    first.unmount();
    stage(HomeScreen, application);
    expect(await screen.findByRole('button', { name: words.goOn })).toBeInTheDocument();
  });

  it('shows no index while it is provisional', async () => {
    shown({ home: () => Promise.resolve(homeWith([line()])) });
    expect(await screen.findByText(words.indexNone)).toBeInTheDocument();
  });

  it('tells when the list cannot be read and tries again', async () => {
    const home = vi.fn<() => Promise<Home>>();
    home.mockRejectedValueOnce({ code: 'damaged', message: 'Hỏng', faults: [] });
    home.mockResolvedValue(homeWith([]));
    shown({ home });
    await userEvent.click(await screen.findByRole('button', { name: words.again }));
    expect(await screen.findByText(words.emptyTitle)).toBeInTheDocument();
  });
});
