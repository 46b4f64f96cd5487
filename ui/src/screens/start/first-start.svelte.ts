import type { Failure } from '$lib/backend/bindings/Failure';
import type { ProfileForm } from '$lib/backend/bindings/ProfileForm';
import type { Application } from '$lib/office/application.svelte';
import { asFailure } from '$lib/office/failure';
import { keepTyped } from '$lib/office/keep-typed';

export type Step = 'unit' | 'person' | 'check';

export const STEPS: Step[] = ['unit', 'person', 'check'];

const BLANK: ProfileForm = {
  name: '',
  kind: 'commune',
  superiorBody: '',
  issuingBody: '',
  receivingOffice: '',
  place: '',
  symbol: '',
  authority: [],
  signerPost: '',
  signerName: '',
  preparedBy: '',
  recipients: [],
  fileCopy: '',
};

/** The guided set-up of the first start; going back and forth loses nothing that was typed. */
export class FirstStartDesk {
  readonly #application: Application;
  step = $state<Step>('unit');
  profile = $state<ProfileForm>(structuredClone(BLANK));
  person: string = $state('');
  post: string = $state('');
  /** What is missing on this step is told. */
  checked = $state(false);
  refusal = $state.raw<Failure | null>(null);
  busy = $state(false);
  /** The profile as it was proposed last, to see what was corrected by hand. */
  #proposed: ProfileForm = structuredClone(BLANK);

  constructor(application: Application) {
    this.#application = application;
  }

  readonly nameMissing: boolean = $derived.by(
    () => this.checked && this.profile.name.trim() === '',
  );

  async next(): Promise<void> {
    this.checked = true;
    if (this.nameMissing) return;
    if (this.step === 'unit') this.step = 'person';
    else if (this.step === 'person') await this.#propose();
    else await this.#finish();
  }

  back(): void {
    this.refusal = null;
    this.step = this.step === 'check' ? 'person' : 'unit';
  }

  /** Makes the sample dossier in the data file at its usual place, and opens it. */
  async openSample(): Promise<void> {
    await this.#work(async (application) => {
      const id = await application.backend.openSample();
      application.take(await application.backend.start());
      await application.open(id);
    });
  }

  async openDataFile(): Promise<void> {
    await this.#work(async (application) => {
      const started = await application.backend.openDataFile();
      if (!started) return;
      application.take(started);
      // This way leads past the question who works here.
      application.personOpen = started.settings.person === '';
    });
  }

  /** Fills in what follows from kind, name and place; what was corrected by hand stays. */
  async #propose(): Promise<void> {
    await this.#work(async ({ backend }) => {
      const typed = $state.snapshot(this.profile);
      const { kind, name, place } = typed;
      const proposed = await backend.proposeProfile(kind, name, place);
      if (proposed.preparedBy === '') proposed.preparedBy = this.person;
      this.profile = { ...keepTyped(proposed, typed, this.#proposed), kind, name, place };
      this.#proposed = proposed;
      this.step = 'check';
    });
  }

  async #finish(): Promise<void> {
    await this.#work(async (application) => {
      await application.saveSettings({ person: this.person.trim(), post: this.post.trim() });
      const profile = $state.snapshot(this.profile);
      application.take(await application.backend.createDataFile(profile));
    });
  }

  async #work(work: (application: Application) => Promise<void>): Promise<void> {
    this.busy = true;
    this.refusal = null;
    try {
      await work(this.#application);
    } catch (thrown) {
      this.refusal = asFailure(thrown);
    }
    this.busy = false;
  }
}
