import { evidence as words } from '$lib/words';

import type { Messages } from './messages.svelte';

/** Files that the person drags onto the window: a screen takes them while it stands. */
export class Drops {
  readonly #messages: Messages;
  /** Files hang over the window, and the screen would take them. */
  over = $state(false);
  #takers: (() => void)[] = [];

  constructor(messages: Messages) {
    this.#messages = messages;
  }

  /** Adds who takes what is dropped and gives back how to remove it: fit for `$effect`. */
  add(taker: () => void): () => void {
    this.#takers.push(taker);
    return () => {
      this.#takers = this.#takers.filter((one) => one !== taker);
      this.over = false;
    };
  }

  handle(event: 'over' | 'away' | 'dropped'): void {
    const isBehind = document.querySelector('dialog[open]') !== null;
    const taker = this.#takers.at(-1);
    this.over = event === 'over' && !isBehind && taker !== undefined;
    if (event !== 'dropped') return;
    if (isBehind) this.#messages.tell({ tone: 'warn', text: words.dropBehind });
    else if (taker) taker();
    else this.#messages.tell({ tone: 'warn', text: words.dropElsewhere });
  }
}
