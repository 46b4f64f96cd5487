import type { DossierLine } from '$lib/backend/bindings/DossierLine';
import type { Home } from '$lib/backend/bindings/Home';
import type { Workspace } from '$lib/backend/bindings/Workspace';
import type { Application } from '$lib/office/application.svelte';
import { home as words } from '$lib/words';

const desks = new WeakMap<Application, HomeDesk>();

/** The desk of this program; it lasts while other screens are shown, so that its list is there at once. */
export function homeDesk(application: Application): HomeDesk {
  const known = desks.get(application);
  if (known) return known;
  const desk = new HomeDesk(application);
  desks.set(application, desk);
  return desk;
}

/** The list of dossiers and what is done with it. */
export class HomeDesk {
  readonly #application: Application;
  home = $state.raw<Home | null>(null);
  failed = $state(false);
  busy = $state(false);
  /** The list that came with the program's start. */
  #first: Home | null = null;

  constructor(application: Application) {
    this.#application = application;
  }

  /**
   * The dossier that is open, else the one changed last. No derived state: that would die with the
   * screen that showed it first, while the desk goes on.
   */
  get current(): DossierLine | null {
    const lines = this.home?.dossiers ?? [];
    const line = (id?: string) => lines.find((one) => one.id === id);
    return line(this.#application.dossier?.id) ?? line(this.home?.latest?.id) ?? null;
  }

  /** The dossier above as a whole, for what to do next. */
  get workspace(): Workspace | null {
    const open = this.#application.dossier?.workspace;
    return open?.id === this.current?.id ? (open ?? null) : (this.home?.latest ?? null);
  }

  async load(): Promise<void> {
    const { backend, dossier, started } = this.#application;
    const first = started?.home ?? null;
    if (first !== this.#first) {
      this.#first = first;
      this.home = first;
      // Nothing has changed since, unless a dossier was worked on meanwhile.
      if (first && !dossier) return this.#application.stands();
    }
    this.failed = false;
    const home = await this.#application.attempt(() => backend.home());
    if (home) this.home = home;
    else this.failed = true;
    this.#application.stands();
  }

  async setAside(line: DossierLine): Promise<void> {
    await this.#work(async ({ backend, dossier, messages }) => {
      if (dossier?.id === line.id) await dossier.flush();
      const home = await backend.setAside(line.id);
      if (dossier?.id === line.id) this.#application.closeDossier();
      messages.tell({
        tone: 'ok',
        text: words.wasSetAside(line.year, line.unit),
        action: { label: words.undo, run: () => void this.bringBack(line) },
      });
      return home;
    });
  }

  async bringBack(line: DossierLine): Promise<void> {
    await this.#work(async ({ backend, messages }) => {
      const home = await backend.restore(line.id);
      messages.tell({ tone: 'ok', text: words.broughtBack(line.year, line.unit) });
      return home;
    });
  }

  async backUp(): Promise<void> {
    await this.#work(async ({ backend, dossier, messages }) => {
      await dossier?.flush();
      const before = this.home?.lastBackup ?? null;
      const home = await backend.backUp();
      const at = home.lastBackup ?? '';
      const text = at === before ? words.nothingToBackUp(at) : words.backedUp(at);
      messages.tell({ tone: 'ok', text });
      return home;
    });
  }

  async openSample(): Promise<void> {
    await this.#work(async (application) => {
      await application.open(await application.backend.openSample());
      return null;
    });
  }

  async openDataFile(): Promise<void> {
    await this.#work(async (application) => {
      await application.dossier?.flush();
      const started = await application.backend.openDataFile();
      if (started) application.take(started);
      return started?.condition === 'ready' ? (started.home ?? application.backend.home()) : null;
    });
  }

  async #work(work: (application: Application) => Promise<Home | null>): Promise<void> {
    this.busy = true;
    const home = await this.#application.attempt(() => work(this.#application));
    this.busy = false;
    if (home) this.home = home;
  }
}
