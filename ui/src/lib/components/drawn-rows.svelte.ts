/** Rows that are drawn first: enough to begin reading. */
const FIRST = 6;
/** Milliseconds within which a frame should come; more is felt as a halt. */
const FRAME = 50;
/** Fewer rows at once would take too long altogether. */
const FEWEST = 4;
/** Rows are drawn down to so many heights of the window: what is seen, and what comes into view next. */
const AHEAD = 1.5;

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
   * Draws more into what holds the table, as far as the person looks, in each frame as many as this
   * computer can; gives back how to end it: fit for `{@attach}`.
   */
  follow(holder: HTMLElement, rows: number): (() => void) | undefined {
    // Rows that went and come back are drawn step by step, too.
    this.count = Math.min(this.count, Math.max(rows, FIRST));
    if (this.count >= rows) {
      holder.style.minHeight = '';
      return;
    }
    let frame = requestAnimationFrame((now) => this.#draw(holder, rows, now));
    const look = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame((now) => this.#draw(holder, rows, now));
    };
    const whenever = { capture: true, passive: true };
    addEventListener('scroll', look, whenever);
    addEventListener('resize', look, whenever);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('scroll', look, whenever);
      removeEventListener('resize', look, whenever);
    };
  }

  #draw(holder: HTMLElement, rows: number, now: number) {
    // With room for all rows from the beginning, what scrolls keeps its length: the web view paints
    // all of it anew whenever that changes.
    this.#height ??= holder.offsetHeight / this.count;
    holder.style.minHeight = `${Math.ceil(this.#height * rows)}px`;
    const end = holder.querySelector('table')?.getBoundingClientRect().bottom ?? 0;
    if (end > AHEAD * innerHeight) return;
    const isLate = now - this.#before > FRAME;
    this.#before = now;
    this.#step = isLate ? Math.max(FEWEST, Math.floor(this.#step / 2)) : this.#step + 1;
    this.count += this.#step;
  }
}
