import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { FormEditor } from './form-editor.svelte';

describe('a form that saves itself', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('saves once after 600 ms of rest, however many keys were pressed', async () => {
    const written: unknown[] = [];
    const editor = new FormEditor({ opening: '' }, async (form) => void written.push(form));
    for (const text of ['T', 'Th', 'Thự']) {
      editor.value.opening = text;
      editor.typed();
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(written).toEqual([]);
    await vi.advanceTimersByTimeAsync(600);
    expect(written).toEqual([{ opening: 'Thự' }]);
    expect(editor.state).toBe('saved');
  });

  it('writes nothing when a field is left as it was', async () => {
    const write = vi.fn(async () => {});
    const editor = new FormEditor({ opening: 'a' }, write);
    editor.typed();
    editor.left();
    await vi.advanceTimersByTimeAsync(0);
    expect(write).not.toHaveBeenCalled();
    expect(editor.state).toBe('saved');
  });

  it('says that text being composed is not saved, and saves it when the field is left', async () => {
    const written: string[] = [];
    const editor = new FormEditor({ opening: '' }, async (form) => void written.push(form.opening));
    editor.value.opening = 'thí';
    editor.typed(new InputEvent('input', { isComposing: true }));
    await vi.advanceTimersByTimeAsync(1000);
    expect([written, editor.state]).toEqual([[], 'typing']);
    editor.left();
    await vi.advanceTimersByTimeAsync(0);
    expect([written, editor.state]).toEqual([['thí'], 'saved']);
  });

  it('saves what was typed while an earlier save was under way', async () => {
    const written: string[] = [];
    const editor = new FormEditor({ opening: '' }, async (form) => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      written.push(form.opening);
    });
    editor.value.opening = 'một';
    editor.typed();
    editor.left();
    await vi.advanceTimersByTimeAsync(50);
    editor.value.opening = 'một hai';
    editor.typed();
    await vi.advanceTimersByTimeAsync(60);
    expect(editor.state).toBe('typing');
    await vi.advanceTimersByTimeAsync(1000);
    expect(written).toEqual(['một', 'một hai']);
    expect(editor.state).toBe('saved');
  });

  it('keeps the text and says why when it cannot be saved, then saves it again', async () => {
    let full = true;
    const editor = new FormEditor({ opening: '' }, async () => {
      if (full) throw { code: 'disk-full', message: 'Ổ đĩa đầy', faults: [] };
    });
    editor.value.opening = 'giữ lại';
    editor.typed();
    await expect(editor.save()).rejects.toMatchObject({ code: 'disk-full' });
    expect(editor.state).toBe('failed');
    expect(editor.failure?.message).toBe('Ổ đĩa đầy');
    editor.refresh({ opening: '' });
    expect(editor.value.opening).toBe('giữ lại');
    full = false;
    await editor.save();
    expect(editor.state).toBe('saved');
    expect(editor.failure).toBeNull();
  });

  it('does nothing while an input method composes', async () => {
    const write = vi.fn(async () => {});
    const editor = new FormEditor({ opening: '' }, write);
    editor.value.opening = 'thi';
    editor.typed(new InputEvent('input', { isComposing: true }));
    await vi.advanceTimersByTimeAsync(2000);
    expect(write).not.toHaveBeenCalled();
  });
});
