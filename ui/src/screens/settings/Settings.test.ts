import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { RoundForm } from '$lib/backend/bindings/RoundForm';
import type { Settings } from '$lib/backend/bindings/Settings';
import type { Application } from '$lib/office/application.svelte';
import { applicationWith, stage, workspaceWith } from '$lib/testing/stage';
import { backups as backupWords, person, settings as words } from '$lib/words';

import SettingsScreen from './Settings.svelte';

const settings: Settings = {
  textSize: 100,
  theme: 'light',
  oneAtATime: false,
  person: 'Lan',
  post: '',
  owner: '',
  knowsUnencrypted: false,
  profile: null,
};

const round: RoundForm = {
  title: 'Đợt 2024',
  receivingOffice: 'Sở Nội vụ',
  document: { number: '', date: '', issuer: '', subject: '', kind: '', citeOnly: false },
  deadlines: [{ name: 'due', label: 'Hạn nộp', date: '10/12/2024' }],
};

function shown(calls: Partial<Backend>): Application {
  const application = applicationWith({
    backups: () => Promise.resolve([]),
    roundForm: () => Promise.resolve(structuredClone(round)),
    roots: () => Promise.resolve({ folder: null, text: null, trouble: null }),
    limits: () => Promise.resolve({ file: '100', total: '4000', used: '1,2 GB' }),
    ...calls,
  });
  application.started = {
    version: '1',
    condition: 'ready',
    dataFile: 'cchc.db',
    dataFolder: '',
    logFile: 'log',
    settings,
    packageGiven: false,
    home: null,
    warnings: [],
  };
  stage(SettingsScreen, application);
  return application;
}

describe('settings', () => {
  beforeEach(() => {
    window.matchMedia = () => ({ matches: false }) as MediaQueryList;
  });

  it('names who works here and leads to the question', async () => {
    const application = shown({});
    expect(screen.getByText('Lan')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: person.change }));
    expect(application.personOpen).toBe(true);
  });

  it('shows another text size at once', async () => {
    const saveSettings = vi.fn(() => Promise.resolve());
    shown({ saveSettings });
    await userEvent.click(screen.getByRole('radio', { name: words.percent(150) }));
    expect(document.documentElement.style.getPropertyValue('--text-size')).toBe('150');
    expect(saveSettings).toHaveBeenCalledWith({ ...settings, textSize: 150 });
  });

  it('sends a date of the round only once it is one', async () => {
    const setRound = vi.fn(() => Promise.resolve(workspaceWith()));
    const application = shown({ setRound });
    const field = await screen.findByLabelText('Hạn nộp');
    await userEvent.clear(field);
    await userEvent.type(field, '31/2/24');
    await userEvent.tab();
    expect(setRound).not.toHaveBeenCalled();
    expect(application.dossier?.saving).toBe('typing');
    await userEvent.clear(field);
    await userEvent.type(field, '5/12/24');
    await userEvent.tab();
    await waitFor(() => expect(setRound).toHaveBeenCalled());
    expect(field).toHaveValue('05/12/2024');
    await application.dossier?.flush();
    const [, sent] = setRound.mock.lastCall as unknown as [string, RoundForm];
    expect(sent.deadlines[0]?.date).toBe('05/12/2024');
  });

  it('restores a backup though something typed can no longer be saved', async () => {
    const restoreBackup = vi.fn(() => Promise.reject({ code: 'x', message: 'Hỏng', faults: [] }));
    const backups = () => Promise.resolve([{ id: 'b1', at: '05/12/2024 09:30', size: '1 MB' }]);
    const application = shown({ backups, restoreBackup });
    application.dossier?.watch({ state: 'failed', save: () => Promise.reject(new Error('đĩa')) });
    const name = backupWords.restoreWhat('05/12/2024 09:30');
    await userEvent.click(await screen.findByRole('button', { name }));
    await userEvent.click(screen.getByRole('button', { name: backupWords.yes }));
    expect(restoreBackup).toHaveBeenCalledWith('b1');
  });

  it('restores a backup only after it was confirmed', async () => {
    const restoreBackup = vi.fn(() => Promise.reject({ code: 'x', message: 'Hỏng', faults: [] }));
    const backups = () => Promise.resolve([{ id: 'b1', at: '05/12/2024 09:30', size: '1 MB' }]);
    shown({ backups, restoreBackup });
    const ask = await screen.findByRole('button', {
      name: backupWords.restoreWhat('05/12/2024 09:30'),
    });
    await userEvent.click(ask);
    expect(restoreBackup).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: backupWords.yes }));
    expect(restoreBackup).toHaveBeenCalledWith('b1');
    expect(await screen.findByText('Hỏng')).toBeInTheDocument();
  });
});
