import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { type Bare, makeBare } from '../harness/evidence';
import { pidsOf, Program } from '../harness/program';
import { Publisher } from '../harness/publisher';
import { faults } from '../harness/screens';

/** A newer program comes on a memory stick; a script stands in the installer's place. */
const publisher = new Publisher();
const stick = mkdtempSync(join(tmpdir(), 'cchc-usb-'));
const installer = join(stick, 'cham-diem-cchc-0.2.0-setup.exe');
const trace = join(stick, 'cài.txt');
let bare: Bare;
let program: Program;
const at = (name: string) => join(bare.folder, name);
const copies = () => (existsSync(at('cap-nhat')) ? readdirSync(at('cap-nhat')) : []);

/** Hands an installer out that tells where it was started from and whether the data file was closed. */
function handOut(script: string, version = '0.2.0'): void {
  writeFileSync(installer, script);
  publisher.sign(installer, `par-index version:${version}`);
}
const good = () => {
  const closed = `test -e "${at('cchc.db')}-wal" && echo "still open"`;
  handOut(`#!/bin/sh\n{ echo "$0 $#"; ${closed}; } > "${trace}"\n`);
};

async function open(key: string): Promise<void> {
  process.env.PAR_INDEX_UPDATE_KEY = key;
  program = await Program.start({ data: bare.folder });
  await program.resize(1366, 768);
}

async function start(key: string): Promise<void> {
  await open(key);
  await program.button('Cài đặt');
  await program.shows('Cập nhật chương trình');
}

/** Chooses the installer in the dialog of the system. */
async function choose(): Promise<void> {
  program.answerDialog(installer);
  await program.button('Cập nhật từ tệp…');
}

beforeAll(() => {
  bare = makeBare();
});

afterEach(async () => {
  await program.close();
});

afterAll(() => {
  delete process.env.PAR_INDEX_UPDATE_KEY;
  program.discard();
  rmSync(stick, { recursive: true });
});

it('a program without a key says what to do instead', async () => {
  await start('');
  await program.shows('Đang dùng phiên bản 0.1.0');
  await program.button('Cập nhật từ tệp…');
  await program.shows('Hãy xin bộ cài mới ở nơi phát hành chương trình');
  expect(await faults(program)).toEqual([]);
});

it('what is no signed, newer installer is refused with the reason, and no copy stays', async () => {
  await start(publisher.key);
  good();
  rmSync(`${installer}.minisig`);
  await choose();
  await program.shows('Không thấy tệp chữ ký “cham-diem-cchc-0.2.0-setup.exe.minisig”');
  good();
  writeFileSync(installer, '#!/bin/sh\necho changed\n');
  await choose();
  await program.shows('Bộ cài “cham-diem-cchc-0.2.0-setup.exe” không khớp với chữ ký');
  handOut('#!/bin/sh\n', '0.1.0');
  await choose();
  await program.shows('Phiên bản 0.1.0 đang được dùng trên máy này rồi');
  handOut('#!/bin/sh\n', '0.0.9');
  await choose();
  await program.shows('Bộ cài là bản cũ (0.0.9)');
  expect(copies()).toEqual([]);
  expect(await faults(program)).toEqual([]);
});

it('without a backup nothing is started, and the work goes on', async () => {
  // A file stands where the folder of the backups should be.
  rmSync(at('backups'), { recursive: true, force: true });
  writeFileSync(at('backups'), '');
  await start(publisher.key);
  good();
  await choose();
  await program.shows('Bản mới 0.2.0, đang dùng 0.1.0.');
  await program.button('Sao lưu và cập nhật');
  await program.shows('Chưa sao lưu được dữ liệu nên chưa cập nhật gì');
  expect(existsSync(trace)).toBe(false);
  await program.button('Thôi');
  rmSync(at('backups'));
  await program.button('Sao lưu ngay');
  await program.shows('Đã sao lưu dữ liệu.');
});

it('an installer that cannot be started leaves the program open', async () => {
  await start(publisher.key);
  handOut('#!/không có/chương trình\n');
  await choose();
  await program.shows('Cập nhật lên phiên bản 0.2.0?');
  await program.button('Sao lưu và cập nhật');
  await program.shows('Máy không mở được bộ cài');
  await program.button('Thôi');
  // The data file is open again.
  await program.button('Hồ sơ');
  await program.button('Chấm');
  await program.until('scoring', () => document.querySelector('[role=tree]') !== null);
});

/** Waits until the program has ended and the installer has told of itself. */
async function ended(): Promise<void> {
  const deadline = Date.now() + 20_000;
  const runs = () => pidsOf('par-index-desktop', bare.folder).length > 0;
  const told = () => existsSync(trace) && readFileSync(trace, 'utf8') !== '';
  while ((runs() || !told()) && Date.now() < deadline) await rest(100);
  expect(runs()).toBe(false);
  expect(readFileSync(trace, 'utf8')).toBe(`${at('cap-nhat')}/cham-diem-cchc-setup.exe 0\n`);
}

it('a newer installer is confirmed, started from the own copy, and the program ends', async () => {
  await start(publisher.key);
  rmSync(at('backups'), { recursive: true, force: true });
  good();
  await choose();
  await program.shows('Chữ ký đúng');
  expect(await faults(program)).toEqual([]);
  await program.picture('update');
  expect(existsSync(trace)).toBe(false);
  // What is on the stick by now is not what was verified.
  writeFileSync(installer, '#!/bin/sh\nexit 1\n');
  await program.button('Sao lưu và cập nhật');
  await ended();
  expect(readdirSync(at('backups')).some((name) => name.endsWith('.db'))).toBe(true);
  expect(copies()).toHaveLength(1);
});

it('the next start removes the copy', async () => {
  await start(publisher.key);
  await program.until('screen', () => document.querySelector('main h1') !== null);
  const deadline = Date.now() + 10_000;
  while (copies().length > 0 && Date.now() < deadline) await rest(100);
  expect(copies()).toEqual([]);
});

it('a data file of a newer program, which asks for the update, does not stand in its way', async () => {
  program.discard();
  rmSync(trace, { force: true });
  bare = makeBare();
  const file = at('cchc.db');
  const newer = readFileSync(file);
  // The version of the schema in the header of a SQLite file.
  newer.writeUInt32BE(newer.readUInt32BE(60) + 1, 60);
  writeFileSync(file, newer);
  await open(publisher.key);
  await program.shows('Hãy cập nhật chương trình rồi mở lại');
  good();
  await choose();
  await program.shows('Tệp dữ liệu chưa mở được nên không sao lưu');
  expect(await faults(program)).toEqual([]);
  await program.picture('update-trouble');
  // Nothing holds the end up, so that the window may be gone before the driver has had its answer.
  await program.run(() => {
    const buttons = [...document.querySelectorAll<HTMLElement>('dialog[open] button')];
    const update = buttons.find((one) => one.innerText === 'Cập nhật');
    setTimeout(() => update?.click(), 300);
  });
  await ended();
  expect(existsSync(at('backups'))).toBe(false);
  expect(readFileSync(file).equals(newer)).toBe(true);
});
