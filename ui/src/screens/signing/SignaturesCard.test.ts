import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { CheckView } from '$lib/backend/bindings/CheckView';
import type { ReportForm } from '$lib/backend/bindings/ReportForm';
import type { ReportSignatures } from '$lib/backend/bindings/ReportSignatures';
import type { SigningFiles } from '$lib/backend/bindings/SigningFiles';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { applicationWith, stage, workspaceWith } from '$lib/testing/stage';
import { signatures as words } from '$lib/words';

import SignaturesCard from './SignaturesCard.svelte';

beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
});

const unsigned: CheckView = {
  name: 'BC.pdf',
  standing: 'unsigned',
  verdict: 'Báo cáo chưa có chữ ký số nào.',
  facts: [],
  signatures: [],
  notes: [],
};
const signed: CheckView = {
  ...unsigned,
  standing: 'unasked',
  verdict: 'Mọi chữ ký đều đúng',
  signatures: [
    {
      field: 'Người ký',
      signer: 'Nguyễn Văn Đức',
      standing: 'unasked',
      verdict: 'Chữ ký đúng',
      faults: [],
      facts: ['ký lúc 05/12/2024 09:30:12 +07:00'],
    },
  ],
};
const chosen: SigningFiles = {
  signer: { identity: { name: 'duc.p12', folder: 'E:' }, picture: null },
  agency: { identity: null, picture: null },
};
const refused = { code: 'wrong-password', message: 'Mật khẩu không đúng', faults: [] };

function card(
  calls: Partial<Backend>,
  change: Partial<ReportForm> = {},
  report: Partial<ReportSignatures> = {},
) {
  const application = applicationWith({
    reportSignatures: async () => ({
      maySign: true,
      unsigned: ['signer', 'agency'],
      check: unsigned,
      ...report,
    }),
    signingFiles: async () => chosen,
    roots: async () => ({ folder: null, text: null, trouble: null }),
    ...calls,
  });
  const form = { number: '281', date: '05/12/2024', digitallySigned: false, ...change };
  const onnumber = vi.fn();
  const dossier = application.dossier as OpenDossier;
  stage(SignaturesCard, application, { form: form as ReportForm, dossier, onnumber });
  return { application, onnumber };
}

const openDialog = async () =>
  userEvent.click(await screen.findByRole('button', { name: words.sign }));
const password = () => screen.getByLabelText<HTMLInputElement>(/Mật khẩu/);
const sign = () => userEvent.click(screen.getByRole('button', { name: words.signDo }));

describe('signing the report', () => {
  it('says that number and date stay, and sends field and password alone', async () => {
    const workspace = workspaceWith({ state: 'signedOff', open: false });
    const signReport = vi.fn(async () => ({ workspace, told: 'Đã ký số ô “Người ký”' }));
    const { application } = card({ signReport });
    await openDialog();
    expect(await screen.findByText('duc.p12')).toBeInTheDocument();
    expect(screen.getByText(words.bindingText)).toBeInTheDocument();
    expect(password().type).toBe('password');
    expect(password().autocomplete).toBe('new-password');
    await userEvent.type(password(), 'mật khẩu{Enter}');
    expect(signReport).toHaveBeenCalledExactlyOnceWith('d1', 'signer', 'mật khẩu');
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(application.messages.list.at(-1)?.text).toBe('Đã ký số ô “Người ký”');
    expect(application.dossier?.workspace).toBe(workspace);
  });

  it('loses nothing but the password where it is refused', async () => {
    const signReport = vi.fn(() => Promise.reject(refused));
    card({ signReport });
    await openDialog();
    await screen.findByText('duc.p12');
    await userEvent.type(password(), 'sai');
    await sign();
    expect(await screen.findByText('Mật khẩu không đúng')).toBeInTheDocument();
    expect(password()).toHaveValue('');
    await vi.waitFor(() => expect(password()).toHaveFocus());
    expect(screen.getByText('duc.p12')).toBeInTheDocument();
    expect(screen.getByRole('radio', { name: words.fieldSigner })).toBeChecked();
  });

  it('asks for what is missing, one after the other', async () => {
    const chooseIdentity = vi.fn(async () => ({
      ...chosen,
      agency: { identity: { name: 'dau.pfx', folder: 'E:' }, picture: null },
    }));
    card({ chooseIdentity });
    await openDialog();
    await screen.findByText('duc.p12');
    await userEvent.click(screen.getByRole('radio', { name: words.fieldAgency }));
    await sign();
    expect(screen.getByText(words.identityMissing)).toBeInTheDocument();
    await vi.waitFor(() =>
      expect(screen.getByRole('button', { name: words.identityChoose })).toHaveFocus(),
    );
    await userEvent.click(screen.getByRole('button', { name: words.identityChoose }));
    expect(chooseIdentity).toHaveBeenCalledExactlyOnceWith('agency');
    expect(await screen.findByText('dau.pfx')).toBeInTheDocument();
    await sign();
    expect(screen.getByText(words.passwordMissing)).toBeInTheDocument();
  });

  it('warns of a number that is missing and leads to it', async () => {
    const { onnumber } = card({}, { number: '' });
    await openDialog();
    expect(screen.getByText(words.numberMissing)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: words.fillNumber }));
    expect(onnumber).toHaveBeenCalledOnce();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('tells that Caps Lock is on', async () => {
    card({});
    await openDialog();
    await userEvent.click(password());
    await userEvent.keyboard('{CapsLock}a');
    expect(screen.getByText(words.capsLock)).toBeInTheDocument();
  });
});

describe('the signed report', () => {
  it('says who signed, and offers the field that is left', async () => {
    card({}, { digitallySigned: true }, { unsigned: ['agency'], check: signed });
    expect(await screen.findByText(/Nguyễn Văn Đức/)).toBeInTheDocument();
    expect(screen.getByText(/09:30:12/)).toBeInTheDocument();
    await openDialog();
    expect(screen.queryByText(words.bindingText)).toBeNull();
    expect(screen.queryByRole('radio', { name: words.fieldSigner })).toBeNull();
    expect(screen.getByRole('radio', { name: words.fieldAgency })).toBeChecked();
  });

  it('is not signed once the dossier is handed in', async () => {
    card({}, {}, { maySign: false });
    expect(await screen.findByRole('button', { name: words.check })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: words.sign })).toBeNull();
    expect(screen.queryByRole('button', { name: words.take })).toBeNull();
  });

  it('comes back from elsewhere with who signed it, or says why not', async () => {
    const workspace = workspaceWith({ state: 'signedOff', open: false });
    const takeSignedReport = vi
      .fn<Backend['takeSignedReport']>()
      .mockRejectedValueOnce({ code: 'other-document', message: 'Tệp khác', faults: [] })
      .mockResolvedValueOnce({ workspace, check: signed });
    const { application } = card({ takeSignedReport });
    const take = await screen.findByRole('button', { name: words.take });
    await userEvent.click(take);
    expect(await screen.findByText('Tệp khác')).toBeInTheDocument();
    await userEvent.click(take);
    const dialog = await screen.findByRole('dialog', { name: words.takenTitle });
    expect(dialog).toHaveTextContent('Nguyễn Văn Đức');
    expect(application.dossier?.workspace).toBe(workspace);
  });
});

describe('checking a file', () => {
  it('shows the verdict, and asks once more when other certificates are trusted', async () => {
    const checkFileAgain = vi.fn(async () => ({ ...signed, verdict: 'Người ký được bảo đảm' }));
    card({
      checkFile: async () => signed,
      checkFileAgain,
      chooseRoots: async () => ({ folder: '/gốc', text: '2 chứng thư gốc', trouble: null }),
    });
    await userEvent.click(await screen.findByRole('button', { name: words.check }));
    expect(await screen.findByText('Mọi chữ ký đều đúng')).toBeInTheDocument();
    await userEvent.click(await screen.findByRole('button', { name: words.rootsChoose }));
    expect(await screen.findByText('Người ký được bảo đảm')).toBeInTheDocument();
    expect(screen.getByText('2 chứng thư gốc')).toBeInTheDocument();
  });

  it('says why a file cannot be checked, and stays for another one', async () => {
    const message = '“a.pdf” không phải tệp PDF';
    card({ checkFile: () => Promise.reject({ code: 'not-pdf', message, faults: [] }) });
    await userEvent.click(await screen.findByRole('button', { name: words.check }));
    expect(await screen.findByText(message)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: words.chooseOther })).toBeEnabled();
  });
});
