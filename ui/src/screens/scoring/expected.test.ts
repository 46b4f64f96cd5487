import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import { itemWith, nodeWith } from '$lib/testing/items';
import { applicationWith, stage, workspaceWith } from '$lib/testing/stage';

import Scoring from './Scoring.svelte';

describe('documents that the set expects', () => {
  async function openItem(change: Partial<Backend>, open = true) {
    const criterion = { code: '1.1', title: '', points: '0', max: '2', items: [nodeWith('1.1.1')] };
    const area = { code: '1', title: '', points: '0', max: '2', criteria: [criterion] };
    const workspace = workspaceWith({ areas: [area], open });
    const expected = [
      { text: 'Kế hoạch năm', ticked: true },
      { text: 'Báo cáo năm', ticked: false },
    ];
    const tickExpected = vi.fn<Backend['tickExpected']>(async (_dossier, _code, at, ticked) => {
      expected[at] = { ...expected[at]!, ticked };
      return workspace;
    });
    const calls = {
      item: async () => itemWith({ expectedEvidence: [...expected] }),
      tickExpected,
      ...change,
    };
    const application = applicationWith(calls, workspace);
    application.place = { screen: 'scoring', code: '1.1.1' };
    stage(Scoring, application);
    await screen.findByRole('heading', { level: 1 });
    return { application, tickExpected, user: userEvent.setup() };
  }
  const box = (name: string) => screen.getByRole('checkbox', { name });

  it('are ticked off at once, and counted', async () => {
    const { tickExpected, user } = await openItem({});
    expect(box('Kế hoạch năm')).toBeChecked();
    expect(screen.getByText('đã có 1/2')).toBeVisible();
    await user.click(box('Báo cáo năm'));
    expect(tickExpected).toHaveBeenCalledWith('d1', '1.1.1', 1, true);
    await waitFor(() => expect(screen.getByText('đã có 2/2')).toBeVisible());
    expect(box('Báo cáo năm')).toBeChecked();
  });

  it('are as they were where the program refuses', async () => {
    const refusal = { code: 'x', message: 'Ổ đĩa đầy', faults: [] };
    const { application, user } = await openItem({ tickExpected: () => Promise.reject(refusal) });
    await user.click(box('Báo cáo năm'));
    await waitFor(() => expect(application.messages.list).toHaveLength(1));
    await waitFor(() => expect(box('Báo cáo năm')).not.toBeChecked());
    expect(screen.getByText('đã có 1/2')).toBeVisible();
  });

  it('are only read in a dossier that is signed off', async () => {
    await openItem({}, false);
    expect(box('Kế hoạch năm')).toBeDisabled();
  });
});
