import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import { applicationWith, stage } from '$lib/testing/stage';
import { settings as words } from '$lib/words';

import FilesCard from './FilesCard.svelte';

function shown(calls: Partial<Backend>) {
  const limits = async () => ({ file: '100', total: '4000', used: '1,2 GB' });
  const application = applicationWith({ limits, ...calls });
  stage(FilesCard, application);
  return application;
}

async function typeAndSave(file: string) {
  const field = await screen.findByLabelText(words.limitFile);
  await userEvent.clear(field);
  await userEvent.type(field, file);
  await userEvent.click(screen.getByRole('button', { name: words.limitsSave }));
  return field;
}

describe('how much files may take', () => {
  it('is saved as typed, and told', async () => {
    const setLimits = vi.fn(async () => ({ file: '50', total: '4000', used: '1,1 GB' }));
    const application = shown({ setLimits });
    await typeAndSave('50 MB');
    expect(setLimits).toHaveBeenCalledExactlyOnceWith('50 MB', '4000');
    await waitFor(() => {
      expect(application.messages.list.map(({ text }) => text)).toEqual([words.limitsSaved]);
    });
    expect(screen.getByText(words.filesUsed('1,1 GB'))).toBeVisible();
    expect(screen.getByText(words.filesKept)).toBeVisible();
  });

  it('stays as typed where it is refused, with the reason', async () => {
    const refused = { code: 'limits', message: 'Phải là số', faults: [] };
    shown({ setLimits: () => Promise.reject(refused) });
    const field = await typeAndSave('nhiều');
    expect(await screen.findByRole('alert')).toHaveTextContent('Phải là số');
    expect(field).toHaveValue('nhiều');
  });

  it('that cannot be read says why', async () => {
    shown({ limits: () => Promise.reject({ code: 'x', message: 'Hỏng', faults: [] }) });
    expect(await screen.findByRole('alert')).toHaveTextContent('Hỏng');
  });
});
