/** Rows that are drawn at once, and more in each frame: hundreds at once keep the window waiting. */
const STEP = 6;

/** How many rows of a long table are drawn so far. */
export class DrawnRows {
  count = $state(STEP);

  /** The row at this position, if it is any, is drawn from the beginning. */
  constructor(position: number) {
    this.count += Math.max(0, position);
  }

  /** Draws more until there are so many, a step a frame; gives back how to end it: fit for `$effect`. */
  follow(rows: number): () => void {
    // Rows that went and come back are drawn step by step, too.
    this.count = Math.min(this.count, Math.max(rows, STEP));
    if (this.count >= rows) return () => {};
    const frame = requestAnimationFrame(() => (this.count += STEP));
    return () => cancelAnimationFrame(frame);
  }
}
