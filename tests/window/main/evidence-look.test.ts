import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import {
  allRead,
  type Bare,
  type Files,
  goToRegister,
  makeBare,
  makeFiles,
  NOTES,
  openRegister,
} from '../harness/evidence';
import { openItem } from '../harness/keyboard';
import { Key, Program } from '../harness/program';
import { leaveDialogs } from '../harness/screens';

/** Looking at files inside the window, and finding what they say. */
let program: Program;
let bare: Bare;
let files: Files;

beforeAll(async () => {
  [bare, files] = [makeBare(), await makeFiles()];
  const write = (name: string, content: string) => {
    writeFileSync(join(files.folder, name), content);
    return join(files.folder, name);
  };
  const handing = write('Sổ giao nhận.txt', 'Bàn giao con dấu cho văn thư.');
  const selling = write('Sổ chợ.txt', 'Bán giao hàng tại chợ xã.');
  const script = write('chạy.bat', 'echo 1');
  const letter = write('Thư mời.doc', '{\\rtf1 Th\\u432?m\\u7901?i}');
  const carrier = write('Biên bản.doc', '{\\rtf1 {\\object\\objemb{\\*\\objdata 0105}}}');
  const { report, workbook, picture, text, damaged } = files;
  const all = [report, workbook, picture, text, damaged, handing, selling, script, letter, carrier];
  bare.index('evidence', 'attach', bare.dossier, ...all);
  program = await Program.start({ data: bare.folder });
  await program.resize(1280, 680);
  await openRegister(program);
  await allRead(program);
});

afterAll(async () => {
  await program.close();
  program.discard();
});

/** The picture of the page that is looked at, once it is drawn with something on it. */
function page(wanted: number): Promise<{ width: number; shown: number; dark: number }> {
  return program.until(
    `page ${wanted} drawn`,
    (wanted) => {
      const image = document.querySelector<HTMLImageElement>('dialog[open] img');
      const field = document.querySelector<HTMLInputElement>('dialog[open] input');
      if (!image?.complete || !(image.naturalWidth > 0)) return null;
      if (!image.alt.startsWith(`Trang ${wanted} `) || field?.value !== `${wanted}`) return null;
      const canvas = document.createElement('canvas');
      const { naturalWidth: width, naturalHeight: height } = image;
      [canvas.width, canvas.height] = [width, height];
      const brush = canvas.getContext('2d')!;
      brush.drawImage(image, 0, 0);
      const { data } = brush.getImageData(0, 0, width, height);
      let dark = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at]! < 128) dark++;
      return { width, shown: image.clientWidth, dark };
    },
    wanted,
  );
}

function inDialog(): Promise<string> {
  return program.run(() => document.querySelector<HTMLElement>('dialog[open]')?.innerText ?? '');
}

/** Opens a file of the register. */
async function look(name: string): Promise<void> {
  await leaveDialogs(program);
  await program.button(`Mở tệp ${name}`);
  await program.shows('Về tệp này');
}

/** Searches, and gives the names of the documents whose contents were found, the best first. */
async function search(text: string): Promise<string[]> {
  await program.fill('Tìm tài liệu', '');
  await program.until('no results', () => !document.body.innerText.includes('Trong nội dung tệp'));
  await program.fill('Tìm tài liệu', text);
  await program.until('results', () =>
    /Tìm thấy trong nội dung|Không tìm thấy trong nội dung/.test(document.body.innerText),
  );
  return program.run(() =>
    [...document.querySelectorAll<HTMLElement>('main section button.name')].map((one) =>
      one.innerText.normalize('NFC'),
    ),
  );
}

it('a PDF is looked at page by page, by keys, as large as wanted', async () => {
  await look('Báo cáo tự chấm.pdf');
  const first = await page(1);
  expect(first.dark).toBeGreaterThan(5000);
  await program.type(Key.PageDown);
  await page(2);
  await program.type(Key.End);
  await page(25);
  await program.type(Key.Home);
  await page(1);
  await program.field('Trang số');
  await program.type(`7${Key.Enter}`);
  await page(7);
  await program.click('dialog button', 'Phóng to');
  await program.until(
    'larger',
    (width) => {
      const image = document.querySelector<HTMLImageElement>('dialog[open] img');
      return image?.complete && image.clientWidth > width && image.naturalWidth > width;
    },
    first.shown,
  );
  await program.chord(Key.Control, '0');
  await program.until(
    'fitted',
    (width) => {
      return document.querySelector<HTMLImageElement>('dialog[open] img')?.clientWidth === width;
    },
    first.shown,
  );
  await program.control('dialog button', 'Mở bằng chương trình khác');
});

it('a workbook is shown as tables, a text as it is, a picture as a picture', async () => {
  await look('Bảng điểm.xlsx');
  await program.until('table', () => document.querySelectorAll('dialog td').length > 100);
  expect(await inDialog()).toContain('BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2024');
  await program.field('Trang tính');
  await program.type(Key.Down);
  await program.shows('DANH MỤC TÀI LIỆU KIỂM CHỨNG');
  await look('Ghi nhớ.txt');
  for (const line of NOTES.split('\n')) await program.shows(line);
  await look('Ảnh niêm yết.png');
  expect((await page(1)).dark).toBeGreaterThan(100_000);
});

it('a damaged file says so, and no other program is offered for a script', async () => {
  await look('Báo cáo tải dở.pdf');
  await program.shows('Tệp hỏng hoặc không đúng dạng');
  await program.shows('Hãy bấm “Mở bằng chương trình khác”');
  await look('chạy.bat');
  await program.control('dialog button', 'Lưu tệp…');
  expect(await inDialog()).not.toContain('Mở bằng chương trình khác');
  expect(await inDialog()).toContain('không mở từ đây');
  await leaveDialogs(program);
});

it('no other program is offered for an old document that carries another file', async () => {
  await look('Thư mời.doc');
  await program.control('dialog button', 'Mở bằng chương trình khác');
  await look('Biên bản.doc');
  await program.control('dialog button', 'Lưu tệp…');
  expect(await inDialog()).not.toContain('Mở bằng chương trình khác');
  expect(await inDialog()).toContain('nhúng bên trong nên không mở từ đây');
  await leaveDialogs(program);
});

it('a cited file opens at the page that is cited', async () => {
  await openItem(program, '1.1.2');
  await program.button('Dùng lại');
  await program.click('dialog [role=option], dialog label', 'Báo cáo tự chấm');
  await program.fill('Trang', '5-6');
  await program.button('Dẫn tài liệu này');
  await program.button('Mở tệp Báo cáo tự chấm.pdf');
  await page(5);
  await leaveDialogs(program);
  await goToRegister(program);
});

it('words typed without diacritics lead to the page that says them', async () => {
  expect(await search('mat nhieu thoi gian')).toContain('Báo cáo tự chấm');
  const marked = await program.run(() =>
    [...document.querySelectorAll('main mark')].map((one) => one.textContent).join(' '),
  );
  expect(marked).toContain('mất nhiều thời gian');
  await program.click('main section button', 'Trang 3:');
  await page(3);
  await leaveDialogs(program);
});

it('what is written as it was typed comes before what only sounds like it', async () => {
  expect(await search('ban giao')).toEqual(
    expect.arrayContaining(['Sổ chợ', 'Sổ giao nhận', 'Báo cáo tự chấm']),
  );
  expect((await search('bàn giao'))[0]).toBe('Sổ giao nhận');
  expect((await search('bán giao'))[0]).toBe('Sổ chợ');
  expect(await search('điện hạt nhân')).toEqual([]);
});

it('nothing failed unseen: the log holds no error', () => {
  expect(program.log()).not.toContain('[ERROR]');
});
