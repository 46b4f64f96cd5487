import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { Entry } from '$lib/backend/bindings/Entry';
import type { ResultView } from '$lib/backend/bindings/ResultView';
import type { TableRow } from '$lib/backend/bindings/TableRow';
import { OpenDossier } from '$lib/office/open-dossier.svelte';
import { fakeBackend } from '$lib/testing/fake';
import { workspaceWith } from '$lib/testing/stage';

import { itemRow, line } from './sample';
import { TableSheet } from './sheet.svelte';

const cell = (code: string, input: string | null) => ({ code, part: null, input });
const refusal = { code: 'disk-full', message: 'Đĩa đã đầy.', faults: [] };

let entries: Record<string, Entry>;
let log: string[];
let refuse: boolean;

/** The rows as the program would give them: what was saved, nothing else. */
function rows(): TableRow[] {
  return Object.entries(entries).map(([code, entry]) => ({
    ...itemRow(code, ['a', 'b']),
    entry,
    lines: ['a', 'b'].map((key) =>
      line(key, { value: entry.inputs[key] ?? '', shown: entry.inputs[key] ?? '' }),
    ),
  }));
}

const setAnswer: Backend['setAnswer'] = async (_, code, entry) => {
  log.push(`save ${code} ${entry.inputs.a}/${entry.inputs.b}/${entry.explanation}`);
  await Promise.resolve();
  if (refuse) throw refusal;
  entries[code] = entry;
  return workspaceWith();
};

function open(calls: Partial<Backend> = {}): TableSheet {
  const backend = fakeBackend({
    setAnswer,
    table: () => {
      log.push('table');
      return Promise.resolve({ rows: rows() });
    },
    ...calls,
  });
  return new TableSheet(new OpenDossier(backend, workspaceWith()));
}

const empty = (): Entry => ({
  inputs: { a: '', b: '' },
  notApplicable: false,
  explanation: '',
  parts: {},
});

beforeEach(() => {
  entries = { '1.1': empty(), '1.2': empty() };
  log = [];
  refuse = false;
});

describe('saving', () => {
  it('goes in the order of the changes, and asks for the rows once at the end', async () => {
    const sheet = open();
    await sheet.follow();
    sheet.change(cell('1.1', 'a'), '31');
    sheet.change(cell('1.2', 'a'), '5');
    sheet.change(cell('1.1', 'b'), '36');
    await sheet.save();
    expect(log).toEqual(['table', 'save 1.1 31/36/', 'save 1.2 5//', 'table']);
    expect(sheet.state).toBe('saved');
  });

  it('keeps the other cells of the item', async () => {
    entries['1.1'] = { ...empty(), inputs: { a: '1', b: '2' }, explanation: 'Lý do' };
    const sheet = open();
    await sheet.follow();
    sheet.change(cell('1.1', 'b'), '3');
    await sheet.save();
    expect(log.at(1)).toBe('save 1.1 1/3/Lý do');
  });

  it('saves what is typed anew while the first save is under way', async () => {
    const sheet = open();
    await sheet.follow();
    sheet.change(cell('1.1', 'a'), '3');
    await Promise.resolve();
    await Promise.resolve();
    sheet.change(cell('1.1', 'a'), '31');
    await sheet.save();
    expect(entries['1.1']?.inputs.a).toBe('31');
    expect(sheet.text(cell('1.1', 'a'))).toBe('31');
  });

  it('saves the open cell before one leaves the screen', async () => {
    const sheet = open();
    await sheet.follow();
    sheet.begin(cell('1.2', null), '');
    sheet.typed('Chưa phát sinh');
    expect(sheet.state).toBe('typing');
    await sheet.save();
    expect(entries['1.2']?.explanation).toBe('Chưa phát sinh');
  });

  it('writes nothing where nothing changed', async () => {
    const sheet = open();
    await sheet.follow();
    sheet.begin(cell('1.1', 'a'));
    sheet.finish();
    await sheet.save();
    expect(log).toEqual(['table']);
  });
});

describe('a refusal', () => {
  it('keeps what was typed, says why at the cell, and does not let one leave', async () => {
    refuse = true;
    const sheet = open();
    await sheet.follow();
    sheet.change(cell('1.1', 'a'), '31');
    await expect(sheet.save()).rejects.toBe(refusal);
    expect(sheet.pending(cell('1.1', 'a'))).toMatchObject({ text: '31', refusal });
    expect(sheet.state).toBe('failed');
  });

  it('does not stop another item, and is tried again', async () => {
    const sheet = open();
    await sheet.follow();
    refuse = true;
    sheet.change(cell('1.1', 'a'), '31');
    await vi.waitFor(() => expect(sheet.state).toBe('failed'));
    refuse = false;
    sheet.change(cell('1.2', 'a'), '5');
    await vi.waitFor(() => expect(entries['1.2']?.inputs.a).toBe('5'));
    expect(entries['1.1']?.inputs.a).toBe('');
    await sheet.save();
    expect(entries['1.1']?.inputs.a).toBe('31');
    expect(sheet.state).toBe('saved');
  });

  it('gives the saved value back when one gives the text up', async () => {
    entries['1.1'] = { ...empty(), inputs: { a: '7', b: '' } };
    const sheet = open();
    await sheet.follow();
    refuse = true;
    sheet.change(cell('1.1', 'a'), '31');
    await vi.waitFor(() => expect(sheet.state).toBe('failed'));
    sheet.cancel(cell('1.1', 'a'));
    expect(sheet.text(cell('1.1', 'a'))).toBe('7');
    expect(sheet.state).toBe('saved');
  });
});

describe('a change from elsewhere', () => {
  it('is read before the next save, so that undo is not undone by it', async () => {
    const sheet = open();
    await sheet.follow();
    entries['1.1'] = { ...empty(), inputs: { a: '', b: '99' } };
    sheet.dossier.take(workspaceWith());
    sheet.change(cell('1.1', 'a'), '31');
    await sheet.save();
    expect(entries['1.1']?.inputs).toEqual({ a: '31', b: '99' });
  });

  it('leaves the cell that is edited as it is typed', async () => {
    const sheet = open();
    await sheet.follow();
    sheet.begin(cell('1.1', 'a'), '3');
    entries['1.1'] = { ...empty(), inputs: { a: '8', b: '9' } };
    sheet.dossier.take(workspaceWith());
    await sheet.follow();
    expect(sheet.draft).toBe('3');
    expect(sheet.text(cell('1.1', 'b'))).toBe('9');
  });
});

describe('rows', () => {
  it('stay the same where a save did not change them', async () => {
    const sheet = open();
    await sheet.follow();
    const other = sheet.rows[1];
    sheet.change(cell('1.1', 'a'), '31');
    await sheet.save();
    expect(sheet.rows[1]).toBe(other);
    expect(sheet.rows[0]?.lines[0]?.value).toBe('31');
  });

  it('tell why they cannot be read, and come once they can', async () => {
    let broken = true;
    const table: Backend['table'] = () =>
      broken ? Promise.reject(refusal) : Promise.resolve({ rows: rows() });
    const sheet = open({ table });
    await sheet.follow();
    expect(sheet.failure).toBe(refusal);
    broken = false;
    await sheet.again();
    expect(sheet.failure).toBeNull();
    expect(sheet.rows).toHaveLength(2);
  });
});

describe('live points', () => {
  it('belong to the last text, however many were typed meanwhile', async () => {
    const asked: string[] = [];
    const preview: Backend['preview'] = (_, __, entry) => {
      asked.push(entry.inputs.a ?? '');
      return Promise.resolve({ points: entry.inputs.a } as ResultView);
    };
    const sheet = open({ preview });
    await sheet.follow();
    sheet.begin(cell('1.1', 'a'), '');
    for (const text of ['3', '31', '31,', '31,5']) sheet.typed(text);
    await vi.waitFor(() => expect(sheet.live.shown?.result.points).toBe('31,5'));
    expect(asked).toEqual(['3', '31,5']);
  });

  it('are not asked for while an input method composes, and end with the edit', async () => {
    const preview = vi.fn<Backend['preview']>().mockResolvedValue({} as ResultView);
    const sheet = open({ preview });
    await sheet.follow();
    sheet.begin(cell('1.1', null), '');
    sheet.typed('đu', true);
    expect(preview).not.toHaveBeenCalled();
    sheet.typed('đủ');
    await vi.waitFor(() => expect(sheet.live.shown).not.toBeNull());
    sheet.cancel(cell('1.1', null));
    expect(sheet.live.shown).toBeNull();
    expect(sheet.text(cell('1.1', null))).toBe('');
  });
});
