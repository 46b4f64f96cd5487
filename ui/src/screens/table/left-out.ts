import type { PasteIgnored } from '$lib/backend/bindings/PasteIgnored';
import { table } from '$lib/words';

/** So many pieces are named for each reason; the others are counted. */
const NAMED = 3;

/** What of a block is left out, a line for each reason, in the block's order. */
export function leftOut(ignored: PasteIgnored[]): string[] {
  const reasons = [...new Set(ignored.map((one) => one.reason))];
  return reasons.map((reason) => {
    const all = ignored.filter((one) => one.reason === reason);
    const named = all.slice(0, NAMED).map((one) => table.pasteIgnoredLine(one.row, one.text));
    const more = all.length > NAMED ? [table.pasteIgnoredMore(all.length - NAMED)] : [];
    return `${reason} – ${[...named, ...more].join('; ')}`;
  });
}
