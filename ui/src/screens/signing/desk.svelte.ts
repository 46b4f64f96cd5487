import type { ProfileForm } from '$lib/backend/bindings/ProfileForm';
import type { ReportForm } from '$lib/backend/bindings/ReportForm';
import type { TextsForm } from '$lib/backend/bindings/TextsForm';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';

import { FormEditor } from '$lib/office/form-editor.svelte';

/** The report's paragraphs as they stand in the fields: a list is a text of one entry a line. */
export type Texts = Record<keyof TextsForm, string>;

/** The lists among the report's paragraphs, in the report's order. */
export const lists = ['implementation', 'difficulties', 'proposals'] as const;

function shown(texts: TextsForm): Texts {
  return {
    bases: texts.bases.join('\n'),
    opening: texts.opening,
    implementation: texts.implementation.join('\n'),
    difficulties: texts.difficulties.join('\n'),
    proposals: texts.proposals.join('\n'),
  };
}

function read(texts: Texts): TextsForm {
  const entries = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  return {
    bases: entries(texts.bases),
    opening: texts.opening.trim(),
    implementation: entries(texts.implementation),
    difficulties: entries(texts.difficulties),
    proposals: entries(texts.proposals),
  };
}

/** What the report needs besides the answers, while it is worked on. */
export class SigningDesk {
  readonly dossier: OpenDossier;
  form = $state.raw<ReportForm | null>(null);
  texts = $state.raw<FormEditor<Texts> | null>(null);
  profile = $state.raw<FormEditor<ProfileForm> | null>(null);
  /** The dossier's revision that the fields show. */
  #revision = -1;
  #asked = 0;
  #unwatch: (() => void)[] = [];

  constructor(dossier: OpenDossier) {
    this.dossier = dossier;
  }

  /** Asks for the form again. Fields follow only a change that did not come from them. */
  async load(): Promise<void> {
    const asked = ++this.#asked;
    const { backend, id, revision } = this.dossier;
    const form = await backend.reportForm(id);
    if (asked !== this.#asked) return;
    this.form = form;
    if (!this.texts || !this.profile) this.#open(form);
    else if (revision !== this.#revision) {
      this.texts.refresh(shown(form.texts));
      this.profile.refresh(form.profile);
    }
    this.#revision = revision;
  }

  /** The screen is left; everything typed was saved before. */
  leave(): void {
    this.#asked += 1;
    for (const unwatch of this.#unwatch) unwatch();
    this.#unwatch = [];
  }

  #open(form: ReportForm): void {
    const { dossier } = this;
    const { backend, id } = dossier;
    this.texts = new FormEditor(shown(form.texts), (texts) =>
      dossier.change(() => backend.setReportTexts(id, read(texts)), false),
    );
    this.profile = new FormEditor(form.profile, (profile) =>
      dossier.change(() => backend.setProfile(id, profile), false),
    );
    this.#unwatch = [dossier.watch(this.texts), dossier.watch(this.profile)];
  }
}
