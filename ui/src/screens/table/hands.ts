import { flushSync } from 'svelte';

import { cellAt, type Spot } from './grid';
import type { TableSheet } from './sheet.svelte';
import type { TableView } from './view.svelte';

/** What keys and mouse do in the grid. */
export interface Hands {
  readonly sheet: TableSheet;
  readonly view: TableView;
  /** Stands at a spot and gives its cell the focus. */
  go: (spot: Spot, extending?: boolean) => void;
  /** Opens the editor of a spot's cell, with its own text or empty, ready for the next letter. */
  edit: (spot: Spot, empty?: boolean) => void;
  /** Opens the item on the scoring screen. */
  open: (code: string) => void;
  /** Copies what is marked, the selected rows, or else the cell. */
  copy: () => void;
  /** Makes ready for the paste that follows this key. */
  awaitPaste: () => void;
}

interface Body {
  sheet: () => TableSheet;
  view: () => TableView;
  /** The cell of a spot in the page. */
  element: (spot: Spot) => HTMLElement | null;
  open: (code: string) => void;
  copyRows: () => void;
  copyCell: (text: string) => void;
  awaitPaste: () => void;
}

export function handsOn(body: Body): Hands {
  const hands: Hands = {
    get sheet() {
      return body.sheet();
    },
    get view() {
      return body.view();
    },
    go(spot, extending = false) {
      hands.view.stand(spot, extending);
      const cell = body.element(spot);
      cell?.focus();
      cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    },
    edit(spot, empty = false) {
      const row = hands.view.row(spot.code);
      const cell = row && cellAt(row, spot);
      if (!cell) return;
      hands.view.stand(spot);
      hands.sheet.begin(cell, empty ? '' : undefined);
      // The editor must have the focus before the letter of this key arrives.
      flushSync();
    },
    copy() {
      const marked = document.getSelection()?.toString();
      const { selected, spot } = hands.view;
      if (marked) body.copyCell(marked);
      else if (selected.size > 0) body.copyRows();
      else if (spot) body.copyCell(textOf(body.element(spot)));
    },
    open: body.open,
    awaitPaste: body.awaitPaste,
  };
  return hands;
}

/** What stands in a cell; of a figure without its unit, so that it can be pasted as one. */
function textOf(cell: HTMLElement | null): string {
  const figure = cell?.querySelector<HTMLElement>('.text');
  return (figure ?? cell)?.innerText.trim() ?? '';
}
