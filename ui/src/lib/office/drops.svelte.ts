import { evidence as words } from '$lib/words';

import type { Messages } from './messages.svelte';

/** Files that the person drags onto the window: a screen takes them while it stands. */
export class Drops {
  readonly #messages: Messages;
  readonly #receive: () => void;
  /** Files hang over the window, and the screen would take them. */
  over = $state(false);
  #takers: (() => void)[] = [];

  /** `receive` takes a package, wherever it is dropped. */
  constructor(messages: Messages, receive: () => void) {
    this.#messages = messages;
    this.#receive = receive;
  }

  /** Adds who takes what is dropped and gives back how to remove it: fit for `$effect`. */
  add(taker: () => void): () => void {
    this.#takers.push(taker);
    return () => {
      this.#takers = this.#takers.filter((one) => one !== taker);
      this.over = false;
    };
  }

  handle(event: 'over' | 'away' | 'dropped', isPackage = false): void {
    const isBehind = document.querySelector('dialog[open]') !== null;
    const taker = this.#takers.at(-1);
    this.over = event === 'over' && !isBehind && taker !== undefined && !isPackage;
    if (event !== 'dropped') return;
    if (isBehind) this.#messages.tell({ tone: 'warn', text: words.dropBehind });
    else if (isPackage) this.#receive();
    else if (taker) taker();
    else this.#messages.tell({ tone: 'warn', text: words.dropElsewhere });
  }
}
