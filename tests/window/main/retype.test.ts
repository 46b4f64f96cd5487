import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { tabTo } from '../harness/keyboard';
import { Key, type Program } from '../harness/program';
import { startWorking } from '../harness/screens';

/** A clerk types the dossier into a province's web form, row by row. */
let program: Program;

beforeAll(async () => {
  program = await startWorking();
});

afterAll(async () => {
  await program.close();
  program.discard();
});

/** The code whose points have the focus. */
const focused = () => program.run(() => (document.activeElement as HTMLElement).dataset.points);

/** What a field takes that Ctrl+V is pressed in. */
async function pasted(): Promise<string> {
  await program.chord(Key.Control, 'k');
  await program.until('search', () => document.activeElement?.getAttribute('role') === 'combobox');
  await program.chord(Key.Control, 'v');
  const text = await program.until(
    'text',
    () => (document.activeElement as HTMLInputElement).value,
  );
  await program.type(Key.Escape);
  await program.until('no dialog', () => document.querySelector('dialog[open]') === null);
  return text;
}

it('points are copied one after the other by Enter alone', async () => {
  await program.button('Bảng tổng hợp');
  await program.button('Nhập lại lên phần mềm của tỉnh');
  await program.shows('Mỗi dòng là một mục');
  await tabTo(program, 'points', (at) => at.label.startsWith('Chép Điểm 1.1.1:'));
  await program.type(Key.Enter);
  await program.shows('Đã chép:');
  expect(await focused()).toBe('1.1.2');
  const shown = await program.run(() => document.activeElement?.textContent);
  await program.type(Key.Enter);
  await program.until('next', () => {
    return (document.activeElement as HTMLElement).dataset.points === '1.2.1';
  });
  expect(await pasted()).toBe(shown);
});

it('what is ticked off stays ticked while the window is open', async () => {
  await program.click('input[type=checkbox]', 'Đã nhập 1.1.1');
  await program.shows('Đã nhập 1/');
  await program.button('Rà soát');
  await program.shows('Theo lĩnh vực');
  await program.button('Bảng tổng hợp');
  await program.button('Nhập lại lên phần mềm của tỉnh');
  await program.shows('Đã nhập 1/');
});

it('the sheet is saved as a workbook', async () => {
  const path = join(program.data, 'nhập lại.xlsx');
  program.answerDialog(path);
  await program.button('Lưu Excel');
  await program.shows('Đã xuất nhập lại.xlsx');
  expect(existsSync(path)).toBe(true);
});
