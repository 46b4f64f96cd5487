import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';

import { afterEach, expect, it } from 'vitest';

import { makeBare, openRegister } from '../harness/evidence';
import { built } from '../harness/paths';
import { pdf } from '../harness/pdf';
import { Program } from '../harness/program';

/** Files that are added at once, and bytes of each. */
const FILES = 200;
const BYTES = 1_000_000;
/** What is typed meanwhile. */
const TYPED = 'kế hoạch cải cách hành chính năm';

let program: Program | undefined;

afterEach(async () => {
  await program?.close();
  program?.discard();
});

/** A data folder whose scanner has written many files: no dialog of the system is needed then. */
function dataWithScans(): string {
  const { folder, dossier, index } = makeBare('release');
  const scanner = join(folder, 'máy quét');
  mkdirSync(scanner);
  for (let file = 1; file <= FILES; file++) {
    writeFileSync(join(scanner, `quét ${file}.pdf`), pdf([`Trang ${file}`], BYTES));
  }
  // A register that is empty has nothing to search.
  const first = join(folder, 'đã có.pdf');
  writeFileSync(first, pdf(['Da co']));
  index('evidence', 'attach', dossier, first);
  const settings = { theme: 'light', knowsUnencrypted: true };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ scanFolder: scanner, settings }));
  return folder;
}

/** What the page notes while files are added; times in milliseconds, the longest first. */
interface Noted {
  /** Between the frames while the progress is shown. */
  frames: number[];
  /** Between the frames from then on, while the register takes the documents in. */
  after: number[];
  /** From each letter typed to the frame after it. */
  letters: number[];
}

/** Begins to note frames and letters. */
function note(program: Program): Promise<void> {
  return program.run(() => {
    const noted: Noted = { frames: [], after: [], letters: [] };
    let before = performance.now();
    let isShown = false;
    const frame = (now: number) => {
      const isNow = document.querySelector('section [role=progressbar]') !== null;
      if (isNow) noted.frames.push(now - before);
      else if (isShown || noted.after.length > 0) noted.after.push(now - before);
      [isShown, before] = [isNow, now];
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    addEventListener('input', () => {
      const begin = performance.now();
      requestAnimationFrame(() => noted.letters.push(performance.now() - begin));
    });
    (window as unknown as { noted: Noted }).noted = noted;
  });
}

function noted(program: Program): Promise<Noted> {
  return program.run(() => {
    const { noted } = window as unknown as { noted: Noted };
    for (const list of Object.values(noted) as number[][]) list.sort((one, two) => two - one);
    return noted;
  });
}

it(`the window stays alive while ${FILES} files go in`, async () => {
  program = await Program.start({
    data: dataWithScans(),
    binary: built('par-index-desktop', 'release'),
  });
  await openRegister(program);
  await program.button('Từ máy quét…');
  await program.shows(`quét ${FILES}.pdf`);
  await program.run(() => {
    for (const one of document.querySelectorAll<HTMLInputElement>('dialog input')) one.click();
  });
  await program.control('dialog button', `Đính kèm ${FILES} tệp`);
  // Nobody chooses all files within one frame: painting that is no part of taking them in.
  await rest(1000);
  await note(program);
  await program.run(() => {
    [...document.querySelectorAll<HTMLElement>('dialog button')].at(-1)?.click();
  });
  await program.field('Tìm tài liệu');
  for (const letter of TYPED) await program.type(letter);
  const typed = await program.run(() => (document.activeElement as HTMLInputElement | null)?.value);
  await program.fill('Tìm tài liệu', '');
  // Asking for the page's text would cost frames itself.
  await program.until(
    'all documents',
    (files) =>
      Number(document.querySelector('main table')?.getAttribute('aria-rowcount')) > files + 1,
    FILES,
  );
  await rest(3000);
  const { frames, after, letters } = await noted(program);
  const row = (what: string, value: number | undefined) =>
    console.log(`bench\t${FILES} files of 1 MB, ${what}\t${(value ?? Number.NaN).toFixed(1)}\tms`);
  row('longest frame while they go in', frames[0]);
  row('99 of 100 of these frames are shorter than', frames[Math.floor(frames.length / 100)]);
  row('worst letter typed meanwhile', letters[0]);
  row('longest frame while the register takes them in', after[0]);
  expect(typed).toBe(TYPED);
});
