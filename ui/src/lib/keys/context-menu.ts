/**
 * The web view's own menu offers to reload, to print and to store the page, except on a field or on
 * text that is marked, where it offers to copy and paste.
 */
export function keepsContextMenu(event: MouseEvent): boolean {
  const { target } = event;
  const field = target instanceof Element && target.closest('input, textarea') !== null;
  return field || (document.getSelection()?.toString() ?? '') !== '';
}
