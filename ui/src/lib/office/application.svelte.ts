import type { Backend } from '$lib/backend/backend';
import type { PackageSource } from '$lib/backend/bindings/PackageSource';
import type { Settings } from '$lib/backend/bindings/Settings';
import type { StartView } from '$lib/backend/bindings/StartView';
import { Shortcuts } from '$lib/keys/shortcuts';
import { packages, shell } from '$lib/words';

import { Drops } from './drops.svelte';
import { asFailure } from './failure';
import { FilesAtWork } from './files-at-work.svelte';
import { Messages } from './messages.svelte';
import { OpenDossier } from './open-dossier.svelte';
import { Receiving } from './receiving.svelte';

export type Screen =
  | 'home'
  | 'scoring'
  | 'table'
  | 'evidence'
  | 'review'
  | 'signing'
  | 'history'
  | 'settings'
  | 'help';

/** A screen, and what on it. */
export interface Place {
  screen: Screen;
  /** An item to show. */
  code?: string;
  /** The item takes the focus into its first field. */
  focus?: boolean;
  /** A document to show. */
  evidence?: string;
  /** Words to search the documents for. */
  sought?: string;
  /** A part of the screen: "profile", "report", or a chapter of the help. */
  section?: string;
}

/** The program in the window: where the person is, the open dossier, settings, messages. */
export class Application {
  readonly backend: Backend;
  readonly shortcuts = new Shortcuts();
  readonly messages = new Messages();
  readonly drops = new Drops(this.messages, () => void this.receive('dropped'));
  readonly filesAtWork = new FilesAtWork();
  started = $state.raw<StartView | null>(null);
  place = $state.raw<Place>({ screen: 'home' });
  dossier = $state.raw<OpenDossier | null>(null);
  /** A package on its way in; none where none is. */
  receiving = $state.raw<Receiving | null>(null);
  paletteOpen = $state(false);
  keysOpen = $state(false);
  /** The person at the keyboard is asked for. */
  personOpen = $state(false);
  /** Grows when files were read in the background, so that the register says more. */
  filesRead = $state(0);
  #stood = false;

  constructor(backend: Backend) {
    this.backend = backend;
  }

  /** Settings of this computer; there are some once the program has started. */
  get settings(): Settings | null {
    return this.started?.settings ?? null;
  }

  /** Begins with how the program stands, which may have been asked for before the screens were there. */
  async begin(started = this.backend.start()): Promise<void> {
    await this.attempt(async () => this.take(await started));
    await this.backend.onCloseRequested(() => this.#mayClose());
    await this.backend.onFilesDropped((...drop) => this.drops.handle(...drop));
    await this.backend.onPackageGiven(() => void this.receive('given'));
    await this.backend.onFilesRead(() => (this.filesRead += 1));
    if (this.started?.condition !== 'ready') this.stands();
  }

  /** The first screen stands: what may wait until then begins. */
  stands(): void {
    if (this.#stood) return;
    this.#stood = true;
    requestAnimationFrame(() => void this.backend.ready());
  }

  /** Takes over the program's state after a start or after another data file was opened. */
  take(started: StartView): void {
    this.started = started;
    this.dossier = null;
    this.place = { screen: 'home' };
    this.#dress(started.settings);
    if (started.packageGiven && started.condition === 'ready') void this.receive('given');
  }

  async saveSettings(change: Partial<Settings>): Promise<void> {
    if (!this.started) return;
    const settings = { ...this.started.settings, ...change };
    this.started = { ...this.started, settings };
    this.#dress(settings);
    await this.attempt(() => this.backend.saveSettings(settings));
  }

  /** Goes to a screen once everything typed is saved; stays where it is when that fails. */
  async go(place: Place): Promise<void> {
    await this.attempt(async () => {
      await this.dossier?.flush();
      this.place = place;
    });
  }

  /** Opens a dossier on a screen. */
  async open(id: string, place: Place = { screen: 'scoring' }): Promise<void> {
    await this.attempt(async () => {
      await this.dossier?.flush();
      if (this.dossier?.id !== id) {
        this.dossier = new OpenDossier(this.backend, await this.backend.openDossier(id));
      }
      this.place = place;
    });
  }

  /** Opens a dossier on a screen as the program has it now, though it is open already. */
  async openAnew(id: string, place?: Place): Promise<void> {
    const { dossier } = this;
    if (dossier?.id === id) {
      await this.attempt(() => dossier.change(() => this.backend.openDossier(id)));
    }
    await this.open(id, place);
  }

  /** Opens a package from a source, and shows what it means; nothing is taken from it yet. */
  async receive(source: PackageSource): Promise<void> {
    if (this.receiving || this.filesAtWork.busy) {
      this.messages.tell({ tone: 'warn', text: packages.busy });
      return;
    }
    await this.attempt(async () => {
      await this.dossier?.flush();
      this.receiving = new Receiving(this);
      await this.receiving.open(source);
    });
  }

  /** Leaves the open dossier, as when it was set aside. */
  closeDossier(): void {
    this.dossier = null;
  }

  /** Does something; a refusal is shown and gives nothing back. */
  async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (thrown) {
      this.fail(thrown);
      return undefined;
    }
  }

  /** Puts a text on the clipboard and tells whether it is there; a refusal is shown. */
  async copy(text: string): Promise<boolean> {
    const done = await this.attempt(async () => {
      await navigator.clipboard.writeText(text);
      return true;
    });
    return done ?? false;
  }

  fail(thrown: unknown): void {
    const failure = asFailure(thrown);
    this.messages.tell({ tone: 'bad', text: failure.message, lines: failure.faults });
  }

  async undo(): Promise<void> {
    const what = await this.attempt(async () => this.dossier?.undo());
    if (what) this.messages.tell({ tone: 'ok', text: shell.undone(what) });
  }

  async redo(): Promise<void> {
    const what = await this.attempt(async () => this.dossier?.redo());
    if (what) this.messages.tell({ tone: 'ok', text: shell.redone(what) });
  }

  /**
   * Everything typed is saved, so that the window may close. Where that fails it stays and says why;
   * closing it once more, while that is said, leaves what cannot be saved.
   */
  async #mayClose(): Promise<boolean> {
    try {
      await this.dossier?.flush();
      return true;
    } catch (thrown) {
      const text = shell.notClosed;
      if (this.messages.list.some((message) => message.text === text)) return true;
      const { message, faults } = asFailure(thrown);
      this.messages.tell({ tone: 'bad', text, lines: [message, ...faults] });
      return false;
    }
  }

  /** Text size and colours, on the root of the page. */
  #dress(settings: Settings): void {
    const root = document.documentElement;
    const dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = settings.theme === 'system' ? (dark ? 'dark' : 'light') : settings.theme;
    root.style.setProperty('--text-size', String(settings.textSize));
  }
}
