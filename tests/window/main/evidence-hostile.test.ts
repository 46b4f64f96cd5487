import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

import { afterAll, beforeAll, expect, it } from 'vitest';

import {
  allRead,
  attach,
  type Bare,
  choose,
  goToRegister,
  makeBare,
  messages,
  openRegister,
  row,
  rows,
} from '../harness/evidence';
import { pdf } from '../harness/pdf';
import { Program } from '../harness/program';
import { leaveDialogs } from '../harness/screens';

/** Files that nobody should send, through the real window: each is told, and everything goes on. */
let program: Program;
let bare: Bare;
let folder: string;

beforeAll(async () => {
  bare = makeBare();
  folder = mkdtempSync(join(tmpdir(), 'cchc-tệp lạ-'));
  program = await Program.start({ data: bare.folder });
  await program.resize(1280, 680);
  await openRegister(program);
});

afterAll(async () => {
  await program.close();
  program.discard();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: Buffer | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Bytes without sense, the same in each run. */
function nonsense(count: number, beginning: string): Buffer {
  const content = Buffer.alloc(count + beginning.length);
  content.write(beginning, 'latin1');
  let state = 2_463_534_242;
  for (let at = beginning.length; at < content.length; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    content[at] = state;
  }
  return content;
}

/** A package with one part that says to be of this size. */
function zip(name: string, part: Buffer): Buffer {
  const packed = deflateRawSync(part, { level: 9 });
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(8, 4);
  head.writeUInt32LE(packed.length, 14);
  head.writeUInt32LE(part.length, 18);
  head.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), packed]);
  const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), head, Buffer.alloc(14)]);
  const central = Buffer.concat([entry, Buffer.from(name)]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end]);
}

/** Opens a file of the register and waits until all is told or shown that can be; gives the words. */
async function looked(name: string): Promise<string> {
  await program.button(`Mở tệp ${name}`);
  await program.shows('Về tệp này');
  const said = await program.until(`${name} shown or told`, () => {
    const dialog = document.querySelector<HTMLElement>('dialog[open]');
    const shown = dialog?.querySelector('.pane .notice, .pane img, .blocks, .nothing, .alone');
    return shown && dialog?.innerText;
  });
  await leaveDialogs(program);
  return said;
}

/** The beginnings of all kinds of files that are read. */
const KINDS: [string, string][] = [
  ['a.pdf', '%PDF-1.7\n'],
  ['b.docx', 'PK\x03\x04\x14\0\x06\0'],
  ['c.xlsx', 'PK\x05\x06'],
  ['d.jpg', '\xff\xd8\xff\xe0\0\x10JFIF'],
  ['e.png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
  ['f.gif', 'GIF89a'],
  ['g.tif', 'II*\0\x08\0\0\0'],
  ['h.bmp', 'BM\0\0\0\0\0\0\0\0\x36\0\0\0'],
  ['i.webp', 'RIFF\0\0\0\0WEBPVP8 '],
  ['j.doc', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['k.txt', '\xff\xfe'],
  ['l.bin', ''],
];

it('a million bytes without sense behind the beginning of each kind are told as what they are', async () => {
  const paths = KINDS.map(([name, beginning]) => write(name, nonsense(1_000_000, beginning)));
  await attach(program, ...paths);
  await program.shows(`Đã đính kèm ${KINDS.length} tệp`);
  await messages(program);
  await allRead(program);
  for (const [name] of KINDS) {
    const told = await row(program, name);
    const shown = await looked(name);
    // Bytes of no kind are nothing to complain about, and two of them are a letter.
    if (name === 'k.txt' || name === 'l.bin') continue;
    expect(told, name).toMatch(/Tệp hỏng|Tệp quá lớn|thật ra là/);
    expect(shown, name).toMatch(/hỏng|quá lớn|thật ra là|không xem được/);
  }
  expect(await rows(program)).toHaveLength(KINDS.length);
});

it('names that other systems cannot bear come in, legible', async () => {
  const odd = join(folder, 'tên lạ');
  mkdirSync(odd);
  const names = [
    'con.txt',
    'cuối. .txt',
    `${'d'.repeat(246)}.txt`,
    'Nghị quyết.txt'.normalize('NFD'),
  ];
  for (const name of names) writeFileSync(join(odd, name), name);
  // As an old program wrote it: bytes of an encoding that nobody names.
  writeFileSync(
    Buffer.concat([Buffer.from(`${odd}/`), Buffer.from('B\xb8o c\xb8o.txt', 'latin1')]),
    'cũ',
  );
  const before = (await rows(program)).length;
  choose(program, odd);
  await program.button('Thư mục…');
  await program.shows(`Đã đính kèm ${names.length + 1} tệp`);
  await messages(program);
  await row(program, 'con.txt');
  await row(program, 'Nghị quyết.txt');
  await row(program, 'dddddddd');
  expect(await rows(program)).toHaveLength(before + names.length + 1);
});

it('packages that swell, PDFs without end and files that vanish keep nothing out', async () => {
  const bomb = write('bom.docx', zip('word/document.xml', Buffer.alloc(600 << 20, ' ')));
  const long = write('vạn trang.pdf', pdf(['Trang'], 0, 10_000));
  const gone = join(folder, 'biến mất.pdf');
  const good = write('tốt.txt', 'Biên bản họp giao ban');
  const before = (await rows(program)).length;
  await attach(program, bomb, long, gone, good);
  await program.shows('1 tệp chưa đính kèm được');
  const said = await messages(program);
  expect(said).toContain('biến mất.pdf');
  // Nobody knows what stands in it: it is taken in by choice alone.
  expect(said).toContain('bom.docx: chưa đọc được nên chưa biết có dấu mật hay không');
  await allRead(program);
  await row(program, 'tốt.txt', 'Văn bản thuần');
  await row(program, 'vạn trang.pdf', '10000 trang');
  expect(await rows(program)).toHaveLength(before + 3);
});

it('a disk without room keeps what was there, and says what to do', async () => {
  await program.close();
  const disk = mkdtempSync(join(tmpdir(), 'cchc-đĩa nhỏ-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=120m', 'tmpfs', disk]);
  try {
    const small = makeBare('debug', disk);
    const tight = await Program.start({ data: small.folder });
    try {
      await openRegister(tight);
      await attach(tight, write('vừa.txt', 'vừa'));
      await tight.shows('Đã đính kèm 1 tệp');
      await messages(tight);
      await attach(tight, write('quá to.pdf', pdf(['To'], 35_000_000)));
      await tight.shows('an toàn các tệp này (33,3 MB), ổ đĩa');
      await messages(tight);
      expect(await rows(tight)).toHaveLength(1);
    } finally {
      await tight.close();
    }
    small.index('check');
  } finally {
    execFileSync('umount', ['-l', disk]);
  }
});

it('after a power cut each document has its file whole, and what is missing can be added', async () => {
  const cut = makeBare();
  const dying = await Program.start({ data: cut.folder });
  const many = Array.from({ length: 60 }, (_, at) =>
    write(`quét ${at}.pdf`, pdf([`Trang ${at}`], 1_000_000)),
  );
  await openRegister(dying);
  await attach(dying, ...many);
  await dying.until('some are in', () => {
    const done = /(\d+)\/60 tệp/.exec(document.body.innerText);
    return Number(done?.[1]) >= 20;
  });
  dying.kill();
  cut.index('check');
  const { documents } = JSON.parse(cut.index('evidence', 'list', cut.dossier, '--json')) as {
    documents: { file: { bytes: number } | null }[];
  };
  expect(documents.length).toBeGreaterThan(0);
  expect(documents.length).toBeLessThan(60);
  for (const { file } of documents) expect(file?.bytes).toBeGreaterThan(1_000_000);
  program = await Program.start({ data: cut.folder });
  await openRegister(program);
  await attach(program, many.at(-1)!);
  await program.shows('Đã đính kèm 1 tệp');
  await goToRegister(program);
});

it('nothing failed unseen: the log holds no error', () => {
  expect(program.log()).not.toContain('[ERROR]');
});
