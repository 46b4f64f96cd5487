import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Program } from '../harness/program';
import { beginnings, faults, show, startWorking, views } from '../harness/screens';

describe('accessible, whole and free of sideways scrolling at 1366 × 768', () => {
  let program: Program;

  beforeAll(async () => {
    program = await startWorking();
  });

  afterAll(async () => {
    await program.close();
    program.discard();
  });

  for (const view of views) {
    it(view.name, async () => {
      await show(program, view);
      expect(await faults(program)).toEqual([]);
    });
  }
});

describe('accessible and whole before work begins', () => {
  for (const [name, start] of Object.entries(beginnings)) {
    it(name, async () => {
      const program = await start();
      try {
        await program.resize(1366, 768);
        expect(await faults(program)).toEqual([]);
      } finally {
        await program.close();
        program.discard();
      }
    });
  }
});

it('the settings put size and colours on every screen, and the next start has them', async () => {
  let program = await startWorking({ textSize: 150, theme: 'dark' });
  const dressed = () =>
    program.run(() => {
      const { fontSize } = getComputedStyle(document.documentElement);
      return `${fontSize} ${document.documentElement.dataset.theme}`;
    });
  try {
    expect(await dressed()).toBe('24px dark');
    await program.button('Cài đặt');
    await program.click('label', '200 %');
    await program.click('label', 'Tương phản cao');
    await program.until('contrast', () => document.documentElement.dataset.theme === 'contrast');
    expect(await dressed()).toBe('32px contrast');
    await program.close();
    program = await Program.start({ data: program.data });
    await program.shows('Hồ sơ tự chấm điểm');
    expect(await dressed()).toBe('32px contrast');
  } finally {
    await program.close();
    program.discard();
  }
});
