import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { Entry } from '$lib/backend/bindings/Entry';
import type { TableRow } from '$lib/backend/bindings/TableRow';
import { applicationWith, stage, workspaceWith } from '$lib/testing/stage';

import { itemRow, line, sumRow } from './sample';
import SummaryTable from './SummaryTable.svelte';

let rows: TableRow[];
let saves: [string, Entry][];
const user = userEvent.setup();

const setAnswer: Backend['setAnswer'] = (_, code, entry) => {
  saves.push([code, entry]);
  rows = rows.map((row) =>
    row.code === code
      ? {
          ...row,
          entry,
          lines: row.lines.map((one) => {
            const value = entry.inputs[one.field.key] ?? '';
            return { ...one, value, shown: value };
          }),
        }
      : row,
  );
  return Promise.resolve(workspaceWith());
};

async function show(calls: Partial<Backend> = {}, workspace = workspaceWith()) {
  const application = applicationWith(
    {
      table: () => Promise.resolve({ rows }),
      preview: () => Promise.reject(new Error('busy')),
      setAnswer,
      ...calls,
    },
    workspace,
  );
  stage(SummaryTable, application);
  await screen.findByRole('grid');
  return application;
}

const cell = (name: string) => document.querySelector<HTMLElement>(`[data-cell="${name}"]`)!;
const here = () => (document.activeElement as HTMLElement | null)?.dataset.cell;

beforeEach(() => {
  rows = [sumRow('1', 'area'), itemRow('1.1', ['a', 'b']), itemRow('1.2', ['a'])];
  rows[1]!.entry!.inputs.a = '7';
  rows[1]!.lines[0] = line('a', { value: '7', shown: '7' });
  saves = [];
});

describe('keys', () => {
  it('edit where one stands: a letter begins anew, Enter saves and goes down', async () => {
    await show();
    cell('1.1/0/value').focus();
    await user.keyboard('31{Enter}36{Enter}');
    expect(here()).toBe('1.2/0/value');
    await waitFor(() => expect(saves.at(-1)?.[1].inputs).toEqual({ a: '31', b: '36' }));
    expect(cell('1.1/0/value')).toHaveTextContent('31 hồ sơ');
  });

  it('Tab saves and goes to the next cell to edit', async () => {
    await show();
    cell('1.1/1/value').focus();
    await user.keyboard('36{Tab}');
    expect(here()).toBe('1.1/0/explanation');
    await user.keyboard('Đủ{Tab}');
    expect(here()).toBe('1.2/0/value');
    await waitFor(() => expect(saves.at(-1)?.[1].explanation).toBe('Đủ'));
  });

  it('reach "not done" of a date, which saves', async () => {
    const date = line('a');
    rows[2]!.lines[0] = { ...date, field: { ...date.field, kind: 'date', mayBeNotDone: true } };
    await show();
    cell('1.2/0/value').focus();
    await user.keyboard('{F2}{Tab}');
    expect(screen.getByRole('button', { name: 'Không thực hiện' })).toHaveFocus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(saves.at(-1)?.[1].inputs).toEqual({ a: 'not-done' }));
    expect(here()).toBe('1.2/0/value');
  });

  it('choose from a list and go on', async () => {
    const date = line('a');
    rows[2]!.lines[0] = { ...date, field: { ...date.field, kind: 'bool' } };
    await show();
    cell('1.1/1/value').focus();
    await user.keyboard('{ArrowDown}{Enter}');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Số a' }), 'Có');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(saves.at(-1)?.[1].inputs).toEqual({ a: 'true' }));
  });

  it('Escape gives the old value back', async () => {
    await show();
    cell('1.1/0/value').focus();
    await user.keyboard('{F2}99{Escape}');
    expect(here()).toBe('1.1/0/value');
    expect(cell('1.1/0/value')).toHaveTextContent('7 hồ sơ');
    expect(saves).toEqual([]);
  });

  it('arrows move without editing, with one cell in the order of Tab', async () => {
    await show();
    cell('1.1/0/value').focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}');
    expect(here()).toBe('1.2/0/points');
    expect(document.querySelectorAll('[data-cell][tabindex="0"]')).toHaveLength(1);
    expect(screen.queryByRole('textbox', { name: 'Số a' })).toBeNull();
  });

  it('do nothing while an input method composes', async () => {
    await show();
    cell('1.1/0/value').focus();
    await fireEvent.keyDown(cell('1.1/0/value'), { key: 'Delete', isComposing: true });
    await fireEvent.keyDown(cell('1.1/0/value'), { key: 'Enter', keyCode: 229 });
    expect(saves).toEqual([]);
    expect(here()).toBe('1.1/0/value');
  });

  it('change nothing in a dossier that is signed off', async () => {
    await show({}, workspaceWith({ state: 'signedOff', open: false }));
    cell('1.1/0/value').focus();
    await user.keyboard('5{Enter}{Delete}');
    await user.click(cell('1.1/0/value'));
    expect(saves).toEqual([]);
    expect(screen.queryByRole('textbox', { name: 'Số a' })).toBeNull();
  });
});

describe('a refused save', () => {
  it('keeps what was typed in the cell and says why', async () => {
    const refusal = { code: 'disk-full', message: 'Đĩa đã đầy.', faults: [] };
    await show({ setAnswer: () => Promise.reject(refusal) });
    cell('1.1/0/value').focus();
    await user.keyboard('31{Enter}');
    await waitFor(() => expect(cell('1.1/0/value')).toHaveTextContent('Đĩa đã đầy.'));
    expect(cell('1.1/0/value')).toHaveTextContent('31');
    expect(cell('1.1/0/value')).toHaveAttribute('aria-invalid', 'true');
  });
});

describe('pasting', () => {
  const plan = {
    changes: [
      { code: '1.1', title: 'Mục', label: 'Số a', before: '7', after: '31', fault: null },
      { code: '1.2', title: 'Mục', label: 'Số a', before: '', after: 'bốn', fault: 'Sai' },
    ],
    ignored: [{ row: 3, text: '9.9', reason: 'không có mã này' }],
    unchanged: 4,
  };

  it('shows first what a block would change from the cell on, then applies it', async () => {
    const planPaste = vi.fn<Backend['planPaste']>().mockResolvedValue(plan);
    const paste = vi.fn<Backend['paste']>().mockResolvedValue(workspaceWith());
    const application = await show({ planPaste, paste });
    cell('1.1/0/value').focus();
    await user.paste('31\t36\n5\t6');
    const dialog = await screen.findByRole('dialog');
    const request = {
      text: '31\t36\n5\t6',
      anchor: { code: '1.1', part: null, input: 'a' },
    };
    await waitFor(() => expect(planPaste).toHaveBeenCalledWith('d1', request));
    await within(dialog).findByText('không có mã này', { exact: false });
    expect(dialog).toHaveTextContent('bốn');
    expect(paste).not.toHaveBeenCalled();
    await user.click(within(dialog).getByRole('button', { name: 'Dán 2 ô', hidden: true }));
    await waitFor(() => expect(paste).toHaveBeenCalledWith('d1', request));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(application.messages.list.at(-1)?.action?.label).toBe('Hoàn tác');
  });

  it('warns that a block follows the order of the set where the table shows another', async () => {
    await show({ planPaste: () => Promise.resolve(plan) });
    const paste = async () => {
      cell('1.2/0/value').focus();
      await user.paste('31\n5');
      const dialog = await screen.findByRole('dialog');
      await within(dialog).findByText('không có mã này', { exact: false });
      return dialog;
    };
    expect(await paste()).not.toHaveTextContent('thứ tự của bộ tiêu chí');
    await user.click(screen.getByRole('button', { name: 'Thôi', hidden: true }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Trạng thái' }), 'unfinished');
    expect(await paste()).toHaveTextContent('thứ tự của bộ tiêu chí');
  });

  it('matches rows by code when the block comes through the dialog', async () => {
    const planPaste = vi.fn<Backend['planPaste']>().mockResolvedValue(plan);
    await show({ planPaste });
    await user.click(screen.getByRole('button', { name: 'Dán từ Excel' }));
    await user.type(screen.getByRole('textbox', { name: 'Khối đã sao chép' }), '1.1 31');
    await user.click(screen.getByRole('button', { name: 'Xem trước thay đổi' }));
    expect(planPaste).toHaveBeenCalledWith('d1', { text: '1.1 31', anchor: null });
  });
});

describe('filtering', () => {
  it('does not take a row away while it is edited', async () => {
    await show();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Trạng thái' }), 'unfinished');
    cell('1.2/0/value').focus();
    rows = rows.map((row) => (row.code === '1.2' ? { ...row, status: 'scored' } : row));
    await user.keyboard('5{Enter}');
    await waitFor(() => expect(saves).toHaveLength(1));
    expect(cell('1.2/0/value')).toBeInTheDocument();
  });
});
