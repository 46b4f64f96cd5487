import { SvelteMap } from 'svelte/reactivity';

import type { Failure } from '$lib/backend/bindings/Failure';
import { asFailure } from '$lib/office/failure';
import { PagePictures, pixels, zoomed } from '$lib/pages/pictures';

import type { FileSource } from './look.svelte';

/** The largest zoom, in percent of the room. */
export const LARGEST = 300;
/** Wider pages are not drawn, in pixels. */
const WIDEST = 4000;

/**
 * The pages of a file as pictures, one looked at at a time: drawn one after the other, the one that
 * is looked at first, then the one after it. Pages passed over meanwhile are never asked for.
 */
export class FilePages {
  readonly #source: FileSource;
  readonly total: number;
  /** The page that is looked at, from 1. */
  page = $state(1);
  /** In percent of the room's width. */
  zoom = $state(100);
  /** Width of the room for a page in pixels; 0 until it is known. */
  room = $state(0);
  readonly pictures = new PagePictures<{ width: number }>();
  /** Why pages could not be drawn; the others can be looked at all the same. */
  readonly failures = new SvelteMap<number, Failure>();
  #drawing = false;
  #left = false;

  constructor(source: FileSource, total: number, page: number) {
    this.#source = source;
    this.total = total;
    this.page = this.#bounded(page);
  }

  /** Width of a page on the screen, in pixels. */
  get width(): number {
    return Math.max(1, Math.round((this.room * this.zoom) / 100));
  }

  /** Turns to a page, or to the end that lies nearer to it. */
  goTo(page: number): Promise<void> {
    this.page = this.#bounded(page);
    return this.draw();
  }

  zoomBy(direction: 1 | -1): void {
    this.zoom = zoomed(this.zoom, direction, LARGEST) ?? this.zoom;
  }

  /** Tries a page again that could not be drawn. */
  retry(page: number): Promise<void> {
    this.failures.delete(page);
    return this.draw();
  }

  /** Draws what is looked at and what comes next, as far as it is missing. */
  async draw(): Promise<void> {
    this.pictures.keep((page) => this.#isNear(page));
    if (this.#drawing) return;
    this.#drawing = true;
    for (let page = this.#next(); page !== undefined; page = this.#next()) await this.#fetch(page);
    this.#drawing = false;
  }

  /** They are no longer looked at. */
  leave(): void {
    this.#left = true;
    this.pictures.clear();
  }

  async #fetch(page: number): Promise<void> {
    const { dossier, evidence } = this.#source;
    const width = pixels(this.width, WIDEST);
    try {
      const drawn = await dossier.backend.filePage(dossier.id, evidence, page, width);
      if (!this.#left && this.#isNear(page)) this.pictures.put(page, drawn, { width });
    } catch (thrown) {
      this.failures.set(page, asFailure(thrown));
    }
  }

  #next(): number | undefined {
    if (this.#left || this.room === 0) return undefined;
    const width = pixels(this.width, WIDEST);
    return [this.page, this.page + 1].find((page) => {
      const isDone = this.failures.has(page) || this.pictures.get(page)?.width === width;
      return page <= this.total && !isDone;
    });
  }

  #isNear(page: number): boolean {
    return Math.abs(page - this.page) <= 1;
  }

  #bounded(page: number): number {
    return Math.min(Math.max(page, 1), Math.max(this.total, 1));
  }
}
