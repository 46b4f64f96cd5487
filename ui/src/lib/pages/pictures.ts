import { SvelteMap } from 'svelte/reactivity';

/** A page as it was drawn, with what the screen keeps of the drawing. */
export type Picture<Of> = Of & { url: string };

/** Widths are asked for in these steps, so that a window that is drawn larger asks seldom. */
const STEP = 64;
/** In percent. */
const ZOOMS = [50, 67, 80, 100, 125, 150, 200, 300];

/** Pictures of pages by page; each lets go of what it takes when it goes. */
export class PagePictures<Of> extends SvelteMap<number, Picture<Of>> {
  /** Puts a page's picture in the place of the one before. */
  put(page: number, drawn: Blob, of: Of): void {
    this.delete(page);
    this.set(page, { ...of, url: URL.createObjectURL(drawn) });
  }

  override delete(page: number): boolean {
    const picture = this.get(page);
    if (picture) URL.revokeObjectURL(picture.url);
    return super.delete(page);
  }

  override clear(): void {
    this.keep(() => false);
  }

  /** Lets go of the pages that are not to be kept. */
  keep(kept: (page: number) => boolean): void {
    for (const page of [...this.keys()]) if (!kept(page)) this.delete(page);
  }
}

/** Pixels to ask for where a page takes this width on the screen. */
export function pixels(width: number, widest: number): number {
  const wanted = width * (window.devicePixelRatio || 1);
  return Math.min(widest, Math.ceil(wanted / STEP) * STEP);
}

/** The next zoom larger or smaller than the one now, in percent; none beyond the ends. */
export function zoomed(now: number, direction: 1 | -1, most: number): number | undefined {
  const zooms = ZOOMS.filter((zoom) => zoom <= most);
  return direction === 1
    ? zooms.find((zoom) => zoom > now)
    : zooms.reverse().find((zoom) => zoom < now);
}
