import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { type Authority, makeAuthority, PASSWORD } from '../harness/authority';
import { messages } from '../harness/evidence';
import { built } from '../harness/paths';
import { Key, Program } from '../harness/program';
import { makeSample } from '../harness/sample';
import { faults } from '../harness/screens';

/** The signed-off report is signed here by one, elsewhere by the other, and checked. */
let program: Program;
let authority: Authority;
let dossier: string;
const at = (name: string) => join(program.data, name);
/** Runs the command line on the data file; the window must be closed. */
const index = (folder: string, ...words: string[]) =>
  execFileSync(built('par-index'), ['--file', join(folder, 'cchc.db'), ...words], {
    encoding: 'utf8',
  });

beforeAll(async () => {
  authority = await makeAuthority();
  const { folder, current } = makeSample({ person: 'Trần Thị Thí Dụ' });
  // What is still open is explained, so that the dossier can be signed off.
  dossier = current.id;
  const kept = JSON.parse(index(folder, 'answers', 'get', dossier));
  for (const code of ['7.2.2', '7.3.1', '7.4.1', '8.1.3', '8.2.1']) {
    kept.answers[code] = { ...kept.answers[code], explanation: 'Chưa có số liệu.' };
  }
  const answers = join(folder, 'answers.json');
  writeFileSync(answers, JSON.stringify(kept));
  index(folder, 'answers', 'set', dossier, answers);
  program = await Program.start({ data: folder });
  await program.resize(1366, 768);
  await program.button('Chấm tiếp');
  await program.until('scoring', () => document.querySelector('[role=tree]') !== null);
});

afterAll(async () => {
  await program.close();
  program.discard();
});

const focusedType = () => program.run(() => (document.activeElement as HTMLInputElement).type);
const noDialog = () =>
  program.until('no dialog', () => document.querySelector('dialog[open]') === null);

/** Opens the part of the screen and waits for the card. */
async function openCard(): Promise<void> {
  await program.chord(Key.Alt, '6');
  await program.click('[role=tab]', 'Ký duyệt');
}

it('a signed-off report waits for its signatures', async () => {
  await openCard();
  await program.button('Ký duyệt…');
  await program.button('Ký duyệt và khóa');
  await program.shows('Báo cáo chưa có chữ ký số nào.');
  expect(await faults(program)).toEqual([]);
  await program.picture('sign-card');
});

it('number and date are asked for before the first signature', async () => {
  await program.button('Ký bằng tệp chứng thư…');
  await program.shows('Báo cáo chưa có số và ngày.');
  expect(await focusedType()).toBe('radio');
  await program.button('Điền số, ngày trước');
  await program.fill('Số báo cáo', '281');
  await program.button('Hôm nay');
  await program.button('Lưu số, ngày');
  await noDialog();
  expect(await messages(program)).toContain('Đã lưu số và ngày');
});

it('a wrong password is told, and nothing but the password is lost', async () => {
  await program.button('Ký bằng tệp chứng thư…');
  await program.shows('không sửa được nữa');
  program.answerDialog(authority.signer);
  await program.button('Chọn tệp chứng thư…');
  await program.shows('chủ tịch.p12');
  expect(await faults(program)).toEqual([]);
  await program.picture('sign-dialog');
  await program.fill('Mật khẩu của tệp chứng thư', `sai${Key.Enter}`);
  await program.shows('Mật khẩu của tệp chứng thư “chủ tịch.p12” không đúng');
  await program.until('the password again', () => {
    const one = document.activeElement as HTMLInputElement;
    return one.type === 'password' && one.value === '';
  });
  await program.shows('chủ tịch.p12');
});

it('the signer signs, and the field is shown as signed', async () => {
  await program.type(`${PASSWORD}${Key.Enter}`);
  await noDialog();
  await program.shows('Người ký: Nguyễn Văn Đức, UBND xã Đức Liễu');
  await program.shows('Chữ ký đúng');
  expect(await messages(program)).toContain('Đã ký số ô “Người ký”: Nguyễn Văn Đức');
  // The focus is back where it came from, and number and date stay.
  const said = await program.run(() => (document.activeElement as HTMLElement).innerText);
  expect(said).toContain('Ký bằng tệp chứng thư…');
  expect(await program.text()).not.toContain('Điền số, ngày');
  expect(await faults(program)).toEqual([]);
  await program.picture('sign-card-signed');
});

it('what is exported is the signed report', async () => {
  await program.click('[role=tab]', 'Xuất, in');
  await program.shows('Bản đã ký số giữ trong tệp dữ liệu.');
  program.answerDialog(at('đã ký.pdf'));
  await program.button('Lưu PDF: Báo cáo PDF');
  await program.shows('Đã xuất đã ký.pdf');
  expect(readFileSync(at('đã ký.pdf')).includes('ETSI.CAdES.detached')).toBe(true);
});

it('a report that was countersigned elsewhere is taken back; another document is refused', async () => {
  execFileSync(
    built('par-index'),
    [
      ...['sign', at('đã ký.pdf'), '--p12', authority.agency, '--field', 'agency'],
      ...['--picture', authority.seal, '--out', at('hai chữ ký.pdf'), '--password-stdin'],
    ],
    { input: `${PASSWORD}\n` },
  );
  await openCard();
  await program.shows('Nguyễn Văn Đức');
  writeFileSync(at('khác.pdf'), readFileSync(at('đã ký.pdf')).subarray(0, 20_000));
  program.answerDialog(at('khác.pdf'));
  await program.button('Nhận bản đã ký ở nơi khác…');
  await program.shows('“khác.pdf”');
  program.answerDialog(at('hai chữ ký.pdf'));
  await program.button('Nhận bản đã ký ở nơi khác…');
  await program.shows('Đã nhận báo cáo đã ký');
  await program.shows('Cơ quan: UBND xã Đức Liễu');
  expect(await faults(program)).toEqual([]);
  await program.picture('sign-taken');
  await program.type(Key.Escape);
  await noDialog();
  await program.shows('Cả hai ô đã được ký.');
});

it('any file is checked, against the certificates that are trusted', async () => {
  program.answerDialog(at('hai chữ ký.pdf'));
  await program.button('Kiểm tra tệp…');
  await program.shows('chưa chắc người ký là ai');
  program.answerDialog(authority.empty);
  await program.button('Chọn thư mục…');
  await program.shows('không có chứng thư gốc nào đọc được');
  program.answerDialog(authority.roots);
  await program.button('Chọn thư mục…');
  await program.shows('1 chứng thư gốc');
  await program.shows('được bảo đảm bởi Nơi cấp chứng thư mẫu');
  expect(await faults(program)).toEqual([]);
  await program.picture('sign-check');

  const altered = readFileSync(at('hai chữ ký.pdf'));
  altered[altered.indexOf('/Type') + 1] = 0x55;
  writeFileSync(at('bị sửa.pdf'), altered);
  program.answerDialog(at('bị sửa.pdf'));
  await program.button('Chọn tệp khác…');
  await program.shows('bị sửa.pdf');
  await program.until('a verdict against it', () =>
    document.querySelector('dialog[open] [role=alert]'),
  );
  await program.picture('sign-check-altered');
  await program.type(Key.Escape);
  await noDialog();
  // The card knows the trusted certificates, too.
  await program.shows('được bảo đảm bởi Nơi cấp chứng thư mẫu');
});

it('files are remembered for the next time, passwords are not', async () => {
  await program.close();
  const kept = readFileSync(at('settings.json'), 'utf8');
  expect(kept).toContain('chủ tịch.p12');
  expect(kept).not.toContain(PASSWORD);
  expect(program.log()).not.toContain(PASSWORD);
  index(program.data, 'package', 'export', dossier, '--out', at('hồ sơ.parx'));
  program = await Program.start({ data: program.data });
  await program.resize(1366, 768);
  await program.shows('Hồ sơ tự chấm điểm');
  await program.button('Cài đặt');
  await program.shows('1 chứng thư gốc');
});

it('a package is checked from the settings, with the signatures of its report', async () => {
  program.answerDialog(at('hồ sơ.parx'));
  await program.button('Kiểm tra tệp…');
  await program.shows('Gói đạt: nguyên vẹn');
  await program.shows('Cơ quan: UBND xã Đức Liễu');
  await program.shows('Tệp kèm theo');
  // The signer's stands in two reports, and is shown once.
  expect((await program.text()).split('Người ký: Nguyễn Văn Đức')).toHaveLength(2);
  expect(await faults(program)).toEqual([]);
  await program.picture('sign-check-package');
  await program.type(Key.Escape);
  await noDialog();
});

it('the person at the keyboard is named in the title bar and changed there', async () => {
  await program.click('header button', 'Trần Thị Thí Dụ');
  await program.shows('Người đang làm việc');
  expect(await faults(program)).toEqual([]);
  await program.picture('person-dialog');
  await program.fill('Họ và tên', `Lê Văn Mới${Key.Enter}`);
  await noDialog();
  await program.until('the name in the title bar', () =>
    document.querySelector('header')?.innerText.includes('Lê Văn Mới'),
  );
  await program.shows('Lê Văn Mới');
});
