import type { ItemNode } from '$lib/backend/bindings/ItemNode';
import { scoring } from '$lib/words';

export type FilterId = 'all' | 'unfinished' | 'invalid' | 'lost' | 'unproven' | 'mine' | 'carried';

/** An item, and whether it only adds or takes points: such a one may stay empty. */
export interface Candidate {
  node: ItemNode;
  extra: boolean;
}

/** A way to narrow the items down. */
export interface Filter {
  id: FilterId;
  label: string;
  /** Whether an item belongs; `owner` is the office of the person who works here. */
  takes: (one: Candidate, owner: string) => boolean;
}

/** The unit still has something to do here. */
export function isUnfinished({ node, extra }: Candidate): boolean {
  if (!node.selfScored) return false;
  return (
    node.status === 'incomplete' || node.status === 'invalid' || (node.status === 'empty' && !extra)
  );
}

export const FILTERS: Filter[] = [
  { id: 'all', label: scoring.filterAll, takes: () => true },
  { id: 'unfinished', label: scoring.filterUnfinished, takes: isUnfinished },
  {
    id: 'invalid',
    label: scoring.filterInvalid,
    takes: ({ node }) => node.status === 'invalid',
  },
  { id: 'lost', label: scoring.filterLost, takes: ({ node }) => node.lost !== null },
  { id: 'unproven', label: scoring.filterUnproven, takes: ({ node }) => node.lacksEvidence },
  {
    id: 'mine',
    label: scoring.filterMine,
    takes: ({ node }, owner) => owner !== '' && node.owner === owner,
  },
  { id: 'carried', label: scoring.filterCarried, takes: ({ node }) => node.carried },
];

export function filterOf(id: FilterId): Filter {
  return FILTERS.find((one) => one.id === id) ?? FILTERS[0]!;
}
