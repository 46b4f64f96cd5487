import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, expect, it } from 'vitest';

import { openItem } from '../harness/keyboard';
import { built, root } from '../harness/paths';
import { Program } from '../harness/program';

/** Key presses that are timed. */
const PRESSES = 500;
const sample = (name: string) => join(root, 'assets', 'sample', name);

let program: Program | undefined;

afterEach(async () => {
  await program?.close();
  program?.discard();
});

/** A data folder with a dossier of this set. */
function dossierOf(set: string): string {
  const data = mkdtempSync(join(tmpdir(), 'cchc-bench-'));
  const file = ['--file', join(data, 'cchc.db')];
  const index = built('par-index', 'release');
  execFileSync(index, [...file, 'init']);
  execFileSync(index, [
    ...[...file, 'dossier', 'new', '--criteria', set],
    ...['--profile', sample('profile-xa-duc-lieu.json'), '--round', sample('round-2024.json')],
  ]);
  return data;
}

/** The commune's set, stretched to 300 sub-criteria of 1 point, all of them percentages. */
function largeSet(): string {
  const set = JSON.parse(readFileSync(join(root, 'assets/criteria/commune-2024.json'), 'utf8'));
  const ratio = {
    type: 'ratio',
    maxPoints: 1,
    inputs: [
      { key: 'a', label: 'Số hồ sơ đúng hạn', kind: 'integer', unit: 'hồ sơ' },
      { key: 'b', label: 'Tổng số hồ sơ', kind: 'integer', unit: 'hồ sơ' },
    ],
    constraints: ['a<=b'],
  };
  const numbers = (count: number) => [...Array(count).keys()].map((index) => index + 1);
  set.areas = numbers(10).map((area) => ({
    code: `${area}`,
    title: `Lĩnh vực ${area}`,
    maxPoints: 30,
    criteria: numbers(6).map((criterion) => ({
      code: `${area}.${criterion}`,
      title: `Tiêu chí ${area}.${criterion}`,
      maxPoints: 5,
      subCriteria: numbers(5).map((item) => ({
        code: `${area}.${criterion}.${item}`,
        title: `Tỷ lệ hồ sơ giải quyết đúng hạn, nhóm ${area}.${criterion}.${item}`,
        maxPoints: 1,
        scoredBy: 'self',
        rule: ratio,
      })),
    })),
  }));
  set.maxPoints = 300;
  set.classification = set.classification.map(
    ({ id, label, min }: { id: string; label: string; min: number }) => ({ id, label, min }),
  );
  const path = join(mkdtempSync(join(tmpdir(), 'cchc-set-')), 'large.json');
  writeFileSync(path, JSON.stringify(set));
  return path;
}

/** Milliseconds from each key to its points in the page, sorted. */
function times(program: Program): Promise<number[]> {
  return program.runAsync(async (presses: number) => {
    const field = document.querySelector<HTMLInputElement>('main input[type=text][inputmode]');
    const result = document.querySelector('[data-result]');
    if (!field || !result) throw new Error('no field, or no result');
    const other = [
      ...document.querySelectorAll<HTMLInputElement>('main input[type=text][inputmode]'),
    ][1];
    const type = (into: HTMLInputElement, text: string) => {
      into.value = text;
      into.dispatchEvent(new InputEvent('input', { bubbles: true, data: text }));
    };
    const shown = () =>
      new Promise<void>((resolve) => {
        const watch = new MutationObserver(() => {
          watch.disconnect();
          resolve();
        });
        watch.observe(result, { childList: true, characterData: true, subtree: true });
      });
    const first = shown();
    type(other!, '1000');
    await first.catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 300));
    const taken: number[] = [];
    for (let press = 0; press < presses; press++) {
      const done = shown();
      const begin = performance.now();
      type(field, String(801 + (press % 190)));
      await done;
      taken.push(performance.now() - begin);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return taken.sort((one, two) => one - two);
  }, PRESSES);
}

it.each([
  ['59', join(root, 'assets/criteria/commune-2024.json')],
  ['300', largeSet()],
])('points follow each of 500 keys with %s items', async (items, set) => {
  const data = dossierOf(set);
  program = await Program.start({ data, binary: built('par-index-desktop', 'release') });
  await program.button('Chấm');
  await openItem(program, items === '59' ? '1.1.2' : '5.3.3');
  const taken = await times(program);
  expect(taken).toHaveLength(PRESSES);
  const figure = (value: number | undefined) => (value ?? Number.NaN).toFixed(1);
  const row = (what: string, value: number | undefined) =>
    console.log(`bench\tkey to shown points, ${items} items, ${what}\t${figure(value)}\tms`);
  row('median', taken[PRESSES / 2]);
  row(`worst of ${PRESSES}`, taken.at(-1));
});
