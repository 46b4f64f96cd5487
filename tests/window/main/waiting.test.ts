import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { Program } from '../harness/program';
import { makeSample, type Sample } from '../harness/sample';

/** Commands that wait, on a computer with two cores: nothing else waits with them. */
let program: Program;
let sample: Sample;

type Invoke = (command: string, args: object) => Promise<unknown>;
type Page = { __TAURI_INTERNALS__: { invoke: Invoke }; answered: number };

beforeAll(async () => {
  sample = makeSample();
  program = await Program.start({ data: sample.folder });
  await program.shows('Trần Thị Thí Dụ');
});

afterAll(async () => {
  await program.close();
  program.discard();
});

it('shows live points while ten dialogs wait for their answers', async () => {
  // Whoever asks for an answer waits at a pipe until somebody writes into it.
  const answers = join(sample.folder, 'dialog-answers.txt');
  rmSync(answers);
  execFileSync('mkfifo', [answers]);
  const points = await program.runAsync(
    async (dossier, code) => {
      const page = window as unknown as Page;
      const { invoke } = page.__TAURI_INTERNALS__;
      page.answered = 0;
      for (let dialog = 0; dialog < 10; dialog++)
        void invoke('read_criteria_set', {}).then(() => page.answered++);
      await invoke('open_dossier', { dossier });
      const entry = { inputs: {}, notApplicable: true, explanation: 'Không có', parts: {} };
      return [await invoke('preview', { dossier, code, entry }), page.answered] as const;
    },
    sample.current.id,
    '7.2.2',
  );
  expect(points[0]).toHaveProperty('statusWord');
  expect(points[1]).toBe(0);

  const pipe = openSync(answers, 'w');
  rmSync(answers);
  writeFileSync(answers, '');
  closeSync(pipe);
  await program.until('all answers', () => (window as unknown as Page).answered === 10);
});
