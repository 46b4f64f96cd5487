import { describe, expect, it } from 'vitest';

import type { Shortcut } from '$lib/keys/shortcuts';

import { keyGroups } from './keys';

const key = (keys: string, label: string, enabled = true): Shortcut => ({
  keys,
  label,
  run: () => {},
  enabled: () => enabled,
});

describe('the list of keys', () => {
  it('leaves out keys that do not act now and keys that another covers', () => {
    const everywhere = [key('Ctrl+K', 'Tìm'), key('Ctrl+Z', 'Hoàn tác', false), key('F1', 'Giúp')];
    const own = [key('F1', 'Giúp về mục'), key('Ctrl+↓', 'Mục sau')];
    const groups = keyGroups([...own, ...everywhere], everywhere);
    expect(groups.map((group) => group.keys.map((one) => one.label))).toEqual([
      ['Giúp về mục', 'Mục sau'],
      ['Tìm'],
    ]);
  });

  it('puts two ways to do one thing on one line', () => {
    const redo = [key('Ctrl+Y', 'Làm lại'), key('Ctrl+Shift+Z', 'Làm lại')];
    expect(keyGroups(redo, redo)[0]?.keys).toEqual([
      { label: 'Làm lại', combinations: ['Ctrl+Y', 'Ctrl+Shift+Z'] },
    ]);
  });
});
