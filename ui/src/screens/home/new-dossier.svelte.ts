import type { DossierLine } from '$lib/backend/bindings/DossierLine';
import type { Failure } from '$lib/backend/bindings/Failure';
import type { NewDossier } from '$lib/backend/bindings/NewDossier';
import type { NewDossierForm } from '$lib/backend/bindings/NewDossierForm';
import type { SetLine } from '$lib/backend/bindings/SetLine';
import type { Application } from '$lib/office/application.svelte';
import { asFailure } from '$lib/office/failure';
import { keepTyped } from '$lib/office/keep-typed';
import { fitRound } from '$lib/office/round';

export type Step = 'set' | 'round' | 'unit';

export const STEPS: Step[] = ['set', 'round', 'unit'];

/** A set's place among others. */
export function keyOf(set: { id: string; version: string }): string {
  return `${set.id}@${set.version}`;
}

/** A new dossier while it is being set up; a refusal and a step back lose nothing that was typed. */
export class NewDossierDesk {
  readonly #application: Application;
  /** The dossiers there are, to carry over from. */
  readonly #earlier: DossierLine[];
  step = $state<Step>('set');
  sets = $state.raw<SetLine[] | null>(null);
  chosen = $state('');
  form = $state<NewDossierForm | null>(null);
  person: string = $state('');
  /** What was refused last. */
  refusal = $state.raw<Failure | null>(null);
  /** A criteria set's file that was refused, with its faults. */
  faulty = $state.raw<Failure | null>(null);
  /** What is missing on this step is told. */
  checked = $state(false);
  busy = $state(false);
  made = $state.raw<NewDossier | null>(null);
  /** The form as it was filled in, to see what was typed. */
  #proposed: NewDossierForm | null = null;

  constructor(application: Application, earlier: DossierLine[]) {
    this.#application = application;
    this.#earlier = earlier;
    this.person = application.settings?.person ?? '';
  }

  readonly set: SetLine | null = $derived.by(
    () => this.sets?.find((set) => keyOf(set) === this.chosen) ?? null,
  );

  /** Dossiers of earlier years of the same kind of unit, the newest first. */
  readonly sources: DossierLine[] = $derived.by(() => {
    const { year = 0, kind } = this.set ?? {};
    const earlier = this.#earlier.filter((line) => line.year < year && line.kind === kind);
    return earlier.sort((one, other) => other.year - one.year);
  });

  /** Something was typed that closing would lose. */
  readonly touched: boolean = $derived.by(
    () =>
      this.made === null &&
      this.form !== null &&
      JSON.stringify($state.snapshot(this.form)) !== JSON.stringify(this.#proposed),
  );

  async load(): Promise<void> {
    await this.#work(async ({ backend }) => {
      this.sets = await backend.criteriaSets();
      const only = this.sets[0];
      if (this.sets.length === 1 && only) this.chosen = keyOf(only);
    });
  }

  /** Asks for a criteria set's file; one that is faulty changes nothing. */
  async readFile(): Promise<void> {
    this.busy = true;
    try {
      const set = await this.#application.backend.readCriteriaSet();
      if (!set) return;
      this.faulty = null;
      this.sets = [set, ...(this.sets ?? []).filter((one) => keyOf(one) !== keyOf(set))];
      this.chosen = keyOf(set);
    } catch (thrown) {
      this.faulty = asFailure(thrown);
    } finally {
      this.busy = false;
    }
  }

  async next(): Promise<void> {
    this.refusal = null;
    this.checked = true;
    if (!this.fits()) return;
    if (this.step === 'set') await this.#propose();
    if (this.refusal) return;
    this.checked = false;
    this.step = this.step === 'set' ? 'round' : 'unit';
  }

  back(): void {
    this.refusal = null;
    this.step = this.step === 'unit' ? 'round' : 'set';
  }

  /** Whether this step can be left forwards. */
  fits(): boolean {
    if (this.step === 'set') return this.set !== null;
    if (!this.form) return false;
    return this.step === 'round' ? fitRound(this.form.round) : this.form.profile.name.trim() !== '';
  }

  async make(): Promise<void> {
    this.refusal = null;
    this.checked = true;
    const form = $state.snapshot(this.form);
    if (!form || !this.fits()) return;
    const refused = await this.#work(async (application) => {
      const person = this.person.trim();
      if (person && person !== application.settings?.person) {
        await application.saveSettings({ person });
      }
      this.made = await application.backend.newDossier(form);
    });
    if (refused?.code === 'round') this.step = 'round';
  }

  /** Fills the form in for the chosen set; what was typed for another set is kept where it fits. */
  async #propose(): Promise<void> {
    const { set } = this;
    if (!set || (this.form && keyOf(this.form.set) === keyOf(set))) return;
    await this.#work(async ({ backend }) => {
      const proposed = await backend.newDossierForm({ id: set.id, version: set.version }, null);
      const typed = this.form && this.#proposed ? $state.snapshot(this.form) : null;
      this.form = typed && this.#proposed ? keep(proposed, typed, this.#proposed) : proposed;
      this.#proposed = proposed;
    });
  }

  /** Does something; a refusal is kept to be shown, and given back. */
  async #work(work: (application: Application) => Promise<void>): Promise<Failure | null> {
    this.busy = true;
    try {
      await work(this.#application);
    } catch (thrown) {
      this.refusal = asFailure(thrown);
    }
    this.busy = false;
    return this.refusal;
  }
}

/** The form as proposed, with what was typed in the one before. */
function keep(
  proposed: NewDossierForm,
  typed: NewDossierForm,
  before: NewDossierForm,
): NewDossierForm {
  const same = proposed.profile.kind === before.profile.kind;
  const dates = new Map(typed.round.deadlines.map((field) => [field.name, field.date]));
  const round = keepTyped(proposed.round, typed.round, before.round);
  return {
    ...proposed,
    profile: same ? keepTyped(proposed.profile, typed.profile, before.profile) : proposed.profile,
    round: {
      ...round,
      deadlines: proposed.round.deadlines.map((field) => ({
        ...field,
        date: dates.get(field.name) || field.date,
      })),
    },
  };
}
