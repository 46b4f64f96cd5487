import type { ItemNode } from '$lib/backend/bindings/ItemNode';
import type { Workspace } from '$lib/backend/bindings/Workspace';
import type { Place } from '$lib/office/application.svelte';
import { home as words } from '$lib/words';

/** Something to do next, and where. */
export interface NextStep {
  label: string;
  place: Place;
}

type Say = [one: (code: string) => string, many: (count: number) => string];

/** What is left to do in a dossier: faults first, then what is missing, then review, signature and submission. */
export function nextSteps(workspace: Workspace): NextStep[] {
  if (!workspace.open) {
    const submission: Place = { screen: 'signing', section: 'sign-off' };
    if (workspace.state !== 'signedOff') return [{ label: words.nextFollow, place: submission }];
    return [
      { label: words.nextExport, place: { screen: 'signing', section: 'export' } },
      { label: words.nextSubmit, place: submission },
    ];
  }
  const groups = [
    ...workspace.areas.flatMap((area) => area.criteria),
    workspace.bonus,
    workspace.penalty,
  ];
  const { handed } = workspace;
  const isOwn = (item: ItemNode) => handed?.codes.includes(item.code) ?? true;
  const items = groups
    .flatMap((group) => group?.items ?? [])
    .filter((item) => item.selfScored && isOwn(item));
  const step = (which: (item: ItemNode) => boolean, [one, many]: Say): NextStep[] => {
    const found = items.filter(which);
    const first = found[0];
    if (!first) return [];
    const label = found.length === 1 ? one(first.code) : many(found.length);
    return [{ label, place: { screen: 'scoring', code: first.code } }];
  };
  const counted = [...workspace.areas.flatMap((area) => area.criteria)].flatMap((one) => one.items);
  const work = [
    ...step((item) => item.status === 'invalid', [words.nextInvalidOne, words.nextInvalid]),
    ...step((item) => item.carried, [words.nextCarriedOne, words.nextCarried]),
    ...step(
      (item) => item.status === 'incomplete',
      [words.nextIncompleteOne, words.nextIncomplete],
    ),
    ...step((item) => item.lacksEvidence, [words.nextEvidenceOne, words.nextEvidence]),
    // Bonus and penalty items may stay empty.
    ...step(
      (item) => item.status === 'empty' && counted.includes(item),
      [words.nextEmptyOne, words.nextEmpty],
    ),
  ];
  if (work.length > 0) return work;
  if (handed) {
    return [{ label: words.nextReturn, place: { screen: 'signing', section: 'sign-off' } }];
  }
  const { due } = workspace;
  const late = due === null || due.daysLeft < 0;
  return [
    { label: words.nextReview, place: { screen: 'review' } },
    {
      label: late ? words.nextSign : words.nextSignBy(due.date),
      place: { screen: 'signing' },
    },
  ];
}
