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
  #isHeld = false;
  #timers: ReturnType<typeof setTimeout>[] = [];

  tell(message: Omit<Message, 'id' | 'lines'> & { lines?: string[] }): void {
    const id = this.#next++;
    const same = (one: Message) => one.text === message.text && one.tone === message.tone;
    this.list = [...this.list.filter((one) => !same(one)), { lines: [], ...message, id }].slice(-3);
    if (message.tone === 'ok' && !this.#isHeld) this.#dismissLater(id);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((one) => one.id !== id);
  }

  dismissNewest(): void {
    this.list = this.list.slice(0, -1);
  }

  /** The person is at the messages: none goes by itself. */
  hold(): void {
    this.#isHeld = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
  }

  /** The person has left them: their time begins anew. */
  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    for (const { id, tone } of this.list) if (tone === 'ok') this.#dismissLater(id);
  }

  #dismissLater(id: number): void {
    this.#timers.push(setTimeout(() => this.dismiss(id), STAYS));
  }
}
