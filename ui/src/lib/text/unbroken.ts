/** Longer ones must break somewhere. */
const LONGEST = 40;

/**
 * A text in pieces; those at odd positions stay on one line: numbers of documents ("272/BC-UBND") and
 * dates, which lines break at their hyphens and strokes otherwise.
 */
export function unbroken(text: string): string[] {
  const pieces = [''];
  for (const piece of text.split(/(\s+)/)) {
    if (piece.length <= LONGEST && /\d\S*\/\S/.test(piece)) pieces.push(piece, '');
    else pieces[pieces.length - 1] += piece;
  }
  return pieces;
}
