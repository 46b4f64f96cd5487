/** Something to tell the person, with at most one thing to do about it. */
export interface Message {
  id: number;
  tone: 'ok' | 'warn' | 'bad';
  text: string;
  lines: string[];
  action?: { label: string; run: () => void } | undefined;
}

/** How long a message of success stays, in milliseconds; warnings and failures stay until dismissed. */
const STAYS = 8000;

/** The messages that are shown now, the newest last. */
export class Messages {
  list = $state.raw<Message[]>([]);
  #next = 1;

  tell(message: Omit<Message, 'id' | 'lines'> & { lines?: string[] }): void {
    const id = this.#next++;
    const same = (one: Message) => one.text === message.text && one.tone === message.tone;
    this.list = [...this.list.filter((one) => !same(one)), { lines: [], ...message, id }].slice(-3);
    if (message.tone === 'ok') setTimeout(() => this.dismiss(id), STAYS);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((one) => one.id !== id);
  }
}
