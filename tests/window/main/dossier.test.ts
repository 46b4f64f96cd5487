import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { lookThrough } from '../harness/evidence';
import { type Answer, openItem, score, tabTo } from '../harness/keyboard';
import { built, root } from '../harness/paths';
import { Key, Program } from '../harness/program';

/** The main path of a clerk, from the first start to the exported report, in the order of the tests. */
let program: Program;
const data = mkdtempSync(join(tmpdir(), 'Nguyễn Văn Đức-'));
const sample = (name: string) => join(root, 'assets', 'sample', name);
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const answers = read(sample('answers-xa-duc-lieu.json')) as Record<
  'answers' | 'bonus' | 'penalty',
  Record<string, Answer>
> & { deadlines?: Record<string, string> };
const round = read(sample('round-2024.json'));
const criteria = join(root, 'assets', 'criteria', 'commune-2024.json');
const dataFile = join(data, 'cchc.db');
const index = (...words: string[]) => execFileSync(built('par-index'), words, { encoding: 'utf8' });

beforeAll(async () => {
  program = await Program.start({ data });
});

afterAll(async () => {
  await program.close();
});

/** The one dossier's identifier; the program must be closed. */
function dossier(): string {
  return index('--file', dataFile, 'dossier', 'list').split(/\s+/)[0]!;
}

/** The points that the tree shows, by code. */
function pointsInTree(): Promise<Record<string, string>> {
  return program.run(() => {
    const found: Record<string, string> = {};
    for (const row of document.querySelectorAll<HTMLElement>('[role=treeitem]')) {
      const text = row.innerText;
      const code = /^\s*(\S+)/.exec(text)?.[1] ?? '';
      found[code] = /(\S+)\/\S+\s*$/.exec(text.trim())?.[1] ?? '';
    }
    return found;
  });
}

/** Puts the messages away, which may stand over what is wanted next. */
async function dismissMessages(): Promise<void> {
  await program.run(() => {
    const buttons = document.querySelectorAll<HTMLButtonElement>('.message button');
    for (const one of buttons) if (one.getAttribute('aria-label') === 'Bỏ thông báo') one.click();
  });
  await program.until('no message', () => document.querySelector('.message') === null);
}

async function restart(): Promise<void> {
  program = await Program.start({ data });
  await program.shows('Hồ sơ tự chấm điểm');
}

it('the first start asks for the unit in three steps, by keys alone', async () => {
  await program.shows('Bắt đầu dùng chương trình');
  await tabTo(program, 'name', (at) => at.label.startsWith('Tên đơn vị'));
  await program.type(`UBND xã Đức Liễu${Key.Tab}Đức Liễu${Key.Enter}`);
  await program.shows('Ai nhập số liệu?');
  await tabTo(program, 'person', (at) => at.label.startsWith('Họ và tên'));
  await program.type(`Trần Thị Thí Dụ${Key.Tab}Công chức Văn phòng – Thống kê${Key.Enter}`);
  await program.shows('Kiểm tra lại thông tin');
  await tabTo(
    program,
    'finish',
    (at) => at.tag === 'BUTTON' && at.label.includes('Bắt đầu làm việc'),
  );
  await program.type(Key.Enter);
  await program.shows('Chưa có hồ sơ nào');
  expect(existsSync(dataFile)).toBe(true);
});

it('a new dossier is made with the set, the round and its dates', async () => {
  await program.button('Lập hồ sơ mới');
  await program.click('dialog label', 'UBND xã, thị trấn');
  await program.button('Tiếp tục');
  await program.fill('Tên đợt', round.title);
  const labels = read(criteria).deadlines as Record<string, string>;
  for (const [name, label] of Object.entries(labels)) {
    const [year, month, day] = (round.deadlines[name] as string).split('-');
    await program.fill(label, `${day}/${month}/${year}`);
  }
  await program.button('Tiếp tục');
  await program.button('Lập hồ sơ');
  await program.shows('Hồ sơ trống đã sẵn sàng');
  await program.button('Bắt đầu chấm điểm');
  await program.until('scoring', () => document.querySelector('[role=tree]') !== null);
});

it('points follow while a figure is typed, before it is saved', async () => {
  await openItem(program, '1.1.2');
  await tabTo(program, 'first figure', (at) => at.field === 'a');
  await program.type(`31${Key.Tab}36`);
  await program.until('live points', () => {
    return document.querySelector('[data-result]')?.textContent?.includes('1,72');
  });
  await program.saved();
});

it('the whole sample set is scored by keys alone, as the command line scores it', async () => {
  const entered = { ...answers.answers, ...answers.bonus, ...answers.penalty };
  for (const [code, answer] of Object.entries(entered)) await score(program, code, answer);
  const shown = await program.text();
  const tree = await pointsInTree();
  await program.close();

  const scored = (file: string) =>
    JSON.parse(index('score', '--criteria', criteria, '--answers', file));
  const folder = mkdtempSync(join(tmpdir(), 'cchc-'));
  const [given, got] = [join(folder, 'given.json'), join(folder, 'got.json')];
  writeFileSync(given, JSON.stringify({ ...answers, deadlines: round.deadlines }));
  writeFileSync(got, index('--file', dataFile, 'answers', 'get', dossier()));
  expect(read(got).answers).toEqual(answers.answers);
  const expected = scored(given);
  expect(scored(got)).toEqual(expected);

  const comma = (figure: number) => String(figure).replace('.', ',');
  const { selfPoints, selfApplicableMax } = expected.totals;
  expect(shown).toContain(`Tự chấm ${comma(selfPoints)}/${comma(selfApplicableMax)}`);
  for (const code of Object.keys(answers.answers)) {
    const { status, points } = expected.subCriteria[code];
    const settled = status === 'scored' || status === 'not-applicable';
    expect(`${code}: ${tree[code]}`).toBe(`${code}: ${settled ? comma(points) : '–'}`);
  }
  await restart();
}, 600_000);

it('a block from Excel is shown first, pasted as one step, and undone as one', async () => {
  await program.button('Chấm tiếp');
  await program.button('Bảng tổng hợp');
  await program.button('Dán từ Excel');
  await program.fill('Khối đã sao chép', '');
  await program.run((text) => {
    const area = document.querySelector<HTMLTextAreaElement>('dialog[open] textarea');
    if (!area) throw new Error('no text area');
    area.value = text;
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }, 'Mã\tĐã làm\tTổng số\r\n1.1.2\t30\t36\r\n1.3.1\t5\t7\r\n9.9.9\t1\t2\r\n');
  await program.button('Xem trước thay đổi');
  await program.shows('9.9.9');
  expect(await program.text()).toContain('34');
  await program.button('Dán 2 ô');
  await program.shows('Đã dán 2 ô');
  const cell = (text: string) =>
    program.until(
      `cell ${text}`,
      (text) => {
        const cells = [...document.querySelectorAll<HTMLElement>('[role=gridcell]')];
        return cells.some((cell) => cell.innerText.trim() === text);
      },
      text,
    );
  await cell('30 nhiệm vụ');
  await program.chord(Key.Control, 'z');
  await cell('34 nhiệm vụ');
});

it('what was confirmed as saved is there after the power is cut', async () => {
  await openItem(program, '1.1.2');
  await tabTo(program, 'explanation', (at) => at.tag === 'TEXTAREA');
  await program.chord(Key.Control, 'a');
  const text = `Còn 02 nhiệm vụ: “số hóa sổ hộ tịch”, “bảng điện tử” – chuyển sang năm 2025 (đợt ${Date.now()}).`;
  await program.type(text);
  await program.type(Key.Tab);
  await program.saved();
  program.kill();
  await restart();
  await program.button('Chấm tiếp');
  await openItem(program, '1.1.2');
  await program.until(
    'the text',
    (text) => {
      return [...document.querySelectorAll('textarea')].some((area) => area.value === text);
    },
    text,
  );
  const checked = await program.close().then(() => index('--file', dataFile, 'check'));
  expect(checked).not.toBe('');
  await restart();
});

it('a document is added for an item, and the same one cited for another', async () => {
  await program.button('Chấm tiếp');
  await openItem(program, '1.1.1');
  await program.button('Thêm tài liệu');
  await program.fill('Số, ký hiệu', '08/KH-UBND');
  await program.fill('Ngày văn bản', '22/01/2024');
  await program.fill('Cơ quan ban hành', 'UBND xã Đức Liễu');
  await program.fill(
    'Trích yếu, tên tài liệu',
    'Kế hoạch cải cách hành chính năm 2024 của UBND xã Đức Liễu',
  );
  await program.fill('Mục, điều, khoản', 'toàn văn');
  await program.fill('Trang', '1-9');
  await program.button('Ghi');
  await program.shows('08/KH-UBND');
  await openItem(program, '1.1.2');
  await program.button('Dùng lại');
  await program.fill('Tìm theo số, ngày, cơ quan, trích yếu', 'ke hoach cai cach');
  await program.click('dialog [role=option], dialog label', '08/KH-UBND');
  await program.fill('Mục, điều, khoản', 'Phụ lục, 36 nhiệm vụ');
  await program.fill('Trang', '6-9');
  await program.button('Dẫn tài liệu này');
  await program.shows('Phụ lục, 36 nhiệm vụ, trang 6-9');
  await program.saved();
  await program.close();
  // The other documents and the report's texts come from files, as the command line takes them in.
  index('--file', dataFile, 'evidence', 'import', dossier(), sample('evidence-xa-duc-lieu.json'));
  index('--file', dataFile, 'texts', 'set', dossier(), sample('report-xa-duc-lieu.json'));
  await restart();
});

it('files are kept inside the data file: taken in, opened out again, had back', async () => {
  const folder = join(data, 'máy quét');
  mkdirSync(folder);
  const scan = join(folder, 'Kế hoạch 08 (bản quét).pdf');
  const spare = join(folder, 'spare.pdf');
  const empty = join(folder, 'rỗng.pdf');
  writeFileSync(scan, `%PDF-1.4 ${'x'.repeat(3_000_000)}`);
  writeFileSync(spare, '%PDF-1.4');
  writeFileSync(empty, '');
  await program.button('Chấm tiếp');
  await program.button('Minh chứng');
  program.answerDialog([spare, empty].join('\t'));
  await program.button('Đính kèm tệp…');
  await program.shows('Đã đính kèm 1 tệp');
  await program.shows('1 tệp chưa đính kèm được');
  await program.shows('rỗng.pdf” là tệp rỗng');
  await dismissMessages();
  await lookThrough(program);
  await program.button('Xóa spare khỏi hồ sơ');
  await program.shows('Đã xóa tài liệu: spare');
  await dismissMessages();

  program.answerDialog(scan);
  await program.button('Đính kèm tệp cho Số 08/KH-UBND');
  await program.shows('Kế hoạch 08 (bản quét).pdf');
  const out = join(folder, 'lưu ra.pdf');
  program.answerDialog(out);
  await program.button('Lưu tệp Kế hoạch 08 (bản quét).pdf ra ngoài');
  await program.shows('Đã lưu lưu ra.pdf');
  expect(readFileSync(out).equals(readFileSync(scan))).toBe(true);
  await dismissMessages();
  await program.button('Gỡ tệp Kế hoạch 08 (bản quét).pdf');
  await program.shows('Đã gỡ tệp');
  await program.chord(Key.Control, 'z');
  await program.control('button', 'Mở tệp Kế hoạch 08 (bản quét).pdf');

  // On an item, the file's document is cited for it at once.
  await openItem(program, '1.1.2');
  await dismissMessages();
  program.answerDialog(spare);
  await program.button('Đính kèm tệp…');
  await program.control('button', 'Mở tệp spare.pdf');
  await program.chord(Key.Control, 'z');
  await program.until('undone', () => !document.body.innerText.includes('spare.pdf'));
});

it('the review leads to what is missing, and the sign-off opens once nothing is', async () => {
  await openItem(program, '1.3.1');
  await tabTo(program, 'figure', (at) => at.field === 'a');
  await program.chord(Key.Control, 'a');
  await program.type(`9${Key.Tab}`);
  await program.saved();
  await program.button('Rà soát');
  await program.shows('Phải sửa trước khi ký');
  await program.button('1.3.1');
  await program.until('1.3.1', () =>
    document.querySelector('main h1')?.textContent?.includes('1.3.1'),
  );
  await program.chord(Key.Control, 'z');
  await program.until('the earlier figure', () => {
    return document.querySelector<HTMLInputElement>('[data-field=a] input')?.value === '3';
  });
});

it('the sign-off locks the dossier, and the exported report holds every text typed', async () => {
  const out = join(data, 'xuất ra');
  mkdirSync(out);
  await program.button('Ký và xuất');
  await program.click('[role=tab]', 'Nội dung');
  await program.fill(
    'Câu mở đầu',
    'Thực hiện Kế hoạch số 187/KH-UBND, UBND xã Đức Liễu báo cáo như sau:',
  );
  await program.type(Key.Tab);
  await program.saved();
  await program.click('[role=tab]', 'Ký duyệt');
  await program.button('Ký duyệt…');
  // What is missing is listed and leads to its field.
  await program.button('họ tên người ký');
  await program.fill('Cơ quan nhận báo cáo', 'Phòng Nội vụ huyện Bù Đăng');
  await program.fill('Họ và tên người ký', 'Nguyễn Văn Mẫu');
  await program.type(Key.Tab);
  await program.saved();
  await program.click('[role=tab]', 'Ký duyệt');
  await program.button('Ký duyệt…');
  await program.shows('Ký duyệt có nghĩa là');
  await program.fill('Số báo cáo', '281');
  await program.fill('Ngày báo cáo', '09/12/2024');
  await program.button('Ký duyệt và khóa');
  await program.shows('Đã ký duyệt');
  await program.click('[role=tab]', 'Xuất, in');
  for (const [action, ending] of [
    ['Lưu PDF: Báo cáo PDF', 'pdf'],
    ['Lưu Word', 'docx'],
    ['Lưu Excel', 'xlsx'],
  ] as const) {
    const path = join(out, `báo cáo.${ending}`);
    program.answerDialog(path);
    await program.button(action);
    await program.shows(`Đã xuất báo cáo.${ending}`);
    expect(existsSync(path)).toBe(true);
  }
  const text = execFileSync('pdftotext', ['-raw', join(out, 'báo cáo.pdf'), '-'], {
    encoding: 'utf8',
  });
  const bare = (words: string) => words.normalize('NFC').replace(/\s+/g, '');
  const printed = bare(text);
  const missing = texts().filter((each) => !printed.includes(bare(each)));
  expect(missing).toEqual([]);
});

/** Every text that a person has typed into the dossier, as the data file has it. */
function texts(): string[] {
  const found: string[] = [];
  const explained = (answer: Answer): void => {
    if (answer.explanation) found.push(answer.explanation);
    Object.values(answer.parts ?? {}).forEach(explained);
  };
  for (const [code, answer] of Object.entries({
    ...answers.answers,
    ...answers.bonus,
    ...answers.penalty,
  })) {
    if (code !== '1.1.2') explained(answer);
  }
  const evidence = read(sample('evidence-xa-duc-lieu.json')) as {
    documents: { subject: string; number: string }[];
  };
  for (const { subject, number } of evidence.documents) found.push(subject, number);
  found.push(
    'Thực hiện Kế hoạch số 187/KH-UBND, UBND xã Đức Liễu báo cáo như sau:',
    'Số: 281/BC-UBND',
  );
  return found;
}

it('a submission is put on record, refused while something is missing, and taken back', async () => {
  await program.button('Ký và xuất');
  await program.click('[role=tab]', 'Ký duyệt');
  await program.button('Ghi nhận đã nộp…');
  await program.fill('Ngày nộp', '08/12/2024');
  await program.button('Ghi nhận');
  await program.shows('Ngày nộp 08/12/2024 ở trước ngày báo cáo 09/12/2024');
  await program.fill('Ngày nộp', '10/12/2024');
  await program.fill('Xác nhận đã nhận', 'Mã 77');
  await program.button('Ghi nhận');
  await program.shows('Ngày 10/12/2024, Trục liên thông văn bản, văn bản số 281/BC-UBND');
  await program.shows('Đã nộp');
  await program.button('Rút hồ sơ về');
  await program.button('Rút hồ sơ');
  await program.shows('Phải ghi lý do rút hồ sơ');
  await program.fill('Lý do rút', 'Cần bổ sung phụ lục II.');
  await program.button('Rút hồ sơ');
  await program.shows('Đã ghi nhận rút hồ sơ');
});

it('a signed-off dossier refuses changes, and is reopened with a reason only', async () => {
  await openItem(program, '1.1.2');
  await program.shows('Hồ sơ đã ký duyệt nên chỉ xem được');
  expect(
    await program.run(
      () => document.querySelector<HTMLInputElement>('[data-field=a] input')?.disabled,
    ),
  ).toBe(true);
  await program.button('Ký và xuất');
  await program.click('[role=tab]', 'Ký duyệt');
  await program.button('Mở lại để sửa');
  await program.button('Mở lại hồ sơ');
  await program.shows('Phải ghi lý do mở lại');
  await program.fill('Lý do mở lại', 'Phòng Nội vụ yêu cầu bổ sung số liệu mục 1.1.2.');
  await program.button('Mở lại hồ sơ');
  await program.shows('Đã mở lại hồ sơ');
  await openItem(program, '1.1.2');
  expect(
    await program.run(
      () => document.querySelector<HTMLInputElement>('[data-field=a] input')?.disabled,
    ),
  ).toBe(false);
});

it('nothing failed unseen: the log holds no error', () => {
  expect(
    program
      .log()
      .split('\n')
      .filter((line) => line.includes('[ERROR]')),
  ).toEqual([]);
});
