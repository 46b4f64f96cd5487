import { untrack } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';

import type { Backend } from '$lib/backend/backend';
import type { ItemNode } from '$lib/backend/bindings/ItemNode';
import type { Workspace } from '$lib/backend/bindings/Workspace';

/** How what was typed stands: only `saved` is confirmed. */
export type SaveState = 'saved' | 'typing' | 'saving' | 'failed';

/** A change is leaving a field, or this many milliseconds of rest. */
export const REST = 600;

/** Something on the screen that holds text which is not saved yet. */
export interface Unsaved {
  state: SaveState;
  /** Saves now; rejects when it cannot. */
  save: () => Promise<void>;
}

/** The dossier that is open: its workspace as the program gave it last, and what is not saved yet. */
export class OpenDossier {
  readonly backend: Backend;
  readonly id: string;
  workspace = $state.raw() as Workspace;
  /** Grows with each change that did not come from a field on the screen, so that fields reload. */
  revision = $state(0);
  /** Codes that the person has typed into a province's web form; only this window knows them. */
  readonly retyped = new SvelteSet<string>();
  #unsaved = $state.raw<Unsaved[]>([]);
  #changes: Promise<void> = Promise.resolve();

  constructor(backend: Backend, workspace: Workspace) {
    this.backend = backend;
    this.id = workspace.id;
    this.workspace = workspace;
  }

  // Getters, not `$derived`: the dossier outlives the screen that opened it, and a derived value
  // would end with that screen.

  /** The content can be changed: the unit works on it. */
  get editable(): boolean {
    return this.workspace.open;
  }

  /** All of it can be changed: it is no part that was handed to this data file. */
  get isWhole(): boolean {
    return this.editable && this.workspace.handed === null;
  }

  /** An item can be changed: of a part that was handed to this data file, one of its own. */
  mayChange(code: string): boolean {
    return this.editable && (this.workspace.handed?.codes.includes(code) ?? true);
  }

  get saving(): SaveState {
    const states = this.#unsaved.map((one) => one.state);
    const order: SaveState[] = ['failed', 'saving', 'typing'];
    return order.find((state) => states.includes(state)) ?? 'saved';
  }

  /** All items in the set's order, bonus and penalty last. */
  get items(): ItemNode[] {
    const { areas, bonus, penalty } = this.workspace;
    const criteria = areas.flatMap((area) => area.criteria);
    return [
      ...criteria.flatMap((criterion) => criterion.items),
      ...(bonus?.items ?? []),
      ...(penalty?.items ?? []),
    ];
  }

  /** Takes over a workspace after a change; `reload` when the fields on the screen must follow. */
  take(workspace: Workspace, reload = true): void {
    this.workspace = workspace;
    if (reload) this.revision += 1;
  }

  /** Makes one change after the other and takes over the workspace that comes back. */
  change(work: () => Promise<Workspace | null>, reload = true): Promise<void> {
    this.#changes = this.#changes
      .catch(() => {})
      .then(async () => {
        const workspace = await work();
        if (workspace) this.take(workspace, reload);
      });
    return this.#changes;
  }

  /** Registers something with unsaved text; gives back how to remove it: fit for `$effect`. */
  watch(unsaved: Unsaved): () => void {
    this.#unsaved = [...untrack(() => this.#unsaved), unsaved];
    return () => {
      this.#unsaved = this.#unsaved.filter((one) => one !== unsaved);
    };
  }

  /** Saves everything that is typed. */
  async flush(): Promise<void> {
    for (const one of this.#unsaved) await one.save();
  }

  /** Takes the last step back and tells which it was; none when there is nothing. */
  undo(): Promise<string | null> {
    return this.#step('undo');
  }

  redo(): Promise<string | null> {
    return this.#step('redo');
  }

  async #step(direction: 'undo' | 'redo'): Promise<string | null> {
    await this.flush();
    let what: string | null = null;
    await this.change(async () => {
      what = this.workspace[direction];
      return what === null ? null : this.backend[direction](this.id);
    });
    return what;
  }
}
