import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { EvidenceView } from '$lib/backend/bindings/EvidenceView';
import { itemWith, nodeWith } from '$lib/testing/items';
import { applicationWith, stage, workspaceWith } from '$lib/testing/stage';
import Scoring from '$screens/scoring/Scoring.svelte';

import { duplicateOf, found } from './documents';
import Evidence from './Evidence.svelte';

beforeAll(() => {
  Element.prototype.scrollIntoView = vi.fn();
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
});

function documentWith(id: string, change: Partial<EvidenceView> = {}): EvidenceView {
  const particulars = { number: '12/BC-UBND', date: '05/12/2024', subject: 'Báo cáo CCHC năm' };
  return {
    id,
    name: `Tài liệu ${id}`,
    issuer: 'UBND xã',
    file: null,
    citations: [],
    ...particulars,
    ...change,
  };
}

const cited = (code: string, section = 'II.1') => ({
  code,
  place: { section, page: '', note: '' },
});

let documents: EvidenceView[];
let calls: Partial<Backend>;

function workspace(undo: string | null = null) {
  const criterion = {
    code: '1.1',
    title: 'Kế hoạch',
    points: '0',
    max: '2',
    items: [nodeWith('1.1.1')],
  };
  const area = { code: '1', title: 'Chỉ đạo', points: '0', max: '2', criteria: [criterion] };
  return workspaceWith({ areas: [area], documents: documents.length, undo });
}

beforeEach(() => {
  documents = [documentWith('a'), documentWith('b', { number: '7/QĐ', subject: 'Đề án số hóa' })];
  calls = {
    item: vi.fn(async () =>
      itemWith({
        citations: documents
          .filter(({ citations }) => citations.some(({ code }) => code === '1.1.1'))
          .map((evidence) => ({
            evidence,
            place: { section: '', page: '', note: '' },
            vague: true,
          })),
      }),
    ),
    evidence: vi.fn(async () => documents),
    addEvidence: vi.fn(async () => workspace()),
    cite: vi.fn(async () => workspace()),
    uncite: vi.fn(async () => workspace('bỏ tài liệu')),
    removeEvidence: vi.fn(async () => workspace('xóa tài liệu')),
    undo: vi.fn(async () => workspace()),
  };
});

describe('a document', () => {
  it('is the same as one of the same number and day, however they are typed', () => {
    const typed = { number: '12 / bc-ubnd', date: '5/12/2024', issuer: '', subject: '' };
    expect(duplicateOf(typed, documents)?.id).toBe('a');
    expect(duplicateOf({ ...typed, date: '06/12/2024' }, documents)).toBeUndefined();
    expect(duplicateOf({ ...typed, number: '' }, documents)).toBeUndefined();
  });

  it('is found without diacritics, by any of its particulars', () => {
    expect(found(documents, 'de an').map(({ id }) => id)).toEqual(['b']);
    expect(found(documents, '12/bc').map(({ id }) => id)).toEqual(['a']);
    expect(found(documents, 'khong co')).toEqual([]);
  });
});

describe('on an item', () => {
  async function openItem() {
    const application = applicationWith(calls, workspace());
    application.place = { screen: 'scoring', code: '1.1.1' };
    stage(Scoring, application);
    await screen.findByRole('heading', { level: 1 });
    return { application, user: userEvent.setup() };
  }

  it('a new document is entered with its place, and the item follows', async () => {
    const { user } = await openItem();
    await user.click(screen.getByRole('button', { name: 'Thêm tài liệu' }));
    await user.type(screen.getByLabelText('Số, ký hiệu'), '15/KH-UBND');
    await user.type(screen.getByLabelText(/Trích yếu/), 'Kế hoạch năm');
    await user.type(screen.getByLabelText('Mục, điều, khoản'), 'III');
    documents = [documentWith('c', { citations: [cited('1.1.1')] })];
    await user.click(screen.getByRole('button', { name: 'Ghi' }));
    expect(calls.addEvidence).toHaveBeenCalledWith(
      'd1',
      { number: '15/KH-UBND', date: '', issuer: '', subject: 'Kế hoạch năm' },
      '1.1.1',
      { section: 'III', page: '', note: '' },
    );
    expect(await screen.findByText('Chưa ghi mục, trang')).toBeVisible();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('what was refused stays in its fields, with the reason', async () => {
    calls.addEvidence = vi.fn(() =>
      Promise.reject({ code: 'document', message: 'Chưa ghi', faults: ['Ngày không có thật'] }),
    );
    const { user } = await openItem();
    await user.click(screen.getByRole('button', { name: 'Thêm tài liệu' }));
    await user.type(screen.getByLabelText(/Trích yếu/), 'Kế hoạch');
    await user.click(screen.getByRole('button', { name: 'Ghi' }));
    expect(await screen.findByText('Ngày không có thật')).toBeVisible();
    expect(screen.getByLabelText(/Trích yếu/)).toHaveValue('Kế hoạch');
  });

  it('what is typed is not thrown away by Escape alone', async () => {
    const { user } = await openItem();
    await user.click(screen.getByRole('button', { name: 'Thêm tài liệu' }));
    await user.type(screen.getByLabelText(/Trích yếu/), 'Kế hoạch');
    await fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true }));
    await user.click(screen.getByRole('button', { name: 'Nhập tiếp' }));
    expect(screen.getByLabelText(/Trích yếu/)).toHaveValue('Kế hoạch');
    await user.click(screen.getByRole('button', { name: 'Thôi' }));
    await user.click(screen.getByRole('button', { name: 'Bỏ nội dung' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('a document that is there already is pointed out while typing, and cited instead', async () => {
    const { user } = await openItem();
    await user.click(screen.getByRole('button', { name: 'Thêm tài liệu' }));
    await user.type(screen.getByLabelText('Số, ký hiệu'), '12/BC-UBND');
    await user.type(screen.getByLabelText('Ngày văn bản'), '5/12/2024');
    await user.type(screen.getByLabelText('Trang'), '3');
    await user.click(await screen.findByRole('button', { name: 'Dùng tài liệu đó' }));
    expect(calls.cite).toHaveBeenCalledWith('d1', 'a', '1.1.1', {
      section: '',
      page: '3',
      note: '',
    });
    expect(calls.addEvidence).not.toHaveBeenCalled();
  });

  it('a document of the dossier is found without diacritics and cited', async () => {
    const { user } = await openItem();
    await user.click(screen.getByRole('button', { name: 'Dùng lại' }));
    const dialog = screen.getByRole('dialog');
    await waitFor(() => expect(within(dialog).getAllByRole('radio')).toHaveLength(2));
    await user.type(within(dialog).getByRole('searchbox'), 'so hoa');
    await user.click(within(dialog).getByRole('radio'));
    await user.type(within(dialog).getByLabelText('Trang'), '5');
    await user.click(within(dialog).getByRole('button', { name: 'Dẫn tài liệu này' }));
    expect(calls.cite).toHaveBeenCalledWith('d1', 'b', '1.1.1', {
      section: '',
      page: '5',
      note: '',
    });
  });

  it('a document taken off comes back by one button, while it was the last step', async () => {
    documents = [documentWith('a', { citations: [cited('1.1.1')] })];
    const { application, user } = await openItem();
    await user.click(screen.getByRole('button', { name: /^Bỏ Tài liệu a/ }));
    await waitFor(() => expect(application.messages.list).toHaveLength(1));
    application.messages.list[0]?.action?.run();
    await waitFor(() => expect(calls.undo).toHaveBeenCalledOnce());
  });

  it('no other step is undone in the place of the one that was meant', async () => {
    documents = [documentWith('a', { citations: [cited('1.1.1')] })];
    const { application, user } = await openItem();
    await user.click(screen.getByRole('button', { name: /^Bỏ Tài liệu a/ }));
    await waitFor(() => expect(application.messages.list).toHaveLength(1));
    application.dossier?.take(workspace('sửa 1.1.1'));
    application.messages.list[0]?.action?.run();
    expect(calls.undo).not.toHaveBeenCalled();
  });
});

describe('the register', () => {
  async function openRegister() {
    documents = [
      documentWith('a', {
        subject: 'Báo cáo năm',
        citations: [cited('1.1.1'), cited('1.1.2', '')],
      }),
      documentWith('b', { subject: 'Đề án số hóa' }),
    ];
    const application = applicationWith(calls, workspace());
    application.place = { screen: 'evidence' };
    stage(Evidence, application);
    await screen.findByRole('table');
    return { application, user: userEvent.setup() };
  }
  const subjects = () =>
    screen
      .queryAllByRole('row')
      .slice(1)
      .map((row) => within(row).getAllByRole('cell')[3]?.textContent);

  it('narrows to documents that are cited nowhere, vaguely, or fit what is sought', async () => {
    const { user } = await openRegister();
    await user.click(screen.getByRole('button', { name: 'Chưa dẫn ở mục nào 1' }));
    expect(subjects()).toEqual(['Đề án số hóa']);
    await user.click(screen.getByRole('button', { name: 'Chưa ghi mục, trang 1' }));
    expect(subjects()).toEqual(['Báo cáo năm']);
    await user.click(screen.getByRole('button', { name: 'Tất cả 2' }));
    await user.type(screen.getByRole('searchbox'), 'de an');
    expect(subjects()).toEqual(['Đề án số hóa']);
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
});

describe('the files of the register', () => {
  async function openFiles(change: Partial<Backend>) {
    documents = [documentWith('a'), documentWith('b', { file: { name: 'b.pdf', size: '1,2 MB' } })];
    const application = applicationWith(
      { ...calls, openDossier: vi.fn(async () => workspace()), ...change },
      workspace('gỡ tệp'),
    );
    application.place = { screen: 'evidence' };
    stage(Evidence, application);
    await screen.findByRole('table');
    return { application, user: userEvent.setup() };
  }

  it('tells what was added and why the rest was not, and reads the dossier anew', async () => {
    const refused = ['“c.pdf” là tệp rỗng.'];
    const { application, user } = await openFiles({
      addFiles: vi.fn(async () => ({ added: 2, refused })),
    });
    await user.click(screen.getByRole('button', { name: 'Đính kèm tệp…' }));
    await waitFor(() => expect(application.messages.list).toHaveLength(2));
    expect(application.messages.list.map(({ tone }) => tone)).toEqual(['ok', 'bad']);
    expect(application.messages.list[1]?.lines).toEqual(refused);
    await waitFor(() => expect(application.backend.openDossier).toHaveBeenCalledOnce());
  });

  it('changes nothing where no file was chosen', async () => {
    const { application, user } = await openFiles({ attachFile: vi.fn(async () => false) });
    await user.click(screen.getByRole('button', { name: 'Đính kèm tệp cho Tài liệu a' }));
    expect(application.backend.attachFile).toHaveBeenCalledWith('d1', 'a');
    expect(application.backend.openDossier).not.toHaveBeenCalled();
    expect(screen.getByRole('button', { name: 'Đính kèm tệp cho Tài liệu a' })).toBeEnabled();
  });

  it('opens a file, and takes one off with a way back', async () => {
    const { application, user } = await openFiles({
      openEvidenceFile: vi.fn(async () => {}),
      detachFile: vi.fn(async () => workspace('gỡ tệp')),
    });
    await user.click(screen.getByRole('button', { name: /^Mở tệp b\.pdf/ }));
    expect(application.backend.openEvidenceFile).toHaveBeenCalledWith('d1', 'b');
    await user.click(screen.getByRole('button', { name: 'Gỡ tệp b.pdf' }));
    await waitFor(() => expect(application.messages.list).toHaveLength(1));
    application.messages.list[0]?.action?.run();
    await waitFor(() => expect(calls.undo).toHaveBeenCalledOnce());
  });

  it('lists what has no file', async () => {
    const { user } = await openFiles({});
    await user.click(screen.getByRole('button', { name: 'Thiếu tệp 1' }));
    expect(screen.getAllByRole('row')).toHaveLength(2);
  });
});
