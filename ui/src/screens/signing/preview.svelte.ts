import type { DocumentKind } from '$lib/backend/bindings/DocumentKind';
import type { Failure } from '$lib/backend/bindings/Failure';
import type { PageSize } from '$lib/backend/bindings/PageSize';
import type { Preview } from '$lib/backend/bindings/Preview';
import { asFailure } from '$lib/office/failure';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { PagePictures, pixels, zoomed } from '$lib/pages/pictures';

/** What is kept of how a page was drawn. */
interface Drawing {
  /** Its width in pixels. */
  width: number;
  /** The layout that it was drawn from. */
  layout: number;
}

/** The largest zoom, in percent. */
export const LARGEST = 200;
/** Wider pages are not asked for: enough for 200 % of an A4 page on a dense screen. */
const WIDEST = 2400;
const POINTS_AN_INCH = 72;
const PIXELS_AN_INCH = 96;

/** A document's pages as pictures: laid out once, drawn one by one where they are looked at. */
export class DocumentPreview {
  readonly dossier: OpenDossier;
  document = $state.raw<Preview | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  /** In percent of the paper's size; none fits the page to the room there is. */
  zoom = $state<number | null>(null);
  /** Width of the room for pages in pixels. */
  room = $state(0);
  readonly pictures = new PagePictures<Drawing>();
  #kind: DocumentKind | null = null;
  #layout = 0;
  #asked = 0;
  #near: number[] = [];
  #drawing = false;

  constructor(dossier: OpenDossier) {
    this.dossier = dossier;
  }

  /** Lays the document out as the dossier is now; pages are drawn again only where it changed. */
  async layOut(kind: DocumentKind): Promise<void> {
    const asked = ++this.#asked;
    this.busy = true;
    try {
      const laidOut = await this.dossier.backend.previewDocument(this.dossier.id, kind);
      if (asked !== this.#asked) return;
      this.#take(kind, laidOut);
      this.failure = null;
    } catch (thrown) {
      if (asked === this.#asked) this.failure = asFailure(thrown);
    } finally {
      if (asked === this.#asked) this.busy = false;
    }
    await this.draw();
  }

  #take(kind: DocumentKind, laidOut: Preview): void {
    const same = kind === this.#kind && laidOut.revision === this.document?.revision;
    if (kind !== this.#kind) this.pictures.clear();
    if (!same) this.#layout += 1;
    this.#kind = kind;
    this.document = laidOut;
    this.pictures.keep((page) => page < laidOut.pages.length);
  }

  /** A page came near to what is looked at, or went away from it. */
  near(page: number, isNear: boolean): void {
    this.#near = this.#near.filter((one) => one !== page);
    if (isNear) {
      this.#near.push(page);
      void this.draw();
    } else {
      this.pictures.delete(page);
    }
  }

  /** Width of a page on the screen, in pixels. */
  width(page: PageSize): number {
    if (this.zoom === null) return Math.max(1, this.room);
    return Math.round((page.width * PIXELS_AN_INCH * this.zoom) / POINTS_AN_INCH / 100);
  }

  /** One step of zoom larger or smaller; from the fitted size to the nearest step. */
  zoomBy(direction: 1 | -1): void {
    const next = zoomed(this.percent, direction, LARGEST);
    if (next !== undefined) this.zoom = next;
  }

  /** The zoom in percent, also where the page is fitted. */
  get percent(): number {
    const first = this.document?.pages[0];
    if (this.zoom !== null || !first) return this.zoom ?? 100;
    return Math.round((this.room * POINTS_AN_INCH * 100) / (first.width * PIXELS_AN_INCH));
  }

  /** Draws what is near and missing, one page after the other. */
  async draw(): Promise<void> {
    if (this.#drawing) return;
    this.#drawing = true;
    try {
      for (let page = this.#next(); page !== undefined; page = this.#next()) {
        const [layout, asked, width] = [this.#layout, this.#asked, this.#pixels(page)];
        const drawn = await this.dossier.backend.previewPage(page, width);
        // While it was drawn, another document may have been laid out.
        if (asked !== this.#asked || !this.#near.includes(page)) continue;
        this.pictures.put(page, drawn, { width, layout });
      }
    } catch (thrown) {
      this.failure = asFailure(thrown);
    } finally {
      this.#drawing = false;
    }
  }

  /** The screen is left. */
  leave(): void {
    this.#asked += 1;
    this.#near = [];
    this.pictures.clear();
  }

  #next(): number | undefined {
    if (this.busy) return undefined;
    const pages = this.document?.pages.length ?? 0;
    return [...this.#near]
      .sort((one, other) => one - other)
      .find((page) => {
        const picture = this.pictures.get(page);
        const current = picture?.layout === this.#layout && picture.width === this.#pixels(page);
        return page < pages && !current;
      });
  }

  #pixels(page: number): number {
    const size = this.document?.pages[page];
    return size ? pixels(this.width(size), WIDEST) : 1;
  }
}
