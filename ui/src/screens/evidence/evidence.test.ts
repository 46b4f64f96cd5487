import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { EvidenceView } from '$lib/backend/bindings/EvidenceView';
import { documentWith, registerWith } from '$lib/testing/evidence';
import { itemWith, nodeWith } from '$lib/testing/items';
import { applicationWith, stage, workspaceWith } from '$lib/testing/stage';
import Scoring from '$screens/scoring/Scoring.svelte';

import { duplicateOf, found, NO_DOCUMENT } from './documents';

beforeAll(() => {
  Element.prototype.scrollIntoView = vi.fn();
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
});

const cited = (code: string) => ({ code, place: { section: 'II.1', page: '', note: '' } });

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
    evidence: vi.fn(async () => registerWith(documents)),
    addEvidence: vi.fn(async () => workspace()),
    cite: vi.fn(async () => workspace()),
    uncite: vi.fn(async () => workspace('bỏ tài liệu')),
    undo: vi.fn(async () => workspace()),
  };
});

describe('a document', () => {
  it('is the same as one of the same number and day, however they are typed', () => {
    const typed = { ...NO_DOCUMENT, number: '12 / bc-ubnd', date: '5/12/2024' };
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
      { ...NO_DOCUMENT, number: '15/KH-UBND', subject: 'Kế hoạch năm' },
      '1.1.1',
      { section: 'III', page: '', note: '' },
    );
    expect(await screen.findByText('Chưa ghi mục, trang')).toBeVisible();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('a new document without a subject is not saved, and the focus goes where it is missing', async () => {
    const { user } = await openItem();
    await user.click(screen.getByRole('button', { name: 'Thêm tài liệu' }));
    await user.click(screen.getByRole('button', { name: 'Ghi' }));
    expect(screen.getByText('Cần ghi trích yếu hoặc tên tài liệu.')).toBeVisible();
    await waitFor(() => expect(screen.getByLabelText(/Trích yếu/)).toHaveFocus());
    expect(calls.addEvidence).not.toHaveBeenCalled();
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
