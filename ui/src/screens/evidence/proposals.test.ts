import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { EvidenceView } from '$lib/backend/bindings/EvidenceView';
import type { ProposalView } from '$lib/backend/bindings/ProposalView';
import { documentWith, fileWith, registerWith } from '$lib/testing/evidence';
import { applicationWith, stage, workspaceWith } from '$lib/testing/stage';

import { NO_DOCUMENT } from './documents';
import Evidence from './Evidence.svelte';

const proposed = { ...NO_DOCUMENT, kind: 'Kế hoạch', number: '15/KH-UBND' };
const proposal: ProposalView = { document: proposed, fromName: ['kind'] };
const documents = [
  documentWith('a', { number: '', file: fileWith('a.pdf'), proposal }),
  documentWith('b', {
    proposal: { ...proposal, document: { ...proposed, number: '16/KH-UBND' } },
  }),
  documentWith('c'),
];

async function openRegister(listed: EvidenceView[], change: Partial<Backend> = {}) {
  const calls = {
    updateEvidence: vi.fn(async () => workspaceWith()),
    acceptProposals: vi.fn(async () => workspaceWith({ undo: 'nhận đề xuất' })),
    undo: vi.fn(async () => workspaceWith()),
    isMarkedSecret: async (subject: string) => /MẬT(?! KHẨU)/.test(subject),
    ...change,
  };
  const application = applicationWith({ evidence: async () => registerWith(listed), ...calls });
  application.place = { screen: 'evidence' };
  stage(Evidence, application);
  await screen.findByRole('table');
  return { application, calls, user: userEvent.setup() };
}

describe('what a file proposes', () => {
  it('goes into the fields, and is saved only by the person', async () => {
    const { calls, user } = await openRegister(documents);
    await user.click(screen.getByRole('button', { name: 'Sửa Tài liệu a' }));
    const dialog = within(screen.getByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Điền vào các ô' }));
    expect(dialog.getByLabelText('Số, ký hiệu')).toHaveValue('15/KH-UBND');
    // The file says nothing of it.
    expect(dialog.getByLabelText('Cơ quan ban hành')).toHaveValue('UBND xã');
    expect(dialog.getByText(/Đã điền theo đề xuất/)).toHaveFocus();
    expect(calls.updateEvidence).not.toHaveBeenCalled();
    await user.click(dialog.getByRole('button', { name: 'Ghi' }));
    expect(calls.updateEvidence).toHaveBeenCalledWith(
      'd1',
      'a',
      expect.objectContaining({ kind: 'Kế hoạch', number: '15/KH-UBND', issuer: 'UBND xã' }),
    );
  });

  it('is accepted for those that the person leaves ticked, with a way back', async () => {
    const { application, calls, user } = await openRegister(documents);
    await user.click(screen.getByRole('button', { name: 'Nhận đề xuất…' }));
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getAllByRole('checkbox')).toHaveLength(2);
    const line = dialog.getByText('16/KH-UBND').closest('li');
    expect(line).toHaveTextContent(
      'Số, ký hiệu: 12/BC-UBND → đổi thành 16/KH-UBND (từ nội dung tệp)',
    );
    // The kind of each.
    expect(dialog.getAllByText('(từ tên tệp)')).toHaveLength(2);
    await user.click(dialog.getByRole('checkbox', { name: 'Tài liệu a' }));
    await user.click(dialog.getByRole('button', { name: 'Nhận 1 đề xuất' }));
    expect(calls.acceptProposals).toHaveBeenCalledWith('d1', ['b']);
    await waitFor(() => expect(application.messages.list).toHaveLength(1));
    expect(screen.queryByRole('dialog')).toBeNull();
    application.messages.list[0]?.action?.run();
    await waitFor(() => expect(calls.undo).toHaveBeenCalledOnce());
  });

  it('that was refused is said in the dialog', async () => {
    const { user } = await openRegister(documents, {
      acceptProposals: () => Promise.reject({ code: 'x', message: 'Hồ sơ đã ký', faults: [] }),
    });
    await user.click(screen.getByRole('button', { name: 'Nhận đề xuất…' }));
    await user.click(screen.getByRole('button', { name: 'Nhận 2 đề xuất' }));
    expect(await screen.findByText('Hồ sơ đã ký')).toBeVisible();
    // Above the buttons, where it is in sight however long the list is.
    expect(screen.getByRole('alert').parentElement?.tagName).toBe('FOOTER');
  });
});

describe('a mark of secrecy', () => {
  const marked = /Tài liệu mật không được đưa vào tệp dữ liệu/;
  const citeOnly = () => screen.getByRole('checkbox', { name: /^Chỉ viện dẫn, không kèm tệp/ });

  it('proposes once to cite the document without its content', async () => {
    const { user } = await openRegister(documents);
    await user.click(screen.getByRole('button', { name: 'Thêm tài liệu' }));
    const subject = screen.getByLabelText(/Trích yếu/);
    await user.type(subject, 'Báo cáo MẬT');
    expect(await screen.findByText(marked)).toBeVisible();
    expect(citeOnly()).toBeChecked();
    await user.click(citeOnly());
    await user.type(subject, ' năm 2024');
    await user.clear(subject);
    await waitFor(() => expect(screen.queryByText(marked)).toBeNull());
    await user.type(subject, 'MẬT');
    expect(await screen.findByText(marked)).toBeVisible();
    expect(citeOnly()).not.toBeChecked();
  });

  it('is none once it goes on to be a longer word', async () => {
    const { user } = await openRegister(documents);
    await user.click(screen.getByRole('button', { name: 'Thêm tài liệu' }));
    await user.type(screen.getByLabelText(/Trích yếu/), 'ĐỔI MẬT');
    await waitFor(() => expect(citeOnly()).toBeChecked());
    await user.type(screen.getByLabelText(/Trích yếu/), ' KHẨU');
    await waitFor(() => expect(citeOnly()).not.toBeChecked());
    expect(screen.queryByText(marked)).toBeNull();
  });

  it('that was entered earlier changes nothing by being looked at', async () => {
    const { user } = await openRegister([documentWith('a', { subject: 'Báo cáo MẬT' })]);
    await user.click(screen.getByRole('button', { name: 'Sửa Tài liệu a' }));
    expect(await screen.findByText(marked)).toBeVisible();
    expect(citeOnly()).not.toBeChecked();
  });

  it('is asked for of what stands there last, however the answers come', async () => {
    const answers: ((isMarked: boolean) => void)[] = [];
    const isMarkedSecret = () => new Promise<boolean>((answer) => answers.push(answer));
    const { user } = await openRegister(documents, { isMarkedSecret });
    await user.click(screen.getByRole('button', { name: 'Thêm tài liệu' }));
    await user.click(screen.getByLabelText(/Trích yếu/));
    await user.paste('MẬT');
    await user.paste(' KHẨU');
    await waitFor(() => expect(answers).toHaveLength(3));
    answers[2]!(false);
    answers[1]!(true);
    answers[0]!(false);
    await Promise.resolve();
    expect(citeOnly()).not.toBeChecked();
  });

  it('a file goes with the tick, which is said before', async () => {
    const { calls, user } = await openRegister(documents);
    await user.click(screen.getByRole('button', { name: 'Sửa Tài liệu a' }));
    await user.click(citeOnly());
    expect(screen.getByText(/tệp a\.pdf sẽ được gỡ khỏi tài liệu/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Ghi' }));
    expect(calls.updateEvidence).toHaveBeenCalledWith(
      'd1',
      'a',
      expect.objectContaining({ citeOnly: true }),
    );
  });
});

describe('the type of a document', () => {
  it('is chosen from those that are known', async () => {
    const { user } = await openRegister(documents);
    await user.click(screen.getByRole('button', { name: 'Thêm tài liệu' }));
    const field = screen.getByLabelText('Loại');
    await waitFor(() => {
      const list = document.getElementById(field.getAttribute('list') ?? '');
      const offered = [...(list?.querySelectorAll('option') ?? [])].map(({ value }) => value);
      expect(offered).toEqual(['Báo cáo', 'Kế hoạch']);
    });
  });
});
