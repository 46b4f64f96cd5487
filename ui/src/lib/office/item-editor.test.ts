import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Entry } from '$lib/backend/bindings/Entry';
import type { ItemView } from '$lib/backend/bindings/ItemView';
import type { ResultView } from '$lib/backend/bindings/ResultView';
import type { Workspace } from '$lib/backend/bindings/Workspace';
import { fakeBackend } from '$lib/testing/fake';
import { entryWith, itemWith, resultWith } from '$lib/testing/items';
import { workspaceWith } from '$lib/testing/stage';

import { ItemEditor } from './item-editor.svelte';
import { OpenDossier } from './open-dossier.svelte';

/** A promise that the test keeps or breaks when it wants. */
function later<T>() {
  let give!: (value: T) => void;
  let refuse!: (reason: unknown) => void;
  const promise = new Promise<T>((resolve, reject) => {
    give = resolve;
    refuse = reject;
  });
  return { promise, give, refuse };
}

const setAnswer = vi.fn<(dossier: string, code: string, entry: Entry) => Promise<Workspace>>();
const preview = vi.fn<(dossier: string, code: string, entry: Entry) => Promise<ResultView>>();
const item = vi.fn<(dossier: string, code: string) => Promise<ItemView>>();
const undo = vi.fn<(dossier: string) => Promise<Workspace>>();

let dossier: OpenDossier;
let editor: ItemEditor;
let release: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  setAnswer.mockReset().mockImplementation(async () => workspaceWith({ savedAt: '10:00' }));
  preview.mockReset().mockImplementation(async () => resultWith());
  item.mockReset();
  undo.mockReset().mockImplementation(async () => workspaceWith());
  dossier = new OpenDossier(
    fakeBackend({ setAnswer, preview, item, undo }),
    workspaceWith({ undo: 'sửa 1.1.1' }),
  );
  editor = new ItemEditor(dossier, itemWith());
  release = dossier.watch(editor);
});

afterEach(() => {
  release();
  vi.useRealTimers();
});

/** Lets everything happen that needs no time. */
const settle = () => vi.advanceTimersByTimeAsync(0);
const saved = (call: number) => setAnswer.mock.calls[call]?.[2];

describe('saving', () => {
  it('waits for a rest of 600 ms from the last letter', async () => {
    editor.put(null, 'done', '3');
    await vi.advanceTimersByTimeAsync(500);
    editor.put(null, 'done', '31');
    await vi.advanceTimersByTimeAsync(599);
    expect(setAnswer).not.toHaveBeenCalled();
    expect(dossier.saving).toBe('typing');
    await vi.advanceTimersByTimeAsync(1);
    expect(setAnswer).toHaveBeenCalledOnce();
    expect(saved(0)).toEqual(entryWith({ done: '31', all: '' }));
    expect(dossier.saving).toBe('saved');
    expect(dossier.workspace.savedAt).toBe('10:00');
  });

  it('happens at once when a field is left, and only once', async () => {
    editor.put(null, 'done', '31');
    editor.left();
    await vi.advanceTimersByTimeAsync(2000);
    expect(setAnswer).toHaveBeenCalledOnce();
  });

  it('writes nothing where the text is the same again', async () => {
    editor.put(null, 'done', '3');
    editor.put(null, 'done', '');
    editor.left();
    await settle();
    expect(setAnswer).not.toHaveBeenCalled();
    expect(editor.state).toBe('saved');
  });

  it('keeps a decimal comma as it was typed', async () => {
    editor.put(null, 'done', '1.234,50');
    editor.left();
    await settle();
    expect(saved(0)?.inputs.done).toBe('1.234,50');
    expect(editor.value(null, 'done')).toBe('1.234,50');
  });

  it('confirms only what was written: text typed meanwhile is saved after it', async () => {
    const first = later<Workspace>();
    setAnswer.mockReturnValueOnce(first.promise);
    editor.put(null, 'done', '31');
    editor.left();
    await settle();
    expect(dossier.saving).toBe('saving');
    editor.put(null, 'all', '36');
    first.give(workspaceWith());
    await settle();
    expect(dossier.saving).toBe('typing');
    await vi.advanceTimersByTimeAsync(600);
    expect(saved(1)).toEqual(entryWith({ done: '31', all: '36' }));
    expect(dossier.saving).toBe('saved');
  });

  it('sends one change after the other, in the order of typing', async () => {
    const first = later<Workspace>();
    setAnswer.mockReturnValueOnce(first.promise);
    editor.put(null, 'done', '1');
    editor.left();
    await settle();
    editor.put(null, 'done', '2');
    editor.left();
    await settle();
    expect(setAnswer).toHaveBeenCalledTimes(1);
    first.give(workspaceWith());
    await settle();
    expect(setAnswer.mock.calls.map(([, , entry]) => entry.inputs.done)).toEqual(['1', '2']);
  });

  it('of another item waits for the one that is under way', async () => {
    const first = later<Workspace>();
    setAnswer.mockReturnValueOnce(first.promise);
    const other = new ItemEditor(dossier, itemWith({ code: '1.1.2' }));
    editor.put(null, 'done', '1');
    editor.left();
    other.put(null, 'done', '2');
    other.left();
    await settle();
    expect(setAnswer).toHaveBeenCalledTimes(1);
    first.give(workspaceWith());
    await settle();
    expect(setAnswer.mock.calls.map(([, code]) => code)).toEqual(['1.1.1', '1.1.2']);
  });
});

describe('a refused save', () => {
  it('keeps the text, says so, and goes through when tried again', async () => {
    setAnswer.mockRejectedValueOnce({ code: 'disk-full', message: 'Ổ đĩa đầy', faults: [] });
    editor.put(null, 'done', '31');
    editor.left();
    await settle();
    expect(dossier.saving).toBe('failed');
    expect(editor.failure).toMatchObject({ code: 'disk-full' });
    expect(editor.value(null, 'done')).toBe('31');
    await dossier.flush();
    expect(saved(1)?.inputs.done).toBe('31');
    expect(dossier.saving).toBe('saved');
    expect(editor.failure).toBeNull();
  });

  it('holds back whoever wants everything saved first', async () => {
    setAnswer.mockRejectedValue(new Error('no'));
    editor.put(null, 'done', '31');
    await expect(dossier.flush()).rejects.toThrow('no');
    await expect(dossier.undo()).rejects.toThrow('no');
    expect(undo).not.toHaveBeenCalled();
  });

  it('does not hold back what is saved afterwards', async () => {
    setAnswer.mockRejectedValueOnce(new Error('no'));
    editor.put(null, 'done', '3');
    editor.left();
    await settle();
    editor.put(null, 'done', '31');
    await vi.advanceTimersByTimeAsync(600);
    expect(saved(1)?.inputs.done).toBe('31');
    expect(dossier.saving).toBe('saved');
  });
});

describe('live points', () => {
  it('are asked for at each letter, without waiting', () => {
    editor.put(null, 'done', '3');
    expect(preview).toHaveBeenCalledOnce();
    expect(preview.mock.calls[0]?.[2].inputs.done).toBe('3');
  });

  it('of letters typed meanwhile are asked for once, and the last ones show', async () => {
    const first = later<ResultView>();
    preview.mockReturnValueOnce(first.promise);
    preview.mockImplementation(async (_, __, entry) => resultWith({ points: entry.inputs.done! }));
    editor.put(null, 'done', '1');
    editor.put(null, 'done', '12');
    editor.put(null, 'done', '123');
    first.give(resultWith({ points: 'stale' }));
    await settle();
    expect(preview).toHaveBeenCalledTimes(2);
    expect(editor.result.points).toBe('123');
  });

  it('of text from before an undo never show', async () => {
    const first = later<ResultView>();
    preview.mockReturnValueOnce(first.promise).mockReturnValue(later<ResultView>().promise);
    editor.put(null, 'done', '31');
    editor.left();
    await settle();
    item.mockResolvedValue(itemWith({ result: resultWith({ points: '0,5' }) }));
    dossier.take(workspaceWith());
    await editor.follow();
    first.give(resultWith({ points: 'stale' }));
    await settle();
    expect(editor.result.points).toBe('0,5');
  });

  it('stay where they cannot be reckoned, and the text is saved all the same', async () => {
    preview.mockRejectedValue(new Error('no'));
    editor.put(null, 'done', '31');
    await vi.advanceTimersByTimeAsync(600);
    expect(editor.result.status).toBe('empty');
    expect(dossier.saving).toBe('saved');
    preview.mockResolvedValue(resultWith({ points: '1,72' }));
    editor.put(null, 'done', '32');
    await settle();
    expect(editor.result.points).toBe('1,72');
  });
});

describe('an input method', () => {
  it('composes without anything being scored or saved', async () => {
    editor.put(null, 'done', 'a');
    await settle();
    preview.mockClear();
    editor.compose(true);
    for (const text of ['ad', 'ađ', 'ađa', 'ađâ']) editor.put(null, 'done', text);
    await vi.advanceTimersByTimeAsync(5000);
    expect(preview).not.toHaveBeenCalled();
    expect(setAnswer).not.toHaveBeenCalled();
    expect(dossier.saving).toBe('typing');
  });

  it('ends its composition without a further letter, and the text is saved', async () => {
    editor.compose(true);
    editor.put(null, 'done', 'đã');
    editor.compose(false);
    await vi.advanceTimersByTimeAsync(600);
    expect(saved(0)?.inputs.done).toBe('đã');
    expect(dossier.saving).toBe('saved');
  });

  it('whose composition is broken off by leaving the field loses nothing', async () => {
    editor.compose(true);
    editor.put(null, 'done', 'đã');
    editor.left();
    await settle();
    expect(saved(0)?.inputs.done).toBe('đã');
  });
});

describe('a change from elsewhere', () => {
  it('replaces what was saved', async () => {
    item.mockResolvedValue(
      itemWith({
        entry: entryWith({ done: '5', all: '6' }),
        result: resultWith({ points: '0,5' }),
      }),
    );
    dossier.take(workspaceWith());
    await editor.follow();
    expect(editor.value(null, 'done')).toBe('5');
    expect(editor.result.points).toBe('0,5');
  });

  it('leaves alone what is being typed, and brings the rest', async () => {
    editor.put(null, 'done', '31');
    item.mockResolvedValue(itemWith({ entry: entryWith({ done: '', all: '36' }) }));
    dossier.take(workspaceWith());
    await editor.follow();
    expect(editor.value(null, 'done')).toBe('31');
    expect(editor.value(null, 'all')).toBe('36');
    await vi.advanceTimersByTimeAsync(600);
    expect(saved(0)).toEqual(entryWith({ done: '31', all: '36' }));
  });

  it('is read before the next save, so that an undo is not written over', async () => {
    item.mockResolvedValue(itemWith({ entry: entryWith({ done: '', all: '' }) }));
    editor.put(null, 'all', '36');
    editor.left();
    await settle();
    dossier.take(workspaceWith());
    editor.put(null, 'done', '31');
    editor.left();
    await settle();
    expect(saved(1)).toEqual(entryWith({ done: '31', all: '' }));
  });

  it('never brings an answer from before a save', async () => {
    const write = later<Workspace>();
    setAnswer.mockReturnValueOnce(write.promise);
    let stored = entryWith({ done: '', all: '' });
    item.mockImplementation(async () => itemWith({ entry: stored }));
    editor.put(null, 'done', '31');
    editor.left();
    await settle();
    dossier.take(workspaceWith());
    const followed = editor.follow();
    stored = entryWith({ done: '31', all: '' });
    write.give(workspaceWith());
    await followed;
    expect(editor.value(null, 'done')).toBe('31');
    expect(editor.state).toBe('saved');
  });
});

describe('undo', () => {
  it('saves what is typed first, then takes back the last step as it is then', async () => {
    setAnswer.mockResolvedValue(workspaceWith({ undo: 'sửa 1.1.1 lần hai' }));
    editor.put(null, 'done', '31');
    expect(await dossier.undo()).toBe('sửa 1.1.1 lần hai');
    expect(setAnswer.mock.invocationCallOrder[0]).toBeLessThan(
      undo.mock.invocationCallOrder[0] ?? 0,
    );
    expect(dossier.revision).toBe(1);
  });
});
