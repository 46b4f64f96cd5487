import { isComposing } from './composition';

/** A key with what it does. */
export interface Shortcut {
  /** As people write it: "Ctrl+K", "F1", "Ctrl+Shift+Z", "Ctrl+↓". */
  keys: string;
  /** What it does, for the list of keys. */
  label: string;
  run: () => void;
  /** Whether it may act now; always where it is left out. */
  enabled?: () => boolean;
}

const NAMES: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/**
 * Keys by which a web view leaves, prints or stores its page: what is typed would be lost, or a page
 * printed that is no document.
 */
const OF_THE_WEB_VIEW = new Set([
  'F5',
  'Ctrl+F5',
  'Ctrl+R',
  'Ctrl+Shift+R',
  'Ctrl+P',
  'Ctrl+S',
  'Alt+←',
  'Alt+→',
  'F7',
]);

/** The pressed keys as people write them. */
export function written(event: KeyboardEvent): string {
  const key = NAMES[event.key] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  const modifiers = [
    event.ctrlKey || event.metaKey ? 'Ctrl+' : '',
    event.altKey ? 'Alt+' : '',
    event.shiftKey ? 'Shift+' : '',
  ];
  return modifiers.join('') + key;
}

/**
 * The keys that act in the window now. Screens add theirs while they stand; the one added last wins.
 * No key acts while an input method composes, nor beneath an open dialog.
 */
export class Shortcuts {
  #lists: Shortcut[][] = [];

  /** Adds keys and gives back how to remove them: fit for `$effect`. */
  add(list: Shortcut[]): () => void {
    this.#lists.push(list);
    return () => {
      this.#lists = this.#lists.filter((one) => one !== list);
    };
  }

  /** Every key that acts now, the screen's own first. */
  all(): Shortcut[] {
    return [...this.#lists].reverse().flat();
  }

  handle(event: KeyboardEvent): void {
    const taken = event.defaultPrevented;
    const keys = written(event);
    if (OF_THE_WEB_VIEW.has(keys)) event.preventDefault();
    if (isComposing(event) || taken || document.querySelector('dialog[open]')) return;
    const found = this.all().find((one) => one.keys === keys && (one.enabled?.() ?? true));
    if (found) {
      event.preventDefault();
      found.run();
    }
  }
}
