import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { LookView } from '$lib/backend/bindings/LookView';
import type { PartView } from '$lib/backend/bindings/PartView';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { countPictures, live } from '$lib/testing/pictures';
import { applicationWith } from '$lib/testing/stage';

import type { FilePages } from './file-pages.svelte';
import type { FileParts } from './file-parts.svelte';
import { LookDesk } from './look.svelte';

beforeEach(countPictures);

const viewWith = (change: Partial<LookView>): LookView => ({
  name: 'a.pdf',
  facts: [],
  warnings: [],
  shown: 'pictures',
  pages: 10,
  canOpen: true,
  ...change,
});

async function deskOver(view: Partial<LookView>, calls: Partial<Backend>, page = 1) {
  const { dossier } = applicationWith({ lookAtFile: async () => viewWith(view), ...calls });
  const desk = new LookDesk({ dossier: dossier as OpenDossier, evidence: 'e1' });
  await desk.load(page);
  return desk;
}

/** Pages whose drawing the test ends itself: those asked for so far, and how to end the last. */
async function pagesHeld(page = 1) {
  const asked: number[] = [];
  let end: (drawn: Blob) => void = () => {};
  const filePage = (_dossier: string, _evidence: string, wanted: number) =>
    new Promise<Blob>((resolve) => {
      asked.push(wanted);
      end = resolve;
    });
  const pages = (await deskOver({}, { filePage }, page)).pages as FilePages;
  pages.room = 600;
  void pages.draw();
  const finish = async () => {
    end(new Blob());
    // What follows an answer is done before the next turn of the event loop.
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { pages, asked, finish };
}

async function pagesOver(filePage: Backend['filePage'], page = 1) {
  const desk = await deskOver({}, { filePage }, page);
  const pages = desk.pages as FilePages;
  pages.room = 600;
  await pages.draw();
  return { desk, pages };
}

describe('the pages of a file', () => {
  it('begin with the page that was asked for, and the one after it is drawn ahead', async () => {
    const { pages } = await pagesOver(async () => new Blob(), 4);
    expect(pages.page).toBe(4);
    expect([...pages.pictures.keys()]).toEqual([4, 5]);
  });

  it('end at the first and the last one', async () => {
    const { pages } = await pagesOver(async () => new Blob(), 99);
    expect(pages.page).toBe(10);
    expect([...pages.pictures.keys()]).toEqual([10]);
    await pages.goTo(-3);
    expect(pages.page).toBe(1);
  });

  it('are not drawn before the room for them is known', async () => {
    const filePage = vi.fn(async () => new Blob());
    const { pages } = await deskOver({}, { filePage });
    await pages?.draw();
    expect(filePage).not.toHaveBeenCalled();
  });

  it('that were passed over are neither asked for nor shown', async () => {
    const { pages, asked, finish } = await pagesHeld();
    for (const page of [2, 3, 4, 5, 6]) void pages.goTo(page);
    await finish();
    expect(asked).toEqual([1, 6]);
    expect(pages.pictures.size).toBe(0);
    await finish();
    expect(asked).toEqual([1, 6, 7]);
    expect([...pages.pictures.keys()]).toEqual([6]);
  });

  it('can be looked at where another one cannot be drawn, which may be tried again', async () => {
    let broken = true;
    const { pages } = await pagesOver(async (_dossier, _evidence, page) => {
      if (page === 2 && broken) throw { code: 'x', message: 'Trang hỏng', faults: [] };
      return new Blob();
    });
    await pages.goTo(2);
    expect(pages.failures.get(2)?.message).toBe('Trang hỏng');
    expect(pages.pictures.has(3)).toBe(true);
    broken = false;
    await pages.retry(2);
    expect(pages.failures.size).toBe(0);
    expect(pages.pictures.has(2)).toBe(true);
  });

  it('are drawn as wide as they are shown, and no wider than 4000 pixels', async () => {
    const filePage = vi.fn<Backend['filePage']>(async () => new Blob());
    const { pages } = await pagesOver(filePage);
    expect(filePage).toHaveBeenLastCalledWith('d1', 'e1', 2, 640);
    pages.zoomBy(1);
    await pages.draw();
    expect(filePage).toHaveBeenLastCalledWith('d1', 'e1', 2, 768);
    pages.room = 3000;
    for (let step = 0; step < 9; step += 1) pages.zoomBy(1);
    expect(pages.zoom).toBe(300);
    await pages.draw();
    expect(filePage).toHaveBeenLastCalledWith('d1', 'e1', 2, 4000);
  });

  it('let go of their pictures when they are far away, and when they are left', async () => {
    const { desk, pages } = await pagesOver(async () => new Blob());
    await pages.goTo(8);
    expect(live.size).toBe(2);
    desk.leave();
    expect(live.size).toBe(0);
  });

  it('that arrive after they were left are not kept', async () => {
    const { pages, asked, finish } = await pagesHeld();
    pages.leave();
    await finish();
    expect(asked).toEqual([1]);
    expect(live.size).toBe(0);
  });
});

describe('the parts of a file', () => {
  const partWith = (name: string): PartView => ({ name, blocks: [], cut: null });

  it('begin with the one asked for and keep the names of those that were read', async () => {
    const filePart = async (_dossier: string, _evidence: string, part: number) =>
      partWith(`Bảng ${part}`);
    const { parts } = await deskOver({ shown: 'blocks', pages: 3 }, { filePart }, 2);
    expect(parts?.view?.name).toBe('Bảng 2');
    await parts?.goTo(9);
    expect(parts?.part).toBe(3);
    expect([...(parts?.names ?? [])]).toEqual([
      [2, 'Bảng 2'],
      [3, 'Bảng 3'],
    ]);
  });

  it('show the one asked for last, however late others come', async () => {
    const answers: ((view: PartView) => void)[] = [];
    const filePart = vi
      .fn<Backend['filePart']>(() => new Promise((resolve) => answers.push(resolve)))
      .mockResolvedValueOnce(partWith('1'));
    const desk = await deskOver({ shown: 'blocks', pages: 3 }, { filePart });
    const parts = desk.parts as FileParts;
    const [second, third] = [parts.goTo(2), parts.goTo(3)];
    answers[1]?.(partWith('3'));
    answers[0]?.(partWith('2'));
    await Promise.all([second, third]);
    expect(parts.view?.name).toBe('3');
  });

  it('say why one cannot be shown, and leave the others', async () => {
    const filePart = vi
      .fn<Backend['filePart']>(async () => partWith('x'))
      .mockRejectedValueOnce({ code: 'x', message: 'Hỏng', faults: [] });
    const { parts } = await deskOver({ shown: 'blocks', pages: 2 }, { filePart });
    expect(parts?.failure?.message).toBe('Hỏng');
    await parts?.goTo(2);
    expect(parts?.failure).toBeNull();
    expect(parts?.view?.name).toBe('x');
  });
});

describe('a file', () => {
  it('that cannot be read is told, and can be tried again', async () => {
    const lookAtFile = vi
      .fn<Backend['lookAtFile']>(async () => viewWith({}))
      .mockRejectedValueOnce({ code: 'x', message: 'Không đọc được', faults: [] });
    const desk = await deskOver({}, { lookAtFile });
    expect(desk.loading.failure?.message).toBe('Không đọc được');
    await desk.load(3);
    expect(desk.pages?.page).toBe(3);
  });

  it('that only says facts asks for nothing more', async () => {
    const desk = await deskOver({ shown: 'nothing', pages: 0 }, {});
    expect([desk.pages, desk.parts]).toEqual([null, null]);
  });
});
