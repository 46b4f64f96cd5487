import type { Failure } from '$lib/backend/bindings/Failure';

import { asFailure } from './failure';
import { REST, type SaveState, type Unsaved } from './open-dossier.svelte';

/** A form of several fields that saves itself as a whole. */
export class FormEditor<Form> implements Unsaved {
  value = $state() as Form;
  state = $state<SaveState>('saved');
  /** Why it could not be saved; none once it could. */
  failure = $state.raw<Failure | null>(null);
  #write: (form: Form) => Promise<void>;
  /** The content that was saved last, to write nothing where nothing changed. */
  #saved: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #queue: Promise<void> = Promise.resolve();

  constructor(value: Form, write: (form: Form) => Promise<void>) {
    this.value = value;
    this.#saved = JSON.stringify(value);
    this.#write = write;
  }

  /** Takes over the content as the program has it now; what is typed and not saved yet stays. */
  refresh(value: Form): void {
    if (this.state !== 'saved') return;
    this.value = value;
    this.#saved = JSON.stringify(value);
  }

  /**
   * Something was typed: saves it after a rest, but not while an input method composes. The end of
   * a composition is something typed as well: no input event need follow it.
   */
  typed(event?: Event): void {
    this.state = 'typing';
    clearTimeout(this.#timer);
    if (event instanceof InputEvent && event.isComposing) return;
    this.#timer = setTimeout(() => this.left(), REST);
  }

  /** A field was left: saves at once. The failure stands beside the form. */
  left(): void {
    if (this.state !== 'saved') void this.save().catch(() => {});
  }

  /** Saves what is typed; one save waits for the other. */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#queue = this.#queue.catch(() => {}).then(() => this.#saveNow());
    return this.#queue;
  }

  async #saveNow(): Promise<void> {
    const form = $state.snapshot(this.value) as Form;
    const content = JSON.stringify(form);
    if (content !== this.#saved) {
      this.state = 'saving';
      try {
        await this.#write(form);
      } catch (thrown) {
        this.state = 'failed';
        this.failure = asFailure(thrown);
        throw thrown;
      }
      this.#saved = content;
    }
    this.failure = null;
    this.state = JSON.stringify($state.snapshot(this.value)) === content ? 'saved' : 'typing';
  }
}
