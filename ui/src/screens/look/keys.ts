import { isComposing } from '$lib/keys/composition';
import { written } from '$lib/keys/shortcuts';

import type { FilePages } from './file-pages.svelte';

/** How far an arrow scrolls, in pixels. */
const LINE = 60;

/** Keys that turn, enlarge and scroll the pages wherever the focus is, except in a field. */
export function pressed(
  event: KeyboardEvent,
  pages: FilePages,
  pane: HTMLElement | undefined,
): void {
  if (event.defaultPrevented || isTaken(event, pane) || isComposing(event)) return;
  const act = keys(pages, pane)[written(event)];
  if (!act) return;
  event.preventDefault();
  act();
}

/** A field keeps its keys to itself, and another region that scrolls those that scroll. */
function isTaken({ target, ctrlKey }: KeyboardEvent, pane: HTMLElement | undefined): boolean {
  if (!(target instanceof Element)) return false;
  const region = target.closest('[role="region"]');
  const isElsewhere = region !== null && region !== pane && !ctrlKey;
  return isElsewhere || target.matches('input, select, textarea');
}

function keys(pages: FilePages, pane: HTMLElement | undefined): Record<string, () => void> {
  const turn = (page: number) => () => void pages.goTo(page);
  const scroll = (left: number, top: number) => () => pane?.scrollBy({ left, top });
  // A page that is wider than its room is scrolled sideways before it is turned.
  const isWide = pane !== undefined && pane.scrollWidth > pane.clientWidth;
  return {
    PageUp: turn(pages.page - 1),
    PageDown: turn(pages.page + 1),
    Home: turn(1),
    End: turn(pages.total),
    '←': isWide ? scroll(-LINE, 0) : turn(pages.page - 1),
    '→': isWide ? scroll(LINE, 0) : turn(pages.page + 1),
    '↑': scroll(0, -LINE),
    '↓': scroll(0, LINE),
    'Ctrl+=': () => pages.zoomBy(1),
    'Ctrl+-': () => pages.zoomBy(-1),
    'Ctrl+0': () => (pages.zoom = 100),
  };
}
