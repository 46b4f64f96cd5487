import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { HistoryEntry } from '$lib/backend/bindings/HistoryEntry';
import type { HistoryView } from '$lib/backend/bindings/HistoryView';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { nodeWith } from '$lib/testing/items';
import { applicationWith, stage, workspaceWith } from '$lib/testing/stage';

import History from './History.svelte';

function entry(seq: number, change: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    seq,
    at: `09/12/2024 08:${String(seq).padStart(2, '0')}`,
    by: 'Trần Thị Thí Dụ (Công chức)',
    what: 'Sửa số liệu: 1.1.2',
    code: '1.1.2',
    differences: [{ label: 'Đã làm', from: '30 nhiệm vụ', to: '31 nhiệm vụ' }],
    restorable: false,
    ...change,
  };
}

function page(entries: HistoryEntry[], change: Partial<HistoryView> = {}): HistoryView {
  return {
    entries,
    older: false,
    chain: 'Chuỗi nhật ký nguyên vẹn',
    intact: true,
    versions: [],
    ...change,
  };
}

function workspace() {
  const criteria = [{ code: '1.1', title: 'A', items: [nodeWith('1.1.2')] }];
  return workspaceWith({ areas: [{ code: '1', title: 'A', criteria } as never], undo: 'x' });
}

function shown(calls: Partial<Backend>, code?: string) {
  const user = userEvent.setup();
  const application = applicationWith(calls, workspace());
  application.place = code ? { screen: 'history', code } : { screen: 'history' };
  stage(History, application);
  return { user, application };
}

describe('the history', () => {
  it('tells who changed what, from which value to which, and that nothing was tampered with', async () => {
    const removed = entry(1, { what: 'Xóa số liệu: 1.1.2' });
    removed.differences = [{ label: 'Giải trình', from: 'Còn thiếu', to: '' }];
    shown({ history: async () => page([entry(2), removed]) });
    const rows = (await screen.findAllByRole('row')).slice(1);
    expect(rows[0]).toHaveTextContent('09/12/2024 08:02');
    expect(rows[0]).toHaveTextContent('Trần Thị Thí Dụ (Công chức)');
    expect(rows[0]).toHaveTextContent(/Đã làm: 30 nhiệm vụ thành → 31 nhiệm vụ/);
    expect(rows[1]).toHaveTextContent(/Còn thiếu thành → \(trống\)/);
    expect(screen.getByText('Chuỗi nhật ký nguyên vẹn')).toBeInTheDocument();
  });

  it('shows one item where another screen leads to its history, or the person chooses it', async () => {
    const history = vi.fn(async () => page([entry(2)]));
    const { user, application } = shown({ history }, '1.1.2');
    await screen.findByText('Sửa số liệu: 1.1.2');
    expect(history).toHaveBeenLastCalledWith('d1', '1.1.2', null);
    await user.selectOptions(screen.getByLabelText('Mục'), 'Mọi thay đổi');
    await vi.waitFor(() => expect(history).toHaveBeenLastCalledWith('d1', null, null));
    expect(application.place).toEqual({ screen: 'history' });
  });

  it('goes back page by page', async () => {
    const history = vi.fn(async (_: string, __: string | null, before: number | null) =>
      before === null ? page([entry(9), entry(8)], { older: true }) : page([entry(7)]),
    );
    const { user } = shown({ history });
    await user.click(await screen.findByRole('button', { name: 'Xem các thay đổi cũ hơn' }));
    expect(await screen.findByText('09/12/2024 08:07')).toBeInTheDocument();
    expect(screen.getByText('09/12/2024 08:09')).toBeInTheDocument();
    expect(history).toHaveBeenLastCalledWith('d1', null, 8);
    expect(screen.queryByRole('button', { name: 'Xem các thay đổi cũ hơn' })).toBeNull();
  });

  it('gives an earlier answer back as one step that can be undone', async () => {
    const restoreAnswer = vi.fn(async () => workspace());
    const undo = vi.fn(async () => workspace());
    const history = vi.fn(async () => page([entry(3, { restorable: true }), entry(2)]));
    const { user } = shown({ history, restoreAnswer, undo });
    const button = await screen.findByRole('button', { name: /^Lấy lại số liệu của 1.1.2/ });
    await user.click(button);
    expect(restoreAnswer).toHaveBeenCalledWith('d1', 3);
    // The change is the newest entry.
    await vi.waitFor(() => expect(history.mock.calls.length).toBeGreaterThan(1));
  });

  it('says in words why an answer does not come back', async () => {
    const { user } = shown({
      history: async () => page([entry(3, { restorable: true })]),
      restoreAnswer: async () => {
        throw { code: 'signed-off', message: 'Hồ sơ đã ký duyệt', faults: [] };
      },
    });
    await user.click(await screen.findByRole('button', { name: /^Lấy lại số liệu/ }));
    expect(await screen.findByText('Hồ sơ đã ký duyệt')).toBeInTheDocument();
  });

  it('compares two sign-offs side by side, only where they differ', async () => {
    const compare = vi.fn(async () => ({
      from: 'Lần ký 1',
      to: 'Lần ký 2',
      parts: [
        {
          code: '1.1.2',
          title: 'Mức độ hoàn thành',
          differences: [{ label: 'Điểm', from: '1,72', to: '2' }],
        },
      ],
    }));
    const versions = [1, 2].map((ordinal) => ({ ordinal, name: `Lần ký ${ordinal}` }));
    const { user, application } = shown({
      history: async () => page([entry(2)], { versions }),
      compare,
    });
    await user.click(await screen.findByRole('button', { name: 'So sánh' }));
    expect(compare).toHaveBeenLastCalledWith('d1', 1, 2);
    const table = await screen.findByRole('table', { name: /khác nhau/ });
    const row = within(table).getByRole('row', { name: /Điểm/ });
    expect(row).toHaveTextContent('Điểm1,722');
    await user.selectOptions(screen.getByLabelText('Bản thứ hai'), 'Hiện tại');
    await user.click(screen.getByRole('button', { name: 'So sánh' }));
    expect(compare).toHaveBeenLastCalledWith('d1', 1, null);
    await user.click(
      within(await screen.findByRole('table', { name: /khác nhau/ })).getByRole('button'),
    );
    await vi.waitFor(() => expect(application.place).toEqual({ screen: 'scoring', code: '1.1.2' }));
  });

  it('follows every change of the dossier', async () => {
    let entries = [entry(2)];
    const { application } = shown({ history: async () => page(entries) });
    await screen.findByText('09/12/2024 08:02');
    entries = [entry(3), ...entries];
    (application.dossier as OpenDossier).take(workspace());
    expect(await screen.findByText('09/12/2024 08:03')).toBeInTheDocument();
  });
});
