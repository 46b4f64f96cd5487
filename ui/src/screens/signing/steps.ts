import { signing as words } from '$lib/words';

/** A part of the screen. */
export type Step = 'report' | 'profile' | 'sign-off' | 'export';

/** The parts in the order of the work. */
export const steps: { id: Step; label: string }[] = [
  { id: 'report', label: words.stepReport },
  { id: 'profile', label: words.stepProfile },
  { id: 'sign-off', label: words.stepSignOff },
  { id: 'export', label: words.stepExport },
];

/** The part that a place asks for; without one, where the work on this dossier goes on. */
export function stepFor(section: string | undefined, editable: boolean): Step {
  const asked = steps.find((step) => step.id === section);
  return asked?.id ?? (editable ? 'report' : 'sign-off');
}
