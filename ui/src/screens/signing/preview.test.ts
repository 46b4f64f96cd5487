import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { countPictures, live } from '$lib/testing/pictures';
import { applicationWith } from '$lib/testing/stage';

import { DocumentPreview } from './preview.svelte';

beforeEach(countPictures);

const pages = (count: number) => Array.from({ length: count }, () => ({ width: 595, height: 842 }));

function previewOver(calls: Partial<Backend>) {
  const preview = new DocumentPreview(applicationWith(calls).dossier as OpenDossier);
  preview.room = 600;
  return preview;
}

describe('the preview', () => {
  it('asks only for pages that are near, one after the other', async () => {
    let under = 0;
    const previewPage = vi.fn(async () => {
      expect(++under).toBe(1);
      await Promise.resolve();
      under -= 1;
      return new Blob();
    });
    const preview = previewOver({
      previewDocument: async () => ({ fileName: '', pages: pages(20), revision: 1 }),
      previewPage,
    });
    await preview.layOut('report');
    preview.near(1, true);
    preview.near(0, true);
    await vi.waitFor(() => expect([...preview.pictures.keys()].sort()).toEqual([0, 1]));
    expect(previewPage).toHaveBeenCalledTimes(2);
  });

  it('lets go of every picture: of pages scrolled away, of pages that are no more, on leaving', async () => {
    let count = 3;
    const preview = previewOver({
      previewDocument: async () => ({ fileName: '', pages: pages(count), revision: count }),
      previewPage: async () => new Blob(),
    });
    await preview.layOut('report');
    for (const page of [0, 1, 2]) preview.near(page, true);
    await vi.waitFor(() => expect(live.size).toBe(3));
    preview.near(0, false);
    expect(live.size).toBe(2);
    count = 2;
    await preview.layOut('report');
    await vi.waitFor(() => expect([...preview.pictures.keys()]).toEqual([1]));
    expect(live.size).toBe(1);
    preview.leave();
    expect(live.size).toBe(0);
  });

  it('never shows a page of the document before under the new one', async () => {
    let answer: ((blob: Blob) => void) | undefined;
    const kinds: string[] = [];
    const preview = previewOver({
      previewDocument: async (_, kind) => ({
        fileName: '',
        pages: pages(1),
        revision: kind === 'report' ? 1 : 2,
      }),
      previewPage: () =>
        new Promise((resolve) => {
          kinds.push('asked');
          answer = resolve;
        }),
    });
    await preview.layOut('report');
    preview.near(0, true);
    const again = preview.layOut('minutes');
    answer?.(new Blob());
    await vi.waitFor(() => expect(kinds).toHaveLength(2));
    expect(preview.pictures.size).toBe(0);
    answer?.(new Blob());
    await again;
    await vi.waitFor(() => expect(preview.pictures.size).toBe(1));
  });

  it('draws nothing again when a change left the document as it was', async () => {
    const previewPage = vi.fn(async () => new Blob());
    const preview = previewOver({
      previewDocument: async () => ({ fileName: '', pages: pages(1), revision: 7 }),
      previewPage,
    });
    await preview.layOut('report');
    preview.near(0, true);
    await vi.waitFor(() => expect(preview.pictures.size).toBe(1));
    await preview.layOut('report');
    expect(previewPage).toHaveBeenCalledTimes(1);
  });

  it('steps through the sizes from the fitted one, between 50 and 200 percent', async () => {
    const preview = previewOver({
      previewDocument: async () => ({ fileName: '', pages: pages(1), revision: 1 }),
    });
    await preview.layOut('report');
    expect(preview.percent).toBe(76);
    preview.zoomBy(1);
    expect(preview.zoom).toBe(80);
    for (let step = 0; step < 9; step += 1) preview.zoomBy(1);
    expect(preview.zoom).toBe(200);
    for (let step = 0; step < 9; step += 1) preview.zoomBy(-1);
    expect(preview.zoom).toBe(50);
  });
});
