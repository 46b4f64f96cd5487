import type { ItemNode } from '$lib/backend/bindings/ItemNode';
import type { Workspace } from '$lib/backend/bindings/Workspace';
import { fit, fold } from '$lib/text/fold';
import { scoring } from '$lib/words';

import type { Candidate } from './filters';

interface Common {
  /** Unique in the tree. */
  key: string;
  level: number;
  /** Place among its siblings, from 1, and how many they are. */
  position: number;
  siblings: number;
}

/** An area, a criterion, or the bonus or penalty items together. */
export interface GroupRow extends Common {
  kind: 'group';
  code: string;
  title: string;
  points: string;
  max: string;
  open: boolean;
}

export interface ItemRow extends Common {
  kind: 'item';
  node: ItemNode;
  /** A bonus or penalty item. */
  extra: boolean;
}

export type Row = GroupRow | ItemRow;

type Group = Pick<GroupRow, 'key' | 'code' | 'title' | 'points' | 'max'> & {
  children: (Group | Candidate)[];
};

/** What the tree shows. */
export interface View {
  /** Whether an item is shown. */
  takes: (one: Candidate) => boolean;
  /** Whether the group of this key is closed. */
  isClosed: (key: string) => boolean;
}

/** The whole dossier as groups in groups, bonus and penalty last. */
function groups({ areas, bonus, penalty }: Workspace): Group[] {
  const candidates = (items: ItemNode[], extra: boolean) => items.map((node) => ({ node, extra }));
  const own = areas.map((area) => ({
    ...area,
    key: `area ${area.code}`,
    children: area.criteria.map((criterion) => ({
      ...criterion,
      key: `criterion ${criterion.code}`,
      children: candidates(criterion.items, false),
    })),
  }));
  const extra = [
    { group: bonus, key: 'bonus', title: scoring.bonus },
    { group: penalty, key: 'penalty', title: scoring.penalty },
  ].flatMap(({ group, key, title }) =>
    group ? [{ ...group, key, code: '', title, children: candidates(group.items, true) }] : [],
  );
  return [...own, ...extra];
}

/** Every item with whether it is a bonus or penalty, in the set's order. */
export function candidates(workspace: Workspace): Candidate[] {
  const within = (group: Group): Candidate[] =>
    group.children.flatMap((child) => ('node' in child ? [child] : within(child)));
  return groups(workspace).flatMap(within);
}

/** Whether an item's code or title fits what is sought, without diacritics too. */
export function matches({ node }: Candidate, sought: string): boolean {
  const query = sought.trim();
  return (
    query === '' || node.code.startsWith(query) || fit(`${node.code} ${node.title}`, query) > 0
  );
}

/** The rows from top to bottom. */
export function rows(workspace: Workspace, view: View): Row[] {
  return unfolded(groups(workspace), 1, view);
}

function unfolded(children: (Group | Candidate)[], level: number, view: View): Row[] {
  const shown = children.filter((child) => isShown(child, view));
  return shown.flatMap((child, place): Row[] => {
    const common = { level, position: place + 1, siblings: shown.length };
    if ('node' in child) {
      return [{ kind: 'item', key: child.node.code, ...common, ...child }];
    }
    const { children: below, key, code, title, points, max } = child;
    const open = !view.isClosed(key);
    const head: GroupRow = { kind: 'group', ...common, key, code, title, points, max, open };
    return open ? [head, ...unfolded(below, level + 1, view)] : [head];
  });
}

function isShown(child: Group | Candidate, view: View): boolean {
  return 'node' in child ? view.takes(child) : child.children.some((below) => isShown(below, view));
}

/** Keys of the groups that hold an item. */
export function groupsOf(workspace: Workspace, code: string): string[] {
  const path = (group: Group): string[] | null => {
    for (const child of group.children) {
      if ('node' in child) {
        if (child.node.code === code) return [group.key];
      } else {
        const below = path(child);
        if (below) return [group.key, ...below];
      }
    }
    return null;
  };
  return groups(workspace).flatMap((group) => path(group) ?? []);
}

/** The row that what was typed ahead leads to, searched onwards from the row `from`. */
export function typedAhead(list: Row[], from: number, typed: string): Row | undefined {
  const sought = fold(typed);
  const begins = (row: Row) => {
    const { code, title } = row.kind === 'item' ? row.node : row;
    return fold(title).startsWith(sought) || code.startsWith(sought);
  };
  // A single letter goes on to the next row; more letters may stay where they fit.
  const start = sought.length === 1 ? from + 1 : from;
  return [...list.slice(start), ...list.slice(0, start)].find(begins);
}
