import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import sharp from 'sharp';
import { expect, it } from 'vitest';

import { root } from '../harness/paths';
import type { Program } from '../harness/program';
import { beginnings, dress, leaveDialogs, show, startWorking, views } from '../harness/screens';

/** The manual's pictures, by the screens that they show. */
const MANUAL = ['home', 'scoring', 'table', 'evidence', 'review', 'signing', 'settings'];
/** Screens that are pictured in every dress; so is every dialog. */
const DRESSED = [...MANUAL, 'help'];
const DRESSES = {
  dark: ['dark', 100],
  contrast: ['contrast', 100],
  '200': ['light', 200],
} as const;

async function pictures(program: Program, name: string, dressed: boolean): Promise<string> {
  const path = await program.picture(name);
  for (const [ending, [theme, textSize]] of dressed ? Object.entries(DRESSES) : []) {
    await dress(program, theme, textSize);
    await program.picture(`${name}-${ending}`);
  }
  await dress(program, 'light', 100);
  return path;
}

/** Puts a picture into the manual, in few colours: the program carries it. */
async function putIntoManual(name: string, picture: string): Promise<void> {
  const folder = join(root, 'docs', 'pictures');
  mkdirSync(folder, { recursive: true });
  const few = { palette: true, colours: 128, effort: 10, dither: 0.2 };
  const { size } = await sharp(picture)
    .png(few)
    .toFile(join(folder, `${name}.png`));
  expect(size).toBeLessThan(150_000);
}

it('every screen and dialog of a dossier at work', async () => {
  const program = await startWorking();
  try {
    for (const view of views) {
      await show(program, view);
      const dressed = DRESSED.includes(view.name) || view.dialog === true;
      const picture = await pictures(program, view.name, dressed);
      if (MANUAL.includes(view.name)) await putIntoManual(view.name, picture);
    }
    await leaveDialogs(program);
    expect(program.log()).not.toContain('[ERROR]');
  } finally {
    await program.close();
    program.discard();
  }
}, 600_000);

for (const [name, start] of Object.entries(beginnings)) {
  it(name, async () => {
    const program = await start();
    try {
      await program.resize(1366, 768);
      await pictures(program, name, true);
    } finally {
      await program.close();
      program.discard();
    }
  });
}
