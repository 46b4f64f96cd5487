import type { Failure } from '$lib/backend/bindings/Failure';
import { asFailure } from './failure';

/** Something that a button does and that may be refused: said beside the button. */
export class Task {
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);

  /** Does it unless it is under way; a refusal is kept and gives nothing back. */
  async run<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.failure = null;
    try {
      return await work();
    } catch (thrown) {
      this.failure = asFailure(thrown);
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
