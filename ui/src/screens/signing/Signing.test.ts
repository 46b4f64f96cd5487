import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { Finding } from '$lib/backend/bindings/Finding';
import type { ReportForm } from '$lib/backend/bindings/ReportForm';
import type { SubmissionView } from '$lib/backend/bindings/SubmissionView';
import { applicationWith, stage, workspaceWith } from '$lib/testing/stage';

import Signing from './Signing.svelte';

// The pages are drawn by the program and tested in the real window.
vi.mock('./Preview.svelte', async () => import('./Locked.svelte'));

beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
});

const notYet: SubmissionView = {
  mayReopen: false,
  maySubmit: false,
  mayWithdraw: false,
  mayGiveBack: false,
  submitted: null,
  plans: [],
  passages: [],
  channels: [],
  number: '',
};

const unsigned = { name: '', standing: 'unsigned', verdict: '', signatures: [], notes: [] };

const blocker: Finding = { place: { item: '1.3.2' }, text: 'Số liệu trái nhau' };

function signing(
  blockers: Finding[],
  calls: Partial<Backend> = {},
  change: Partial<ReportForm> = {},
) {
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
        submission: notYet,
        digitallySigned: false,
        blockers: blockers.length,
        warnings: 0,
        today: '04/12/2024',
        ...change,
      }) as never,
    reportSignatures: async () =>
      ({ maySign: true, unsigned: ['signer', 'agency'], check: unsigned }) as never,
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
    const signOff = vi.fn(async () => workspaceWith({ state: 'signedOff', open: false }));
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

describe('the submission', () => {
  const signedOff = { at: '09/12/2024 08:30', by: 'Lan', sha256: 'ab'.repeat(32) };
  const channels: SubmissionView['channels'] = [
    { id: 'documentExchange', label: 'Trục liên thông văn bản' },
    { id: 'email', label: 'Thư điện tử' },
  ];

  it('is recorded with what the form proposes and the person chose', async () => {
    const submit = vi.fn(async () => workspaceWith({ state: 'submitted', open: false }));
    const submission = {
      ...notYet,
      mayReopen: true,
      maySubmit: true,
      channels,
      number: '281/BC-UBND',
    };
    signing([], { submit }, { signedOff, submission });
    await userEvent.click(await screen.findByRole('button', { name: 'Ghi nhận đã nộp…' }));
    await userEvent.selectOptions(screen.getByLabelText(/Cách nộp/), 'email');
    await userEvent.type(screen.getByLabelText(/Xác nhận đã nhận/), 'Mã 77');
    await userEvent.click(screen.getByRole('button', { name: 'Ghi nhận' }));
    expect(submit).toHaveBeenCalledWith('d1', {
      date: '04/12/2024',
      channel: 'email',
      number: '281/BC-UBND',
      receipt: 'Mã 77',
    });
  });

  it('needs a day and a number, and lists what the program refuses', async () => {
    const submit = vi.fn(async () => {
      throw { code: 'not-ready', message: 'Chưa nộp được', faults: ['Báo cáo chưa có số'] };
    });
    signing(
      [],
      { submit },
      { signedOff, submission: { ...notYet, mayReopen: true, maySubmit: true, channels } },
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Ghi nhận đã nộp…' }));
    await userEvent.click(screen.getByRole('button', { name: 'Ghi nhận' }));
    expect(screen.getByText('Chưa ghi số, ký hiệu văn bản')).toBeInTheDocument();
    expect(submit).not.toHaveBeenCalled();
    await userEvent.type(screen.getByLabelText(/Số, ký hiệu văn bản/), '281/BC-UBND');
    await userEvent.click(screen.getByRole('button', { name: 'Ghi nhận' }));
    expect(await screen.findByText('Báo cáo chưa có số')).toBeInTheDocument();
  });

  it('is shown once recorded, and given back with a written reason only', async () => {
    const giveBack = vi.fn(async () => workspaceWith({ state: 'returned' }));
    const submission: SubmissionView = {
      ...notYet,
      mayWithdraw: true,
      mayGiveBack: true,
      submitted: 'Ngày 10/12/2024, Thư điện tử',
      passages: [{ at: '10/12/2024 09:00', by: 'Lan', text: 'Nộp hồ sơ: Ngày 10/12/2024' }],
    };
    const application = signing([], { giveBack }, { signedOff, submission });
    expect(await screen.findByText('Ngày 10/12/2024, Thư điện tử')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Mở lại để sửa' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Bị trả lại' }));
    await userEvent.click(screen.getByRole('button', { name: 'Ghi nhận trả lại' }));
    expect(screen.getByText('Phải ghi lý do trả lại')).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText(/Lý do trả lại/), 'Thiếu phụ lục');
    await userEvent.click(screen.getByRole('button', { name: 'Ghi nhận trả lại' }));
    expect(giveBack).toHaveBeenCalledWith('d1', 'Thiếu phụ lục');
    await vi.waitFor(() => expect(application.dossier?.editable).toBe(true));
  });
});
