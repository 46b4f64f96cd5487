import { fit, fold } from '$lib/text/fold';
import { palette as words } from '$lib/words';

import type { Entry, Group } from './entries';

/** Entries under one heading. */
export interface Found {
  id: string;
  title: string;
  /** The best ones, the best first. */
  shown: Entry[];
  /** How many there are in all. */
  count: number;
}

/** No more are shown of one group: who needs more types more. */
const MOST = 12;

const titles: Record<Group, string> = {
  items: words.groupItems,
  criteria: words.groupCriteria,
  evidence: words.groupEvidence,
  screens: words.groupScreens,
  actions: words.groupActions,
  contents: words.groupContents,
};

/** How well an entry fits: its code exactly, the code's beginning, then the words. */
function score(entry: Entry, sought: string): number {
  const code = entry.code.toLowerCase();
  const query = sought.trim().toLowerCase();
  if (code !== '' && code === query) return 6;
  if (code !== '' && code.startsWith(query)) return 5;
  const text = `${entry.code} ${entry.title}`;
  // The words in a row, beginning a word, say more than the same letters here and there.
  const inARow = ` ${fold(text)}`.includes(` ${fold(query)}`);
  return Math.max(fit(text, sought), inARow ? 3.5 : 0);
}

/** What fits, by group; the group with the best fit first, otherwise in a fixed order. */
export function search(entries: Entry[], sought: string): Found[] {
  const scored = entries
    .map((entry) => ({ entry, score: score(entry, sought) }))
    .filter((one) => one.score > 0)
    .sort((one, other) => other.score - one.score);
  const groups = Object.keys(titles) as Group[];
  return groups
    .map((group) => ({ group, fits: scored.filter(({ entry }) => entry.group === group) }))
    .filter(({ fits }) => fits.length > 0)
    .sort((one, other) => (other.fits[0]?.score ?? 0) - (one.fits[0]?.score ?? 0))
    .map(({ group, fits }) => ({
      id: group,
      title: titles[group],
      shown: fits.slice(0, MOST).map(({ entry }) => entry),
      count: fits.length,
    }));
}

/** What leads on to another search, under a heading of its own. */
export function further(entry: Entry): Found {
  return { id: entry.group, title: titles[entry.group], shown: [entry], count: 1 };
}

/** What is offered before anything is typed: what was used last, then what is useful always. */
export function offered(entries: Entry[], recent: string[]): Found[] {
  const used = recent
    .map((id) => entries.find((entry) => entry.id === id))
    .filter((entry) => entry !== undefined);
  // What to do next stands before where to go.
  const useful = entries
    .filter((entry) => entry.useful && !used.includes(entry))
    .sort((one, other) => Number(other.group === 'actions') - Number(one.group === 'actions'));
  return [
    { id: 'recent', title: words.groupRecent, shown: used, count: used.length },
    { id: 'useful', title: words.groupUseful, shown: useful, count: useful.length },
  ].filter((group) => group.count > 0);
}
