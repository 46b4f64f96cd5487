import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { openItem, tabTo } from '../harness/keyboard';
import { Key, type Program } from '../harness/program';
import { startWorking } from '../harness/screens';

/** Who changed what, an earlier answer back, two versions side by side. */
let program: Program;

beforeAll(async () => {
  program = await startWorking();
});

afterAll(async () => {
  await program.close();
  program.discard();
});

/** What stands in the first figure of the item that is shown. */
const figure = () =>
  program.run(() => document.querySelector<HTMLInputElement>('[data-field=a] input')?.value);

it('an item leads to its own history, and gives an earlier answer back', async () => {
  await openItem(program, '1.1.2');
  const before = await figure();
  await tabTo(program, 'first figure', (at) => at.field === 'a');
  await program.chord(Key.Control, 'a');
  await program.type(`30${Key.Tab}`);
  await program.saved();
  await program.button('Lịch sử của mục này');
  await program.shows('Chuỗi nhật ký nguyên vẹn');
  await program.shows('Sửa số liệu: 1.1.2');
  await program.shows('30 nhiệm vụ');
  expect(await program.run(() => document.querySelectorAll('main tbody tr').length)).toBeLessThan(
    8,
  );
  await program.button('Lấy lại số liệu của 1.1.2');
  await program.shows('Đã lấy lại số liệu cũ của mục 1.1.2');
  await openItem(program, '1.1.2');
  await program.until(
    'the earlier figure',
    (before) => {
      return document.querySelector<HTMLInputElement>('[data-field=a] input')?.value === before;
    },
    before,
  );
  await program.chord(Key.Control, 'z');
  await program.until('undone', () => {
    return document.querySelector<HTMLInputElement>('[data-field=a] input')?.value === '30';
  });
});

it('the history of the whole dossier is read back page by page, and saved', async () => {
  await program.button('Lịch sử');
  await program.run(() => {
    const items = document.querySelector<HTMLSelectElement>('main select');
    if (!items) throw new Error('no choice of items');
    items.value = '';
    items.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await program.until('the beginning', () => {
    const older = [...document.querySelectorAll<HTMLElement>('main button')];
    older.find((one) => one.innerText.includes('Xem các thay đổi cũ hơn'))?.click();
    [...document.querySelectorAll('main tbody tr')].at(-1)?.scrollIntoView();
    return document.body.innerText.includes('Lập hồ sơ');
  });
  const path = join(program.data, 'lịch sử.xlsx');
  program.answerDialog(path);
  await program.button('Lưu Excel');
  await program.shows('Đã xuất lịch sử.xlsx');
  expect(existsSync(path)).toBe(true);
});

it('a signed-off dossier is compared with what it is now', async () => {
  await program.button('Hồ sơ');
  await program.shows('Hồ sơ tự chấm điểm');
  await program.run(() => {
    const rows = [...document.querySelectorAll<HTMLElement>('main tr')];
    const signed = rows.find((row) => row.innerText.includes('Đã ký duyệt'));
    signed?.querySelector<HTMLButtonElement>('.what button')?.click();
  });
  await program.until('scoring', () => document.querySelector('[role=tree]') !== null);
  await program.button('Lịch sử');
  await program.shows('So sánh hai lần ký');
  await program.button('So sánh');
  await program.shows('Hai bản không có gì khác nhau');
});
