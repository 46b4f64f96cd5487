import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import {
  allRead,
  attach,
  type Bare,
  choose,
  dragged,
  drop,
  type Files,
  goToRegister,
  makeBare,
  makeFiles,
  messages,
  openRegister,
  pastePicture,
  row,
  rows,
} from '../harness/evidence';
import { openItem } from '../harness/keyboard';
import { Key, Program } from '../harness/program';
import { leaveDialogs } from '../harness/screens';

/** Files on all their ways in, and what is told of them, in the order of the tests. */
let program: Program;
let bare: Bare;
let files: Files;

beforeAll(async () => {
  [bare, files] = [makeBare(), await makeFiles()];
  program = await Program.start({ data: bare.folder });
  await program.resize(1280, 680);
  await openRegister(program);
});

afterAll(async () => {
  await program.close();
  program.discard();
});

/** How many documents each filter takes, by what it is called. */
function counts(): Promise<Record<string, number>> {
  return program.run(() => {
    const chips = document.querySelectorAll<HTMLElement>('main button[aria-pressed]');
    const pairs = [...chips].map((chip) => /^(.*) (\d+)$/.exec(chip.innerText.trim()));
    return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', Number(pair?.[2])]));
  });
}

/** Puts the messages away and gives what they said, once they say this. */
async function told(text: string): Promise<string> {
  await program.shows(text);
  return messages(program);
}

it('what is not encrypted is told until the person knows it', async () => {
  await program.shows('Tệp dữ liệu không được mã hóa');
  await program.button('Đã rõ');
  await program.until('gone', () => !document.body.innerText.includes('không được mã hóa'));
});

it('files of all kinds are taken in, and what is no evidence is refused', async () => {
  const { report, workbook, picture, text, damaged, disguised, empty, secret } = files;
  await attach(program, report, workbook, picture, text, damaged, disguised, empty, secret);
  const said = await told('2 tệp chưa đính kèm được');
  expect(said).toContain('Đã đính kèm 5 tệp');
  expect(said).toContain('“cài đặt.pdf” là chương trình chạy trên máy tính');
  expect(said).toContain('rỗng.pdf” là tệp rỗng');
  expect(said).toContain('1 tệp có dấu mật hoặc chưa đọc được: chỉ ghi vào danh sách, không kèm nội dung.');
  expect(said).toContain('Thông báo 03.txt: có dấu MẬT');
  await allRead(program);
  await row(program, 'Báo cáo tự chấm.pdf', ' KB', '25 trang');
  await row(program, 'Bảng điểm.xlsx', 'Bảng tính Excel', '2 trang tính');
  await row(program, 'Ảnh niêm yết.png', 'Ảnh');
  await row(program, 'Ghi nhớ.txt', 'Văn bản thuần', 'Chưa viện dẫn');
  await row(program, 'Báo cáo tải dở.pdf', 'Tệp hỏng hoặc không đúng dạng');
  await row(program, 'Thông báo 03', 'Chỉ viện dẫn, không kèm tệp');
  expect(await rows(program)).toHaveLength(6);
});

it('a Word report that the program exported is taken in', async () => {
  const path = join(files.folder, 'Báo cáo.docx');
  await program.chord(Key.Alt, '6');
  await program.click('[role=tab]', 'Xuất, in');
  program.answerDialog(path);
  await program.button('Lưu Word');
  await told('Đã xuất Báo cáo.docx');
  await goToRegister(program);
  await attach(program, path);
  await told('Đã đính kèm 1 tệp');
  await row(program, 'Báo cáo.docx', 'Văn bản Word');
});

it('a folder is walked through once, though a link in it leads back', async () => {
  choose(program, files.nested);
  await program.button('Thư mục…');
  const said = await told('1 tệp chưa đính kèm được');
  expect(said).toContain('Đã đính kèm 2 tệp');
  expect(said).toContain('vòng lại” là lối tắt dẫn vòng về thư mục chứa nó');
  const twins = await program.until('both', () => {
    const all = [...document.querySelectorAll<HTMLElement>('main tbody tr')];
    const twins = all.map((one) => one.innerText).filter((one) => one.includes('biên bản.txt'));
    if (twins.length < 2) all.at(-1)?.scrollIntoView();
    return twins.length === 2 && twins.join();
  });
  expect(twins).not.toContain('Trùng với');
});

it('what is dropped is taken in, the second of two same files is told', async () => {
  await dragged(program, 'enter');
  await program.shows('Thả tệp hoặc thư mục vào đây để đính kèm');
  await drop(program, files.copy);
  await told('Đã đính kèm 1 tệp');
  expect(await program.text()).not.toContain('Thả tệp hoặc thư mục vào đây để đính kèm');
  await row(program, 'Bản sao báo cáo.pdf', 'Trùng với: Báo cáo tự chấm');
  await program.button('Thêm tài liệu');
  await dragged(program, 'drop');
  await leaveDialogs(program);
  await told('Hãy đóng hộp thoại đang mở rồi thả lại tệp.');
  await program.chord(Key.Alt, '5');
  await program.shows('Theo lĩnh vực');
  await dragged(program, 'drop');
  await told('hãy mở màn hình Minh chứng hoặc một mục chấm điểm');
});

it('on an item what is dropped or pasted is cited for it', async () => {
  await openItem(program, '1.1.1');
  await drop(program, files.text);
  await told('Đã đính kèm 1 tệp');
  await program.control('button', 'Mở tệp Ghi nhớ.txt');
  await pastePicture(program);
  await told('Đã đính kèm 1 tệp');
  await program.control('button', 'Mở tệp Ảnh dán');
  await goToRegister(program);
  await row(program, 'Ảnh dán', '.png', 'Thiếu mục, trang', '1.1.1');
});

it('files of the scanner’s folder are ticked and taken in', async () => {
  const scanner = join(files.folder, 'máy quét');
  mkdirSync(scanner);
  for (const name of ['bản 1.txt', 'bản 2.txt', 'bản 3.txt']) {
    writeFileSync(join(scanner, name), `Trang quét ${name}`);
  }
  await program.button('Từ máy quét…');
  await program.shows('chưa chọn');
  program.answerDialog(scanner);
  await program.button('Chọn thư mục…');
  await program.click('dialog label', 'bản 1.txt');
  await program.click('dialog label', 'bản 3.txt');
  await program.button('Đính kèm 2 tệp');
  await told('Đã đính kèm 2 tệp');
  await row(program, 'bản 1.txt');
  await row(program, 'bản 3.txt');
  await program.button('Từ máy quét…');
  await program.shows('bản 2.txt');
  const taken = await program.run(() =>
    [...document.querySelectorAll<HTMLElement>('dialog label')]
      .filter((one) => one.innerText.includes('đã có'))
      .map((one) => /bản \d\.txt/.exec(one.innerText)?.[0]),
  );
  expect(taken.sort()).toEqual(['bản 1.txt', 'bản 3.txt']);
  await leaveDialogs(program);
});

it('the filters count and show what they say', async () => {
  await allRead(program);
  const counted = await counts();
  expect(counted).toMatchObject({
    'Tất cả': 14,
    'Thiếu tệp': 0,
    'Thiếu mục, trang': 2,
    'Chưa viện dẫn': 12,
    'Trùng tệp': 4,
  });
  for (const [name, count] of Object.entries(counted)) {
    await program.button(`${name} ${count}`);
    expect(await rows(program), name).toHaveLength(count);
    if (count === 0) await program.shows('có tài liệu nào khớp.');
  }
  await program.button('Tất cả');
});

it('a file marked as secret is attached only against advice', async () => {
  choose(program, files.secret);
  await program.button('Đính kèm tệp cho Thông báo 03');
  await program.shows('“Thông báo 03.txt” có dấu MẬT');
  const focused = () => program.run(() => (document.activeElement as HTMLElement).innerText.trim());
  expect(await focused()).toBe('Chỉ viện dẫn');
  await program.type(Key.Enter);
  await row(program, 'Thông báo 03', 'Chỉ viện dẫn, không kèm tệp');
  choose(program, files.secret);
  await program.button('Đính kèm tệp cho Thông báo 03');
  choose(program, files.secret);
  await program.click('dialog button', 'Vẫn đính kèm');
  await row(program, 'Thông báo 03.txt', 'Có dấu MẬT: tài liệu mật chỉ nên viện dẫn');
  await program.chord(Key.Control, 'z');
  await row(program, 'Thông báo 03', 'Chỉ viện dẫn, không kèm tệp');
  await messages(program);
});

it('what a file proposes fills the form, and is saved only by the person', async () => {
  await program.button('Sửa Báo cáo tự chấm');
  await program.shows('Đề xuất từ tệp đính kèm');
  await program.button('Điền vào các ô');
  await program.shows('Đã điền theo đề xuất');
  const typed = await program.run(() =>
    [
      ...document.querySelectorAll<HTMLInputElement>('dialog input[type=text], dialog textarea'),
    ].map((one) => one.value),
  );
  expect(typed).toEqual([
    'Báo cáo',
    '281/BC-UBND',
    '09/12/2024',
    'Ủy ban nhân dân xã Đức Liễu',
    'Tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm 2024',
  ]);
  await program.type(Key.Escape);
  await program.button('Bỏ nội dung');
  expect(await row(program, 'Báo cáo tự chấm.pdf')).toContain('Không số');
});

it('all proposals are accepted in one step, which one undo takes back', async () => {
  const before = (await rows(program)).sort();
  const { 'Có đề xuất': proposed } = await counts();
  expect(proposed).toBeGreaterThan(3);
  await program.button('Nhận đề xuất…');
  await program.click('dialog button', `Nhận ${proposed} đề xuất`);
  await program.shows(`Đã nhận đề xuất cho ${proposed} tài liệu`);
  const filled = ['281/BC-UBND', 'Báo cáo', '09/12/2024', 'Ủy ban nhân dân xã Đức Liễu'];
  await row(program, 'Báo cáo tự chấm.pdf', ...filled);
  await row(program, 'Bản sao báo cáo.pdf', ...filled);
  expect(await counts()).toMatchObject({ 'Có đề xuất': 0 });
  await program.chord(Key.Control, 'z');
  await program.shows(`Có đề xuất ${proposed}`);
  expect((await rows(program)).sort()).toEqual(before);
});

it('nothing failed unseen: the log holds no error', () => {
  expect(program.log()).not.toContain('[ERROR]');
});
