import { SvelteSet } from 'svelte/reactivity';

import type { ArrivedView } from '$lib/backend/bindings/ArrivedView';
import type { Failure } from '$lib/backend/bindings/Failure';
import type { PackageSource } from '$lib/backend/bindings/PackageSource';
import type { PackageTaken } from '$lib/backend/bindings/PackageTaken';
import { packages as words } from '$lib/words';

import type { Application } from './application.svelte';
import { asFailure } from './failure';
import { Task } from './task.svelte';

/** A package on its way in: opened and proved, looked at, taken over or left. */
export class Receiving {
  readonly #application: Application;
  /** How far the proof is; none before it begins. */
  percent = $state<number | null>(null);
  /** What it is and means; none before it is proved. */
  arrived = $state.raw<ArrivedView | null>(null);
  /** Why it cannot be opened. */
  failure = $state.raw<Failure | null>(null);
  /** The dossier is this data file's own, to be worked on here. */
  own = $state(false);
  /** Conflicts in which the other side's value is wanted. */
  readonly theirs = new SvelteSet<string>();
  readonly taking = new Task();
  #isLeft = false;

  constructor(application: Application) {
    this.#application = application;
  }

  /** There is something to see: the person has chosen a file. */
  get isShown(): boolean {
    return this.percent !== null || this.arrived !== null || this.failure !== null;
  }

  async open(source: PackageSource): Promise<void> {
    const { backend } = this.#application;
    [this.percent, this.arrived, this.failure] = [null, null, null];
    this.theirs.clear();
    this.own = false;
    try {
      this.arrived = await backend.openPackage(source, ({ percent }) => (this.percent = percent));
      if (!this.arrived) this.#end();
      else if (this.#isLeft) await backend.closePackage();
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
  }

  /** Takes it over as it says; then its dossier is shown. */
  async take(): Promise<void> {
    const { backend, messages } = this.#application;
    const merges = this.arrived?.action === 'merge';
    const taken: PackageTaken | undefined = await this.taking.run(() =>
      merges ? backend.mergePackage([...this.theirs]) : backend.takePackage(this.own),
    );
    if (!taken) return;
    this.#end();
    await this.#application.openAnew(taken.dossier);
    const run = () => void this.#application.undo();
    messages.tell({
      tone: 'ok',
      text: taken.told,
      action: merges ? { label: words.undo, run } : undefined,
    });
  }

  /** Leaves it; the proof ends, and nothing has changed. */
  async leave(): Promise<void> {
    if (this.taking.busy || this.#isLeft) return;
    this.#isLeft = true;
    const isProving = !this.arrived && !this.failure;
    this.#end();
    const { backend } = this.#application;
    await this.#application.attempt(() =>
      isProving ? backend.endWork('proof') : backend.closePackage(),
    );
  }

  #end(): void {
    if (this.#application.receiving === this) this.#application.receiving = null;
  }
}
