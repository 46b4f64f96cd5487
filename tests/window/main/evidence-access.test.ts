import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import {
  allRead,
  attach,
  type Files,
  makeBare,
  makeFiles,
  messages,
  openRegister,
} from '../harness/evidence';
import { openItem } from '../harness/keyboard';
import { Program } from '../harness/program';
import { faults, leaveDialogs } from '../harness/screens';

/** The screens and dialogs of evidence are accessible and whole in the smallest usual window. */
let program: Program;
let files: Files;

beforeAll(async () => {
  files = await makeFiles();
  program = await Program.start({ data: makeBare().folder });
  await program.resize(1280, 680);
  await openRegister(program);
});

// What one test left open or told stands in no other's way.
beforeEach(async () => {
  await leaveDialogs(program);
  await messages(program);
});

afterAll(async () => {
  await program.close();
  program.discard();
});

const inDialog = async (button: string, text: string) => {
  await program.button(button);
  await program.shows(text);
  await program.rests();
};

it('messages of what was added and refused', async () => {
  const { report, copy, workbook, picture, text, damaged, disguised, empty, secret } = files;
  await attach(program, report, copy, workbook, picture, text, damaged, disguised, empty, secret);
  await program.shows('2 tệp chưa đính kèm được');
  await allRead(program);
  await program.rests();
  expect(await faults(program)).toEqual([]);
});

it('the register with all kinds of files', async () => {
  expect(await faults(program)).toEqual([]);
});

it.each([
  ['a document with a proposal', 'Sửa Báo cáo tự chấm', 'Đề xuất từ tệp đính kèm'],
  ['all proposals', 'Nhận đề xuất…', 'Bên trái là nội dung đang ghi'],
  ['a PDF that is looked at', 'Mở tệp Báo cáo tự chấm', 'trên 25'],
  ['a text that is looked at', 'Mở tệp Ghi nhớ', 'Đã niêm yết thủ tục'],
  [
    'a damaged file that is looked at',
    'Mở tệp Báo cáo tải dở',
    'Hãy bấm “Mở bằng chương trình khác”',
  ],
])('%s', async (_, button, text) => {
  await inDialog(button, text);
  expect(await faults(program)).toEqual([]);
});

it('a workbook that is looked at scrolls in its own pane alone', async () => {
  await inDialog('Mở tệp Bảng điểm', 'BẢNG TỰ CHẤM ĐIỂM');
  const found = await faults(program);
  expect(found.filter((one) => !one.includes('div.pane scrolls sideways'))).toEqual([]);
});

it('the scanner’s folder', async () => {
  program.answerDialog(files.folder);
  await inDialog('Từ máy quét…', 'chưa chọn');
  await program.button('Chọn thư mục…');
  await program.shows('Ghi nhớ.txt');
  expect(await faults(program)).toEqual([]);
});

it('the question about a file that is marked as secret', async () => {
  program.answerDialog(files.secret);
  await inDialog('Đính kèm tệp cho Thông báo 03', 'Vẫn đính kèm?');
  expect(await faults(program)).toEqual([]);
});

it('results of the search in contents', async () => {
  await program.fill('Tìm tài liệu', 'thu tuc hanh chinh');
  await program.shows('Tìm thấy trong nội dung');
  await program.rests();
  expect(await faults(program)).toEqual([]);
});

it('an item with its expected documents and files', async () => {
  await openItem(program, '1.1.1');
  await attach(program, files.text);
  await program.control('button', 'Mở tệp Ghi nhớ.txt');
  expect(await faults(program)).toEqual([]);
});
