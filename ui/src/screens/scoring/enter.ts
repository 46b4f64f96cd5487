import { isComposing } from '$lib/keys/composition';

/** Where Enter leads within an item: its fields, then the button for evidence. */
function stops(region: HTMLElement): HTMLElement[] {
  const fields = region.querySelectorAll<HTMLElement>(
    '[data-figures] :is(input, textarea):not(:disabled), [data-after-fields]',
  );
  return [...fields].filter((one) => {
    if (!(one instanceof HTMLInputElement) || one.type !== 'radio') return true;
    // One stop a question: the option that is chosen, or the first.
    const group = [...fields].filter(
      (other): other is HTMLInputElement =>
        other instanceof HTMLInputElement && other.type === 'radio' && other.name === one.name,
    );
    return one === (group.find((other) => other.checked) ?? group[0]);
  });
}

/** The first field to enter something in; the claim beside the figures is not meant. */
export function firstStop(region: HTMLElement): HTMLElement | undefined {
  const all = stops(region);
  return (
    all.find((one) => one instanceof HTMLInputElement && one.type !== 'checkbox') ??
    all.find((one) => one.matches('input, textarea'))
  );
}

/** Focuses a field, its text selected as Tab does, so that typing replaces it. */
export function enter(stop: HTMLElement): void {
  stop.focus();
  if (stop instanceof HTMLInputElement && stop.type === 'text') stop.select();
}

/** Lets Enter in a field lead to the next one, from the last one to the button for evidence. */
export function enterMoves(region: HTMLElement): () => void {
  function press(event: KeyboardEvent) {
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
    if (event.key !== 'Enter' || !plain || isComposing(event) || event.defaultPrevented) return;
    if (!(event.target instanceof HTMLInputElement)) return;
    const all = stops(region);
    const next = all[all.indexOf(event.target) + 1];
    if (!all.includes(event.target) || !next) return;
    event.preventDefault();
    enter(next);
  }
  region.addEventListener('keydown', press);
  return () => region.removeEventListener('keydown', press);
}
