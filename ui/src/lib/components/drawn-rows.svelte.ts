/** Rows that are drawn first: about what can be seen of them. */
const FIRST = 12;
/** Milliseconds within which a frame should come; more is felt as a halt. */
const FRAME = 50;
/** Fewer rows at once would take too long altogether. */
const FEWEST = 4;

/** How many rows of a long table are drawn so far: hundreds at once keep the window waiting. */
export class DrawnRows {
  count = $state(FIRST);
  #step = FIRST;

  /** The row at this position, if it is any, is drawn from the beginning. */
  constructor(position: number) {
    this.count += Math.max(0, position);
  }

  /**
   * Draws more until there are so many, in each frame as many as this computer can; gives back how
   * to end it: fit for `$effect`.
   */
  follow(rows: number): () => void {
    // Rows that went and come back are drawn step by step, too.
    this.count = Math.min(this.count, Math.max(rows, FIRST));
    if (this.count >= rows) return () => {};
    const begin = performance.now();
    const frame = requestAnimationFrame(() => {
      const isLate = performance.now() - begin > FRAME;
      this.#step = isLate ? Math.max(FEWEST, Math.floor(this.#step / 2)) : this.#step + 1;
      this.count += this.#step;
    });
    return () => cancelAnimationFrame(frame);
  }
}
