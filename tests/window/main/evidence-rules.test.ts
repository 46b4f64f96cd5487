import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import {
  attach,
  type Bare,
  goToRegister,
  makeBare,
  messages,
  openRegister,
  rows,
} from '../harness/evidence';
import { openItem } from '../harness/keyboard';
import { pdf } from '../harness/pdf';
import { Key, Program } from '../harness/program';

/** Documents that the set expects, limits, and evidence on its way out. */
let program: Program;
let bare: Bare;
const file = (name: string, content: string) => {
  const path = join(bare.folder, name);
  writeFileSync(path, content);
  return path;
};

beforeAll(async () => {
  bare = makeBare();
  program = await Program.start({ data: bare.folder });
  await program.resize(1280, 680);
  await openRegister(program);
});

afterAll(async () => {
  await program.close();
  program.discard();
});

/** Which documents are ticked, in their order. */
function ticked(): Promise<boolean[]> {
  return program.run(() => {
    const card = document.querySelector('#expected-title')?.closest('section');
    return [...(card?.querySelectorAll('input') ?? [])].map((one) => one.checked);
  });
}

it('expected documents stay ticked over a restart, and a tick can be undone', async () => {
  await openItem(program, '1.1.1');
  await program.shows('đã có 0/2');
  await program.click('label', 'Kế hoạch CCHC năm của UBND xã đã ký, đóng dấu');
  await program.shows('đã có 1/2');
  await program.saved();
  await program.close();
  program = await Program.start({ data: bare.folder });
  await program.resize(1280, 680);
  await openRegister(program);
  await openItem(program, '1.1.1');
  await program.shows('đã có 1/2');
  expect(await ticked()).toEqual([true, false]);
  await program.click('label', 'Minh chứng ngày gửi');
  await program.shows('đã có 2/2');
  await program.chord(Key.Control, 'z');
  await program.shows('đã có 1/2');
  expect(await ticked()).toEqual([true, false]);
});

it('a file above the limit is refused with the limit, and nonsense is no limit', async () => {
  const limit = 'Một tệp tối đa (MB)';
  await program.chord(Key.Alt, '9');
  await program.fill(limit, 'năm mươi');
  await program.button('Lưu giới hạn');
  await program.shows('“năm mươi” không phải số nguyên MB');
  await program.field(limit);
  expect(await typed()).toBe('năm mươi');
  await program.fill(limit, '0');
  await program.button('Lưu giới hạn');
  await program.shows('Giới hạn chưa hợp lý');
  await program.fill(limit, '1');
  await program.button('Lưu giới hạn');
  await program.shows('Đã lưu giới hạn tệp minh chứng.');
  await goToRegister(program);
  await attach(program, file('quá lớn.txt', 'a'.repeat(1_200_000)), file('vừa.txt', 'a'));
  await program.shows('1 tệp chưa đính kèm được');
  const said = await messages(program);
  expect(said).toContain('quá lớn.txt” lớn hơn mức cho phép (1 MB một tệp)');
  expect(said).toContain('Đã đính kèm 1 tệp');
});

function typed(): Promise<string> {
  return program.run(() => (document.activeElement as HTMLInputElement).value);
}

it('evidence leaves as folders named by code, with an index', async () => {
  await openItem(program, '1.1.2');
  await attach(program, file('nhiệm vụ.txt', 'Danh sách nhiệm vụ'));
  await program.control('button', 'Mở tệp nhiệm vụ.txt');
  await goToRegister(program);
  await messages(program);
  const out = join(bare.folder, 'xuất ra');
  mkdirSync(out);
  program.answerDialog(out);
  await program.button('Xuất minh chứng…');
  const name = 'Minh chứng - UBND xã Đức Liễu - 2024';
  await program.shows(`Đã lưu ${name}`);
  await program.shows('2 tệp');
  await program.control('.message button', 'Mở thư mục');
  const there = readdirSync(join(out, name)).map((one) => one.normalize('NFC'));
  expect(there).toContain('Danh mục tài liệu kiểm chứng.xlsx');
  expect(there).toContain('1.1.2 Mức độ hoàn thành Kế hoạch CCHC năm');
  const item = join(out, name, '1.1.2 Mức độ hoàn thành Kế hoạch CCHC năm');
  expect(existsSync(join(item, 'nhiệm vụ.txt'))).toBe(true);
  expect(existsSync(join(out, name, 'Chưa viện dẫn', 'vừa.txt'))).toBe(true);
});

it('many files show their progress, and the work on them can be stopped', async () => {
  const many = Array.from({ length: 150 }, (_, at) => {
    const path = join(bare.folder, `quét ${at}.pdf`);
    writeFileSync(path, pdf([`Trang ${at}`], 500_000));
    return path;
  });
  const before = (await rows(program)).length;
  await messages(program);
  await attach(program, ...many);
  await program.until('progress', () =>
    /Đang đính kèm[^/]*\d+\/150 tệp/.test(document.body.innerText),
  );
  // Other work goes on meanwhile.
  await program.fill('Tìm tài liệu', 'nhiệm vụ');
  await program.button('Dừng');
  await program.shows('Đã dừng. Có ');
  const added = Number(/Đã dừng\. Có (\d+) tệp/.exec(await messages(program))?.[1]);
  expect(added).toBeLessThan(150);
  await program.fill('Tìm tài liệu', '');
  await program.until(
    'those that were added',
    (count) =>
      Number(document.querySelector('main table')?.getAttribute('aria-rowcount')) === count + 1,
    before + added,
  );
  await program.until('no progress', () => !document.body.innerText.includes('Đang đính kèm'));
});

it('nothing failed unseen: the log holds no error', () => {
  expect(program.log()).not.toContain('[ERROR]');
});
