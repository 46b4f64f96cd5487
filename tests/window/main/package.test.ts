import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { drop, messages } from '../harness/evidence';
import { openItem } from '../harness/keyboard';
import { built } from '../harness/paths';
import { Key, Program } from '../harness/program';
import { makeSample, type Sample } from '../harness/sample';
import { faults } from '../harness/screens';

/** A dossier on its way between data files, as packages; the tests follow each other. */
let sample: Sample;
/** Where packages lie on their way. */
let post: string;
let program: Program;
const folders: string[] = [];

/** A data folder without any dossier. */
function makeEmpty(person: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'cchc-nơi nhận-'));
  execFileSync(built('par-index'), ['--file', join(folder, 'cchc.db'), 'init']);
  const settings = { theme: 'light', person, post: 'Công chức' };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ settings }));
  folders.push(folder);
  return folder;
}

/** Starts the program on a data folder, and ends the one before. */
async function workIn(data: string): Promise<void> {
  await program?.close();
  program = await Program.start({ data });
  await program.resize(1280, 680);
  await program.shows('Hồ sơ tự chấm điểm');
}

/** Opens the dossier that was worked on last. */
async function goOn(): Promise<void> {
  await program.button('Chấm tiếp');
  await program.until('scoring', () => document.querySelector('[role=tree]') !== null);
}

async function goToExport(): Promise<void> {
  await program.chord(Key.Alt, '6');
  await program.click('[role=tab]', 'Xuất, in');
  await program.shows('Gói hồ sơ, chia việc');
}

/** The sums of the open dossier, as they stand in the status line. */
function sums(): Promise<string> {
  return program.until(
    'sums',
    () => document.querySelector<HTMLElement>('footer .sums')?.innerText,
  );
}

async function receive(path: string): Promise<void> {
  await program.chord(Key.Alt, '1');
  program.answerDialog(path);
  await program.button('Nhận gói hồ sơ…');
}

/** What the dialog says once it says this. */
async function said(text: string): Promise<string> {
  return program.until(
    `dialog “${text}”`,
    (text) => {
      const dialog = document.querySelector<HTMLElement>('dialog[open]');
      return dialog?.innerText.includes(text) && dialog.innerText;
    },
    text,
  ) as Promise<string>;
}

/** The dialog's buttons, without the cross. */
function buttons(): Promise<string[]> {
  return program.run(() =>
    [...document.querySelectorAll<HTMLElement>('dialog[open] footer button')].map((one) =>
      one.innerText.trim(),
    ),
  );
}

const closed = () =>
  program.until('no dialog', () => document.querySelector('dialog[open]') === null);

function dossiers(): Promise<number> {
  return program.run(() => document.querySelectorAll('main .what button').length);
}

beforeAll(() => {
  sample = makeSample();
  post = mkdtempSync(join(tmpdir(), 'cchc-gói-'));
  folders.push(sample.folder, post);
});

afterAll(async () => {
  await program.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('a whole dossier', () => {
  const whole = () => join(post, 'hồ sơ.parx');
  let before: string;
  let there: string;

  it('is saved with its files behind the window', async () => {
    await workIn(sample.folder);
    await goOn();
    before = await sums();
    await goToExport();
    await program.button('Lưu gói…');
    const told = await said('tệp minh chứng');
    expect(told).toMatch(/Kèm \d+ tệp minh chứng/);
    expect(told).toMatch(/\d+ tài liệu chỉ viện dẫn/);
    await program.click('dialog label', 'Cỡ khác');
    await program.field('Cỡ mỗi phần (MB)');
    expect(await faults(program)).toEqual([]);
    await program.type('mười');
    await program.type(Key.Enter);
    await said('phải là số nguyên');
    await program.click('dialog label', 'Không chia');
    program.answerDialog(whole());
    await program.button('Lưu gói…');
    await program.shows('Đã lưu hồ sơ.parx');
    await closed();
    expect(await messages(program)).toContain('Mở thư mục');
    expect(readFileSync(whole()).length).toBeGreaterThan(50_000);
  });

  it('arrives with the same points', async () => {
    there = makeEmpty('Lê Thị Nhận');
    await workIn(there);
    await receive(whole());
    const told = await said('sẽ được thêm mới');
    expect(told).toContain('UBND xã Đức Liễu');
    expect(await buttons()).toEqual(['Thôi', 'Nhận']);
    await program.rests();
    expect(await faults(program)).toEqual([]);
    await program.type(Key.Enter);
    await program.until('scoring', () => document.querySelector('[role=tree]') !== null);
    expect(await messages(program)).toContain('Đã nhận hồ sơ.');
    expect(await sums()).toBe(before);
  });

  it('changes nothing when it is dropped on the window once more', async () => {
    await drop(program, whole());
    await said('Hồ sơ đã có đúng như trong gói: không có gì thay đổi.');
    expect(await buttons()).toEqual(['Đóng']);
    await program.type(Key.Enter);
    await closed();
    expect(await sums()).toBe(before);
  });

  it('is refused where it is damaged or no package, and nothing changes', async () => {
    const damaged = join(post, 'hỏng.parx');
    const bytes = readFileSync(whole());
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 0xff;
    writeFileSync(damaged, bytes);
    await program.chord(Key.Alt, '1');
    const count = await dossiers();
    await receive(damaged);
    await said('Gói “hỏng.parx” đã hỏng hoặc bị sửa');
    expect(await buttons()).toEqual(['Chọn gói khác…', 'Đóng']);
    await program.rests();
    expect(await faults(program)).toEqual([]);
    const other = join(post, 'thư.parx');
    writeFileSync(other, 'không phải gói');
    program.answerDialog(other);
    await program.button('Chọn gói khác…');
    await said('không phải gói hồ sơ');
    await program.type(Key.Escape);
    await closed();
    expect(await dossiers()).toBe(count);
  });

  it('names the volume that is missing, and is taken once all lie together', async () => {
    await workIn(sample.folder);
    await goOn();
    await openItem(program, '7.3.1');
    await program.fill('Giải trình, ghi chú', 'Bổ sung sau khi gửi');
    await program.type(Key.Tab);
    await program.saved();
    await goToExport();
    await program.button('Lưu gói…');
    await said('tệp minh chứng');
    await program.click('dialog label', 'Cỡ khác');
    await program.fill('Cỡ mỗi phần (MB)', '30');
    const parts = join(post, 'phần');
    mkdirSync(parts);
    program.answerDialog(join(parts, 'hồ sơ.parx'));
    await program.button('Lưu gói…');
    await program.shows('Đã lưu hồ sơ (phan 1 cua');
    const names = readdirSync(parts).sort();
    expect(names.length).toBeGreaterThan(1);
    const [first = '', second = ''] = names;
    const aside = join(post, second);
    copyFileSync(join(parts, second), aside);
    rmSync(join(parts, second));

    await workIn(there);
    const count = await dossiers();
    await receive(join(parts, first));
    await said('Còn thiếu phần 2 của gói');
    await program.type(Key.Escape);
    await closed();
    expect(await dossiers()).toBe(count);
    copyFileSync(aside, join(parts, second));
    await receive(join(parts, first));
    const told = await said('gói mới hơn: 1 thay đổi sẽ được ghi thêm');
    expect(told).toContain('7.3.1');
    await program.rests();
    expect(await faults(program)).toEqual([]);
    await program.button('Nhận');
    await program.shows('Đã ghi thêm 1 thay đổi');
    await openItem(program, '7.3.1');
    await program.until('the text', () =>
      [...document.querySelectorAll('textarea')].some((one) => one.value === 'Bổ sung sau khi gửi'),
    );
  });
});

describe('a part in the hands of an officer', () => {
  const handed = () => join(post, 'giao.parx');
  const filled = () => join(post, 'đã nhập.parx');
  const EXPLANATION = 'Giải trình, ghi chú';

  const explain = async (code: string, text: string) => {
    await openItem(program, code);
    await program.fill(EXPLANATION, text);
    await program.type(Key.Tab);
    await program.saved();
  };
  const explained = async (code: string, text: string) => {
    await openItem(program, code);
    await program.until(
      `${code}: ${text}`,
      (text) => [...document.querySelectorAll('textarea')].some((one) => one.value === text),
      text,
    );
  };

  it('is chosen in the tree by keys and handed out', async () => {
    await workIn(sample.folder);
    await goOn();
    await goToExport();
    await program.button('Giao phần việc…');
    await program.fill('Họ và tên cán bộ', 'Đỗ Văn Giao');
    // The second area: ticked as a whole, opened, a criterion of it left out again.
    await program.type(Key.Tab);
    await program.type(`${Key.Down}${Key.Space}${Key.Right}${Key.Down.repeat(3)}${Key.Space}`);
    await said('Đã chọn');
    expect(await program.text()).not.toContain('Đã chọn 0/');
    await program.rests();
    expect(await faults(program)).toEqual([]);
    program.answerDialog(handed());
    await program.button('Lưu gói để giao…');
    await program.shows('Đã lưu giao.parx');
    expect(existsSync(handed())).toBe(true);
  });

  it('shows whose it is, and leaves other items as they are', async () => {
    await workIn(makeEmpty('Đỗ Văn Giao'));
    await receive(handed());
    await said('Phần giao cho Đỗ Văn Giao nhập');
    await program.button('Nhận');
    await program.shows('Phần việc của Đỗ Văn Giao:');
    await openItem(program, '1.1.2');
    await program.shows('Mục này không thuộc phần được giao nên chỉ xem.');
    expect(
      await program.run(() =>
        [...document.querySelectorAll<HTMLInputElement>('[data-field] input')].every(
          (one) => one.disabled || one.readOnly,
        ),
      ),
    ).toBe(true);
    expect(await faults(program)).toEqual([]);
    await explain('2.2.1', 'Cán bộ ghi 2.2.1');
    await explain('2.1.2', 'Cán bộ ghi 2.1.2');
  });

  it('is given back in place of a sign-off', async () => {
    await program.chord(Key.Alt, '6');
    await program.click('[role=tab]', 'Ký duyệt');
    await program.shows('Ký duyệt và nộp hồ sơ làm ở máy của người giao việc');
    expect(await program.text()).not.toContain('Ký duyệt…');
    await program.rests();
    expect(await faults(program)).toEqual([]);
    await program.button('Gửi lại phần đã nhập…');
    await said('Chia thành các phần');
    program.answerDialog(filled());
    await program.button('Lưu gói…');
    await program.shows('Đã lưu đã nhập.parx');
  });

  it('is merged as chosen, in one step that undo takes back', async () => {
    await workIn(sample.folder);
    await goOn();
    await explain('2.2.1', 'Ở đây ghi 2.2.1');
    await goToExport();
    program.answerDialog(filled());
    await program.button('Ghép phần đã nhập…');
    const told = await said('Phần Đỗ Văn Giao đã nhập');
    expect(told).toContain('1 chỗ hai bên khác nhau');
    expect(told).toContain('1 thay đổi sẽ được lấy');
    expect(told).toContain('Ở đây ghi 2.2.1');
    await program.rests();
    await program.picture('package-merge');
    expect(await faults(program)).toEqual([]);
    await program.click('dialog label', 'Lấy của cán bộ');
    await program.button('Ghép');
    await program.shows('Đã ghép: lấy 2 thay đổi');
    await explained('2.2.1', 'Cán bộ ghi 2.2.1');
    await explained('2.1.2', 'Cán bộ ghi 2.1.2');
    await program.chord(Key.Control, 'z');
    await explained('2.2.1', 'Ở đây ghi 2.2.1');
    expect(program.log()).not.toContain('[ERROR]');
  });
});
