/** Rows that are drawn first: enough to begin reading. */
const FIRST = 6;
/** Milliseconds within which a frame should come; more is felt as a halt. */
const FRAME = 50;
/** Fewer rows at once would take too long altogether. */
const FEWEST = 4;

/** How many rows of a long table are drawn so far: hundreds at once keep the window waiting. */
export class DrawnRows {
  count = $state(FIRST);
  #step = FEWEST;
  /** When the latest of them were drawn. */
  #before = 0;
  /** Pixels that a row takes on average, once the first ones stand. */
  #height: number | undefined;

  /** The row at this position, if it is any, is drawn from the beginning. */
  constructor(position: number) {
    this.count += Math.max(0, position);
  }

  /**
   * Draws more into what holds the table until there are so many, in each frame as many as this
   * computer can; gives back how to end it: fit for `{@attach}`.
   */
  follow(holder: HTMLElement, rows: number): (() => void) | undefined {
    // Rows that went and come back are drawn step by step, too.
    this.count = Math.min(this.count, Math.max(rows, FIRST));
    if (this.count >= rows) {
      holder.style.minHeight = '';
      return;
    }
    const frame = requestAnimationFrame((now) => {
      const isLate = now - this.#before > FRAME;
      this.#before = now;
      this.#step = isLate ? Math.max(FEWEST, Math.floor(this.#step / 2)) : this.#step + 1;
      // With room for all rows from the beginning, what scrolls keeps its length: the web view
      // paints all of it anew whenever that changes.
      this.#height ??= holder.offsetHeight / this.count;
      holder.style.minHeight = `${Math.ceil(this.#height * rows)}px`;
      this.count += this.#step;
    });
    return () => cancelAnimationFrame(frame);
  }
}
