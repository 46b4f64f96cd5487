import { isComposing } from '$lib/keys/composition';

import { cellAt, edge, horizontal, neighbour, vertical, type Spot } from './grid';
import type { Hands } from './hands';
import type { TableView } from './view.svelte';

/** A page is this many cells. */
const PAGE = 10;

/** A key in the grid. No key acts while an input method composes. */
export function onKey(event: KeyboardEvent, hands: Hands): void {
  const { spot } = hands.view;
  if (isComposing(event) || event.defaultPrevented || !spot) return;
  const acted = hands.sheet.edit ? whileEditing(event, hands, spot) : inGrid(event, hands, spot);
  if (acted) {
    event.preventDefault();
    event.stopPropagation();
  }
}

/** Enter saves and goes down, Tab saves and goes to the next cell, Escape gives the old value back. */
function whileEditing(event: KeyboardEvent, hands: Hands, spot: Spot): boolean {
  const { sheet, view, go } = hands;
  const { target } = event;
  const onButton = target instanceof HTMLButtonElement;
  if (onButton && (event.key === 'Enter' || event.key === ' ')) return false;
  if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
    const below = vertical(
      view.shown.filter((row) => row.entry !== null),
      spot,
      1,
    );
    const leave = () => {
      sheet.finish();
      go(below);
    };
    // A list that is open takes the choice over only after this event.
    const isList = target instanceof HTMLSelectElement;
    if (isList) setTimeout(leave);
    else leave();
    return !isList;
  }
  if (event.key === 'Tab') {
    // A button of the editor comes before the next cell.
    const button = target instanceof Element ? target.nextElementSibling : null;
    if (!onButton && !event.shiftKey && button instanceof HTMLButtonElement) return false;
    const next = neighbour(view.shown, spot, event.shiftKey ? -1 : 1);
    sheet.finish();
    if (next) go(next);
    return next !== null;
  }
  if (event.key === 'Escape') {
    if (sheet.edit) sheet.cancel(sheet.edit);
    go(spot);
    return true;
  }
  return false;
}

function inGrid(event: KeyboardEvent, hands: Hands, spot: Spot): boolean {
  if (event.altKey) return false;
  const target = moved(event, hands.view, spot);
  if (target) {
    hands.go(target, event.shiftKey && event.key.startsWith('Arrow'));
    return true;
  }
  if (event.ctrlKey || event.metaKey) return withControl(event, hands);
  return inCell(event, hands, spot);
}

/** Where a key of movement leads; none for other keys. */
function moved(event: KeyboardEvent, view: TableView, spot: Spot): Spot | null {
  const { shown, columns } = view;
  const row = view.row(spot.code);
  if (!row) return null;
  const jump = event.ctrlKey ? shown.length * PAGE : 0;
  switch (event.key) {
    case 'ArrowUp':
      return event.ctrlKey ? null : vertical(shown, spot, -1);
    case 'ArrowDown':
      return event.ctrlKey ? null : vertical(shown, spot, 1);
    case 'ArrowLeft':
      return event.ctrlKey ? null : horizontal(row, spot, columns, -1);
    case 'ArrowRight':
      return event.ctrlKey ? null : horizontal(row, spot, columns, 1);
    case 'PageUp':
      return vertical(shown, spot, -PAGE);
    case 'PageDown':
      return vertical(shown, spot, PAGE);
    case 'Home':
      return jump > 0 ? vertical(shown, spot, -jump) : edge(row, spot, columns, false);
    case 'End':
      return jump > 0 ? vertical(shown, spot, jump) : edge(row, spot, columns, true);
    default:
      return null;
  }
}

function withControl(event: KeyboardEvent, hands: Hands): boolean {
  switch (event.key.toLowerCase()) {
    case 'a':
      hands.view.selectAll();
      if (hands.view.spot) hands.go(hands.view.spot, true);
      return true;
    case 'c':
      hands.copy();
      return true;
    case 'v':
      // The browser pastes into whatever has the focus after this event.
      hands.awaitPaste();
      return false;
    default:
      return false;
  }
}

function inCell(event: KeyboardEvent, hands: Hands, spot: Spot): boolean {
  const { sheet, view, edit, open } = hands;
  const row = view.row(spot.code);
  if (!row) return false;
  const cell = cellAt(row, spot);
  const editable = cell !== null && sheet.dossier.mayChange(cell.code);
  if (event.key === 'Escape') {
    view.selectNothing();
    if (cell) sheet.cancel(cell);
    return true;
  }
  if (event.key === 'Enter' && (spot.column === 'code' || spot.column === 'evidence')) {
    if (row.area !== row.code) open(row.code);
    return true;
  }
  if (!editable) return false;
  if (event.key === 'Enter' || event.key === 'F2' || event.key === ' ') {
    edit(spot);
    return true;
  }
  if (event.key === 'Delete') {
    sheet.change(cell, '');
    return true;
  }
  if (event.key === 'Backspace') {
    edit(spot, true);
    return true;
  }
  // The letter itself goes into the editor, which has the focus by now.
  if (event.key.length === 1) edit(spot, true);
  return false;
}
