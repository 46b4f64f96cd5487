/**
 * Whether an input method (Telex, VNI) is composing. Some engines commit a composition with a key
 * event that no longer says so but carries key code 229, hence both.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
