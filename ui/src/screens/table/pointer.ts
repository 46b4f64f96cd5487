import { spotName, type Column, type Spot } from './grid';
import type { Hands } from './hands';

/** The spot of the cell that an event happened in. */
function spotOf({ target }: Event): Spot | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null;
  const pieces = cell?.dataset.cell?.split('/');
  if (!pieces) return null;
  const column = pieces.pop() as Column;
  return { line: Number(pieces.pop()), code: pieces.join('/'), column };
}

/** The focus came into a cell: one stands there. */
export function onFocus(event: FocusEvent, { view }: Hands): void {
  const spot = spotOf(event);
  if (!spot) return;
  // In a cell that spans several lines one keeps the line that one came from.
  if (!view.spot || spotName(view.spot) !== spotName(spot)) view.stand(spot);
}

/** A click edits a cell; on a code it opens the item. */
export function onClick(event: MouseEvent, { sheet, edit, open }: Hands): void {
  const spot = spotOf(event);
  if (!spot || event.shiftKey) return;
  if (event.target instanceof Element && event.target.closest('.open')) {
    open(spot.code);
  } else if (!sheet.edit && !document.getSelection()?.toString()) {
    edit(spot);
  }
}

/** With Shift a click selects the rows up to it. */
export function onPress(event: MouseEvent, { go }: Hands): void {
  const spot = spotOf(event);
  if (!spot || !event.shiftKey) return;
  event.preventDefault();
  go(spot, true);
}
