import { describe, expect, it } from 'vitest';

import { keepsContextMenu } from './context-menu';
import { Shortcuts } from './shortcuts';

function pressed(key: string, ctrlKey = false): KeyboardEvent {
  return new KeyboardEvent('keydown', { key, ctrlKey, cancelable: true });
}

describe('keys of the web view', () => {
  it('never reload, print or store the page, not even beneath a dialog', () => {
    const dialog = document.body.appendChild(document.createElement('dialog'));
    dialog.setAttribute('open', '');
    for (const event of [pressed('F5'), pressed('r', true), pressed('p', true)]) {
      new Shortcuts().handle(event);
      expect(event.defaultPrevented).toBe(true);
    }
    dialog.remove();
  });

  it('leave letters and other keys to the field', () => {
    const event = pressed('r');
    new Shortcuts().handle(event);
    expect(event.defaultPrevented).toBe(false);
  });

  it('act where the program gives them a meaning', () => {
    const shortcuts = new Shortcuts();
    let printed = 0;
    shortcuts.add([{ keys: 'Ctrl+P', label: '', run: () => (printed += 1) }]);
    shortcuts.handle(pressed('p', true));
    expect(printed).toBe(1);
  });

  it('its menu comes up on a field alone', () => {
    const at = (tag: string) => {
      const menu = new MouseEvent('contextmenu');
      Object.defineProperty(menu, 'target', { value: document.createElement(tag) });
      return keepsContextMenu(menu);
    };
    expect([at('input'), at('textarea'), at('p')]).toEqual([true, true, false]);
  });
});
