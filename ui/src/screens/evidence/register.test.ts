import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { EvidenceView } from '$lib/backend/bindings/EvidenceView';
import type { StartView } from '$lib/backend/bindings/StartView';
import { documentWith, fileWith, registerWith } from '$lib/testing/evidence';
import { applicationWith, stage, workspaceWith } from '$lib/testing/stage';

import Evidence from './Evidence.svelte';
import { RegisterDesk } from './register-desk.svelte';

const cited = (code: string, section = 'II.1') => ({
  code,
  place: { section, page: '', note: '' },
});

let documents: EvidenceView[];
let calls: Partial<Backend>;

beforeEach(() => {
  documents = [
    documentWith('a', {
      subject: 'Báo cáo năm',
      kind: 'Báo cáo',
      citations: [cited('1.1.1'), cited('1.1.2', '')],
      gaps: ['file', 'place'],
    }),
    documentWith('b', {
      subject: 'Đề án số hóa',
      file: fileWith('b.pdf', {
        facts: ['PDF', '12 trang'],
        signature: 'Có chữ ký số',
        warnings: ['Tệp bị hỏng'],
      }),
      gaps: ['citation'],
      sameAs: ['Tài liệu c'],
    }),
    documentWith('c', { subject: 'Phương án', citeOnly: true }),
  ];
  calls = {
    evidence: vi.fn(async () => registerWith(documents)),
    removeEvidence: vi.fn(async () => workspaceWith({ undo: 'xóa tài liệu' })),
    undo: vi.fn(async () => workspaceWith()),
    saveSettings: vi.fn(async () => {}),
  };
});

async function openRegister(prepare?: (application: ReturnType<typeof applicationWith>) => void) {
  const application = applicationWith(calls);
  application.place = { screen: 'evidence' };
  prepare?.(application);
  stage(Evidence, application);
  await screen.findByRole('table');
  return { application, user: userEvent.setup() };
}

const rows = () => screen.queryAllByRole('row').slice(1);
const rowOf = (subject: string) => screen.getByText(subject).closest('tr')!;
const subjects = () =>
  rows().map((row) => within(row).getAllByRole('cell')[3]?.querySelector('p')?.textContent);

describe('the register', () => {
  it('narrows to what documents lack, share and what is sought', async () => {
    const { user } = await openRegister();
    const choose = (name: string) => user.click(screen.getByRole('button', { name }));
    await choose('Chưa viện dẫn 1');
    expect(subjects()).toEqual(['Đề án số hóa']);
    await choose('Thiếu mục, trang 1');
    expect(subjects()).toEqual(['Báo cáo năm']);
    await choose('Thiếu tệp 1');
    expect(subjects()).toEqual(['Báo cáo năm']);
    await choose('Trùng tệp 1');
    expect(subjects()).toEqual(['Đề án số hóa']);
    await choose('Có đề xuất 0');
    expect(subjects()).toEqual([]);
    await choose('Tất cả 3');
    await user.type(screen.getByRole('searchbox'), 'de an');
    expect(subjects()).toEqual(['Đề án số hóa']);
  });

  it('says how many fit, and keeps the focus when the filter is taken off', async () => {
    const { user } = await openRegister();
    await user.type(screen.getByRole('searchbox'), 'khong co');
    expect(screen.getByText('Danh sách có 0 tài liệu khớp.')).toHaveAttribute('role', 'status');
    await user.click(screen.getByRole('button', { name: 'Bỏ lọc' }));
    expect(subjects()).toHaveLength(3);
    expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
  });

  it('that cannot be read is read again when the person asks for it', async () => {
    const read = vi.fn(async () => registerWith(documents));
    read.mockRejectedValueOnce({ code: 'x', message: 'Ổ đĩa hỏng', faults: [] });
    calls.evidence = read;
    stage(Evidence, applicationWith(calls));
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Thử lại' }));
    expect(await screen.findByRole('table')).toBeVisible();
  });

  it('that is empty and signed off asks nobody to add to it', async () => {
    documents = [];
    stage(Evidence, applicationWith(calls, workspaceWith({ state: 'signedOff', open: false })));
    expect(await screen.findByText('Hồ sơ chưa có tài liệu nào')).toBeVisible();
    expect(screen.queryByText(/Thêm tài liệu ở đây/)).toBeNull();
  });

  it('says of each document its type, what it lacks and what is known of its file', async () => {
    await openRegister();
    const first = within(rowOf('Báo cáo năm'));
    expect(first.getByText('Báo cáo')).toBeVisible();
    expect(first.getByText('Thiếu tệp')).toBeVisible();
    expect(first.getByText('Thiếu mục, trang')).toBeVisible();
    const second = within(rowOf('Đề án số hóa'));
    expect(second.getByText('Chưa viện dẫn')).toBeVisible();
    expect(second.getByText('1,2 MB · PDF · 12 trang')).toBeVisible();
    expect(second.getByText('Có chữ ký số')).toBeVisible();
    expect(second.getByText('Tệp bị hỏng')).toHaveClass('warn');
    expect(second.getByText('Trùng với: Tài liệu c')).toBeVisible();
    const third = within(rowOf('Phương án'));
    expect(third.getByText('Đủ')).toBeVisible();
    expect(third.getByText('Chỉ viện dẫn, không kèm tệp')).toBeVisible();
  });

  it('leads to the item that a document is cited for', async () => {
    const { application, user } = await openRegister();
    await user.click(screen.getByRole('button', { name: 'Đến mục 1.1.2, chưa ghi mục, trang' }));
    await waitFor(() => expect(application.place).toEqual({ screen: 'scoring', code: '1.1.2' }));
  });

  it('removes a document, tells it, and can have it back', async () => {
    const { application, user } = await openRegister();
    documents = [documents[1]!];
    await user.click(screen.getByRole('button', { name: /^Xóa Tài liệu a/ }));
    await waitFor(() => expect(subjects()).toEqual(['Đề án số hóa']));
    application.messages.list[0]?.action?.run();
    await waitFor(() => expect(calls.undo).toHaveBeenCalledOnce());
  });

  it('says how many files are being read, and follows once they were', async () => {
    let unread = 2;
    calls.evidence = vi.fn(async () => registerWith(documents, { unread }));
    const { application } = await openRegister();
    expect(screen.getByText('Đang đọc nội dung 2 tệp…')).toHaveAttribute('role', 'status');
    unread = 0;
    application.filesRead += 1;
    application.filesRead += 1;
    await waitFor(() => expect(screen.queryByText(/Đang đọc/)).toBeNull());
    expect(calls.evidence).toHaveBeenCalledTimes(2);
  });

  it('is read by one reading at a time, and once more for all that came meanwhile', async () => {
    const answers: (() => void)[] = [];
    calls.evidence = vi.fn(
      () => new Promise((answer) => answers.push(() => answer(registerWith(documents)))),
    ) as Backend['evidence'];
    const application = applicationWith(calls);
    const desk = new RegisterDesk(application, application.dossier!);
    const first = desk.load();
    void desk.load();
    void desk.load();
    expect(calls.evidence).toHaveBeenCalledTimes(1);
    answers[0]!();
    await waitFor(() => expect(calls.evidence).toHaveBeenCalledTimes(2));
    answers[1]!();
    await first;
    expect(calls.evidence).toHaveBeenCalledTimes(2);
  });

  it('says once that the data file is not encrypted', async () => {
    window.matchMedia = () => ({ matches: false }) as MediaQueryList;
    const settings = { knowsUnencrypted: false, textSize: 100, theme: 'light' };
    const { application, user } = await openRegister((opened) => {
      opened.started = { settings } as StartView;
    });
    expect(screen.getByText(/Tệp dữ liệu không được mã hóa/)).toBeVisible();
    // More than one line keeps the register low in the window.
    expect(screen.getByText(/Hãy giữ gìn máy tính/)).not.toBeVisible();
    await user.click(screen.getByText(/Tệp dữ liệu không được mã hóa/));
    expect(screen.getByText(/Hãy giữ gìn máy tính/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Đã rõ' }));
    expect(screen.queryByText(/Tệp dữ liệu không được mã hóa/)).toBeNull();
    expect(application.backend.saveSettings).toHaveBeenCalledWith(
      expect.objectContaining({ knowsUnencrypted: true }),
    );
  });
});

describe('a long register', () => {
  beforeEach(() => {
    documents = Array.from({ length: 70 }, (_, at) =>
      documentWith(`${at}`, { subject: `Số ${at}` }),
    );
  });

  it('is drawn step by step, and is whole in the end', async () => {
    await openRegister();
    expect(rows().length).toBeLessThan(70);
    await waitFor(() => expect(rows()).toHaveLength(70));
  });

  it('shows the document at once that another screen leads to', async () => {
    await openRegister((application) => {
      application.place = { screen: 'evidence', evidence: '60' };
    });
    expect(rowOf('Số 60')).toHaveFocus();
  });
});
