import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { Finding } from '$lib/backend/bindings/Finding';
import { applicationWith, stage, workspaceWith } from '$lib/testing/stage';

import Signing from './Signing.svelte';

// The pages are drawn by the program and tested in the real window.
vi.mock('./Preview.svelte', async () => import('./Locked.svelte'));

beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
});

const blocker: Finding = { place: { item: '1.3.2' }, text: 'Số liệu trái nhau' };

function signing(blockers: Finding[], calls: Partial<Backend> = {}) {
  const { totals } = workspaceWith();
  const application = applicationWith({
    reportForm: async () =>
      ({
        profile: { recipients: [], authority: [] },
        texts: { bases: [], opening: '', implementation: [], difficulties: [], proposals: [] },
        number: '',
        date: '',
        signedOff: null,
        reopened: [],
        blockers: blockers.length,
        warnings: 0,
        today: '04/12/2024',
      }) as never,
    review: async () => ({ blockers, warnings: [], totals, provisionalNote: null }) as never,
    ...calls,
  });
  application.place = { screen: 'signing', section: 'sign-off' };
  stage(Signing, application);
  return application;
}

describe('the sign-off', () => {
  it('is impossible while something blocks, and each blocker leads to its place', async () => {
    const application = signing([blocker]);
    await userEvent.click(await screen.findByRole('button', { name: 'Ký duyệt…' }));
    const link = await screen.findByRole('button', { name: /Số liệu trái nhau/ });
    expect(screen.getByRole('button', { name: 'Ký duyệt và khóa' })).toBeDisabled();
    await userEvent.click(link);
    await vi.waitFor(() => expect(application.place).toEqual({ screen: 'scoring', code: '1.3.2' }));
  });

  it('needs neither number nor date, and then shows the dossier as locked', async () => {
    const signOff = vi.fn(async () => workspaceWith({ state: 'signedOff' }));
    const application = signing([], { signOff });
    await userEvent.click(await screen.findByRole('button', { name: 'Ký duyệt…' }));
    await screen.findByLabelText(/Số báo cáo/);
    await userEvent.click(screen.getByRole('button', { name: 'Ký duyệt và khóa' }));
    expect(signOff).toHaveBeenCalledWith('d1', '', '');
    expect(application.dossier?.editable).toBe(false);
  });

  it('says a refusal in the dialog and keeps what was typed', async () => {
    const signOff = async () => {
      throw { code: 'bad-date', message: 'Ngày báo cáo không hợp lý', faults: [] };
    };
    signing([], { signOff });
    await userEvent.click(await screen.findByRole('button', { name: 'Ký duyệt…' }));
    const date = await screen.findByLabelText(/Ngày báo cáo/);
    await userEvent.type(date, '31/02/2024');
    await userEvent.click(screen.getByRole('button', { name: 'Ký duyệt và khóa' }));
    expect(await screen.findByText('Ngày báo cáo không hợp lý')).toBeInTheDocument();
    expect(date).toHaveValue('31/02/2024');
  });
});
