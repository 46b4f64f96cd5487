import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { Entry } from '$lib/backend/bindings/Entry';
import type { ItemView } from '$lib/backend/bindings/ItemView';
import type { Workspace } from '$lib/backend/bindings/Workspace';
import { entryWith, fieldWith, itemWith, nodeWith, resultWith } from '$lib/testing/items';
import { applicationWith, stage, workspaceWith } from '$lib/testing/stage';

import Scoring from './Scoring.svelte';

beforeAll(() => {
  HTMLDialogElement.prototype.showModal = vi.fn();
});

function workspace(change: Partial<Workspace> = {}): Workspace {
  const items = [
    nodeWith('1.1.1', { title: 'Ban hành Kế hoạch', status: 'scored', points: '1', lost: '1' }),
    nodeWith('1.1.2', { title: 'Đánh giá kết quả' }),
    nodeWith('1.1.3', {
      title: 'Khảo sát',
      status: 'notSelfScored',
      statusWord: 'Không tự chấm',
      selfScored: false,
    }),
    nodeWith('1.1.4', { title: 'Tuyên truyền' }),
  ];
  const criterion = { code: '1.1', title: 'Kế hoạch', points: '1', max: '8', items };
  const area = { code: '1', title: 'Chỉ đạo', points: '1', max: '8', criteria: [criterion] };
  const bonus = { points: '0', max: '1', items: [nodeWith('T1', { title: 'Sáng kiến' })] };
  return workspaceWith({ areas: [area], bonus, documents: 1, ...change });
}

let unhook = () => {};
afterEach(() => unhook());

/** Answers as they are stored, changed by the screen. */
let stored: Record<string, Entry>;
let calls: Partial<Backend>;

beforeEach(() => {
  stored = {};
  const view = (code: string): ItemView =>
    itemWith({
      code,
      title: `Mục ${code}`,
      entry: stored[code] ?? entryWith({ done: '', all: '' }),
      ...(code === '1.1.3' ? { scoredBy: 'survey', scoredByWord: 'Điều tra xã hội học' } : {}),
    });
  calls = {
    item: vi.fn(async (_: string, code: string) => view(code)),
    preview: vi.fn(async (_: string, __: string, entry: Entry) =>
      resultWith({ points: `p${entry.inputs.done}` }),
    ),
    setAnswer: vi.fn(async (_: string, code: string, entry: Entry) => {
      stored[code] = entry;
      return workspace();
    }),
  };
});

async function open(code: string, change: Partial<Workspace> = {}) {
  const application = applicationWith(calls, workspace(change));
  application.place = { screen: 'scoring', code };
  const user = userEvent.setup();
  const press = (event: KeyboardEvent) => application.shortcuts.handle(event);
  window.addEventListener('keydown', press);
  unhook = () => window.removeEventListener('keydown', press);
  stage(Scoring, application);
  await screen.findByRole('heading', { level: 1, name: new RegExp(code.replace(/\./g, '\\.')) });
  return { application, user };
}

const title = (code: string) =>
  screen.findByRole('heading', { level: 1, name: `${code} Mục ${code}` });
const field = (label: string) => screen.getByLabelText(label);

describe('going between items', () => {
  it('saves what is typed before the next item shows, and focuses its first field', async () => {
    const { user } = await open('1.1.1');
    await user.type(field('done'), '31');
    await user.keyboard('{Control>}{ArrowDown}{/Control}');
    await title('1.1.2');
    expect(stored['1.1.1']?.inputs.done).toBe('31');
    await waitFor(() => expect(field('done')).toHaveFocus());
    expect(field('done')).toHaveValue('');
    await user.keyboard('{Control>}{ArrowUp}{/Control}');
    await title('1.1.1');
    expect(field('done')).toHaveValue('31');
    await waitFor(() => expect(field('done')).toHaveFocus());
    await user.keyboard('5');
    expect(field('done')).toHaveValue('5');
  });

  it('stays, with the text, where it cannot be saved', async () => {
    const { user, application } = await open('1.1.1');
    calls.setAnswer = vi.fn().mockRejectedValue({ code: 'x', message: 'Ổ đĩa đầy', faults: [] });
    await user.type(field('done'), '31');
    await user.keyboard('{Control>}{ArrowDown}{/Control}');
    await waitFor(() => expect(application.messages.list).toHaveLength(1));
    expect(await title('1.1.1')).toBeVisible();
    expect(field('done')).toHaveValue('31');
    expect(screen.getByText('Ổ đĩa đầy')).toBeVisible();
  });

  it('leads to unfinished items only, past those that others score and optional ones', async () => {
    const { user, application } = await open('1.1.2');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await title('1.1.4');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await title('1.1.2');
    expect(application.place.code).toBe('1.1.2');
  });

  it('shows a neighbour that was fetched ahead without asking again', async () => {
    const { user } = await open('1.1.1');
    await waitFor(() => expect(calls.item).toHaveBeenCalledWith('d1', '1.1.2'));
    await user.keyboard('{Control>}{ArrowDown}{/Control}');
    await title('1.1.2');
    const asked = vi.mocked(calls.item!).mock.calls.filter(([, code]) => code === '1.1.2');
    expect(asked).toHaveLength(1);
  });

  it('asks again for a neighbour when the dossier was changed meanwhile', async () => {
    const { user, application } = await open('1.1.1');
    await waitFor(() => expect(calls.item).toHaveBeenCalledWith('d1', '1.1.2'));
    stored['1.1.2'] = entryWith({ done: '7', all: '' });
    application.dossier?.take(workspace());
    await user.keyboard('{Control>}{ArrowDown}{/Control}');
    await title('1.1.2');
    expect(field('done')).toHaveValue('7');
  });
});

describe('an item', () => {
  it('shows the points of what is typed before it is saved', async () => {
    const { user } = await open('1.1.1');
    await user.type(field('done'), '3');
    expect(await screen.findByText('p3')).toBeVisible();
    expect(calls.setAnswer).not.toHaveBeenCalled();
  });

  it('leaves the tree and the rest of the sheet alone at a key press', async () => {
    const { user } = await open('1.1.1');
    const changed = new Set<Element>();
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        changed.add((target instanceof Element ? target : target.parentElement) ?? document.body);
      }
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    await user.type(field('done'), '3');
    await screen.findByText('p3');
    observer.disconnect();
    expect(changed.size).toBeGreaterThan(0);
    expect([...changed].filter((one) => !one.closest('.result'))).toEqual([]);
  });

  it('leads by Enter from field to field and on to the documents', async () => {
    const { user } = await open('1.1.1');
    await user.click(field('done'));
    await user.keyboard('31{Enter}');
    expect(field('all')).toHaveFocus();
    await user.keyboard('36{Enter}');
    expect(screen.getByRole('button', { name: 'Thêm tài liệu' })).toHaveFocus();
    await waitFor(() => expect(stored['1.1.1']?.inputs).toEqual({ done: '31', all: '36' }));
  });

  it('follows an undo', async () => {
    stored['1.1.1'] = entryWith({ done: '31', all: '' });
    calls.undo = vi.fn(async () => {
      stored['1.1.1'] = entryWith({ done: '5', all: '' });
      return workspace();
    });
    const { application } = await open('1.1.1', { undo: 'sửa 1.1.1' });
    expect(field('done')).toHaveValue('31');
    await application.undo();
    await waitFor(() => expect(field('done')).toHaveValue('5'));
  });

  it('keeps the letters that Unikey makes by Backspace', async () => {
    const { user } = await open('1.1.1');
    const box = screen.getByLabelText('Giải trình, ghi chú');
    await user.click(box);
    await user.keyboard('thi{Backspace}í d{Backspace}đ');
    expect(box).toHaveValue('thí đ');
    await user.tab();
    await waitFor(() => expect(stored['1.1.1']?.explanation).toBe('thí đ'));
  });

  it('saves a composed text whose end no input event follows', async () => {
    const { user } = await open('1.1.1');
    const box = screen.getByLabelText('Giải trình, ghi chú') as HTMLTextAreaElement;
    await user.click(box);
    await fireEvent.compositionStart(box);
    box.value = 'đã';
    await fireEvent(box, new InputEvent('input', { bubbles: true, isComposing: true }));
    expect(calls.preview).not.toHaveBeenCalled();
    await fireEvent.compositionEnd(box);
    await waitFor(() => expect(stored['1.1.1']?.explanation).toBe('đã'), { timeout: 2000 });
    expect(box).toHaveValue('đã');
  });

  it('takes no key for a shortcut while an input method composes', async () => {
    await open('1.1.1');
    await fireEvent.keyDown(field('done'), { key: 'ArrowDown', ctrlKey: true, isComposing: true });
    await fireEvent.keyDown(field('done'), { key: 'ArrowDown', ctrlKey: true, keyCode: 229 });
    expect(await title('1.1.1')).toBeVisible();
  });

  it('that others score shows who does, and no field', async () => {
    await open('1.1.3');
    expect(screen.getByText(/Điều tra xã hội học/)).toBeVisible();
    expect(screen.queryByLabelText('done')).toBeNull();
  });

  it('of a signed-off dossier can be read only', async () => {
    await open('1.1.1', { state: 'signedOff', open: false });
    expect(field('done')).toBeDisabled();
    expect(screen.queryByRole('button', { name: 'Thêm tài liệu' })).toBeNull();
    expect(screen.getByText(/đã ký duyệt/)).toBeVisible();
  });

  it('takes a claim, whose reason is saved as its explanation', async () => {
    const sections = [
      { part: null, title: '', max: '2', fields: [fieldWith('done')], claim: null },
    ];
    const claim = { note: null, effect: 'được tính đủ điểm' };
    calls.item = vi.fn(async (_: string, code: string) =>
      itemWith({ code, title: `Mục ${code}`, sections, claim }),
    );
    const { user } = await open('1.1.1');
    await user.click(screen.getByLabelText('Không phát sinh'));
    await user.type(screen.getByLabelText(/Lý do không phát sinh/), 'Không có đơn thư');
    await user.tab();
    await waitFor(() =>
      expect(stored['1.1.1']).toMatchObject({
        notApplicable: true,
        explanation: 'Không có đơn thư',
      }),
    );
  });

  it('of several parts keeps figures and reason of each part apart', async () => {
    const part = (key: string) => ({
      part: key,
      title: `Phần ${key}`,
      max: '1',
      fields: [fieldWith('count', { label: `Số ${key}` })],
      claim: null,
    });
    calls.item = vi.fn(async (_: string, code: string) =>
      itemWith({
        code,
        title: `Mục ${code}`,
        sections: [part('a'), part('b')],
        entry: entryWith({}),
      }),
    );
    const { user } = await open('1.1.1');
    await user.type(field('Số b'), '2');
    const group = screen.getByRole('group', { name: 'Phần a' });
    await user.click(within(group).getByRole('button', { name: 'Ghi giải trình cho phần này' }));
    await user.keyboard('Thiếu');
    await user.tab();
    await waitFor(() =>
      expect(stored['1.1.1']?.parts).toEqual({
        a: { inputs: {}, notApplicable: false, explanation: 'Thiếu' },
        b: { inputs: { count: '2' }, notApplicable: false, explanation: '' },
      }),
    );
  });

  it('carried over is confirmed by one button', async () => {
    const carried = workspace();
    carried.areas[0]!.criteria[0]!.items[0] = nodeWith('1.1.1', { carried: true });
    calls.confirmCarried = vi.fn(async () => workspace());
    const { user } = await open('1.1.1', carried);
    await user.click(screen.getByRole('button', { name: 'Xác nhận vẫn đúng' }));
    expect(calls.confirmCarried).toHaveBeenCalledWith('d1', '1.1.1');
    await waitFor(() =>
      expect(screen.queryByRole('button', { name: 'Xác nhận vẫn đúng' })).toBeNull(),
    );
  });
});

describe('the tree', () => {
  const node = (name: RegExp) => screen.getByRole('treeitem', { name });

  it('is walked by arrows and by letters without diacritics', async () => {
    const { user } = await open('1.1.1');
    node(/^1\.1\.1/).focus();
    await user.keyboard('{ArrowDown}');
    await waitFor(() => expect(node(/^1\.1\.2/)).toHaveFocus());
    await user.keyboard('{Home}');
    await waitFor(() => expect(node(/^1 Chỉ đạo/)).toHaveFocus());
    await user.keyboard('danh');
    await waitFor(() => expect(node(/Đánh giá/)).toHaveFocus());
    await user.keyboard('{ArrowLeft}');
    await waitFor(() => expect(node(/^1\.1 Kế hoạch/)).toHaveFocus());
    await user.keyboard('{ArrowLeft}');
    expect(screen.queryByRole('treeitem', { name: /Đánh giá/ })).toBeNull();
    await user.keyboard('{ArrowRight}{ArrowRight}');
    await waitFor(() => expect(node(/^1\.1\.1/)).toHaveFocus());
    await user.keyboard('{Enter}');
    await waitFor(() => expect(field('done')).toHaveFocus());
    node(/^1\.1\.1/).focus();
    await user.keyboard('{ArrowDown}');
    await waitFor(() => expect(node(/^1\.1\.2/)).toHaveFocus());
    await user.keyboard('{Enter}');
    await title('1.1.2');
    await waitFor(() => expect(field('done')).toHaveFocus());
  });

  it('narrows by filter and by text, and keeps the current item', async () => {
    const { user } = await open('1.1.1');
    await user.click(screen.getByRole('button', { name: 'Chưa xong 2' }));
    const codes = () =>
      screen
        .getAllByRole('treeitem')
        .map((row) => row.dataset.key)
        .filter((key) => /^\d\.\d\.\d|^T/.test(key ?? ''));
    expect(codes()).toEqual(['1.1.1', '1.1.2', '1.1.4']);
    await user.type(screen.getByRole('searchbox'), 'tuyen');
    expect(codes()).toEqual(['1.1.1', '1.1.4']);
    await user.keyboard('{Enter}');
    await title('1.1.4');
    await waitFor(() => expect(field('done')).toHaveFocus());
    await user.click(screen.getByRole('button', { name: 'Bỏ lọc' }));
    expect(codes()).toEqual(['1.1.1', '1.1.2', '1.1.3', '1.1.4', 'T1']);
  });
});
