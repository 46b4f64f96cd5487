import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import sharp from 'sharp';

import { built, root } from './paths';
import { Key, type Program } from './program';

const sample = (name: string) => join(root, 'assets', 'sample', name);

/** A data folder with one dossier in which nothing has been done yet. */
export interface Bare {
  folder: string;
  dossier: string;
  /** Runs the command line on its data file; the window must be closed. */
  index: (...words: string[]) => string;
}

export function makeBare(profile: 'debug' | 'release' = 'debug', disk = tmpdir()): Bare {
  const folder = mkdtempSync(join(disk, 'cchc-minh chứng-'));
  const index = (...words: string[]) =>
    execFileSync(built('par-index', profile), ['--file', join(folder, 'cchc.db'), ...words], {
      encoding: 'utf8',
    }).trim();
  index('init');
  const dossier = index(
    ...['dossier', 'new', '--criteria', join(root, 'assets/criteria/commune-2024.json')],
    ...['--profile', sample('profile-xa-duc-lieu.json'), '--round', sample('round-2024.json')],
  );
  // As after the first start.
  const settings = {
    theme: 'light',
    person: 'Trần Thị Thí Dụ',
    post: 'Công chức Văn phòng',
  };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ settings }));
  return { folder, dossier, index };
}

/** Files as clerks have them: good, doubtful and useless ones. */
export interface Files {
  folder: string;
  /** A report of 25 pages with text; its name has letters and marks apart, as on a Mac. */
  report: string;
  /** The same content under another name. */
  copy: string;
  workbook: string;
  picture: string;
  text: string;
  /** A report that was cut off on its way. */
  damaged: string;
  /** A program called a PDF. */
  disguised: string;
  empty: string;
  /** A notice with a stamp of secrecy. */
  secret: string;
  /** Two files of one name in folders of their own, and a link back to the folder itself. */
  nested: string;
}

/** The text of the notes, as it is typed. */
export const NOTES = [
  'GIẤY GHI NHỚ',
  'Đã niêm yết thủ tục hành chính tại bộ phận một cửa.',
  'Việc còn lại: số hóa sổ hộ tịch.',
].join('\n');

/** What the program itself wrote for the sample: its report and its workbook. */
function written(ending: string): Buffer {
  const out = mkdtempSync(join(tmpdir(), 'cchc-mẫu-'));
  execFileSync(built('par-index'), ['demo', '--out', out]);
  return readFileSync(join(out, `BC-tu-cham-CCHC-2024_xa-duc-lieu_281-BC-UBND.${ending}`));
}

export async function makeFiles(): Promise<Files> {
  const folder = mkdtempSync(join(tmpdir(), 'cchc-tệp gốc-'));
  const at = (...path: string[]) => join(folder, ...path);
  const write = (name: string, content: Buffer | string) => {
    writeFileSync(at(name), content);
    return at(name);
  };
  const report = written('pdf');
  const blue = { r: 30, g: 70, b: 160 };
  const picture = {
    width: 800,
    height: 600,
    channels: 3 as const,
    background: blue,
  };
  mkdirSync(at('hồ sơ', 'quý 1'), { recursive: true });
  mkdirSync(at('hồ sơ', 'quý 2'), { recursive: true });
  write('hồ sơ/quý 1/biên bản.txt', 'Biên bản họp quý 1');
  write('hồ sơ/quý 2/biên bản.txt', 'Biên bản họp quý 2');
  symlinkSync(at('hồ sơ'), at('hồ sơ', 'vòng lại'));
  copyFileSync('/bin/true', at('cài đặt.pdf'));
  return {
    folder,
    report: write('Báo cáo tự chấm.pdf'.normalize('NFD'), report),
    copy: write('Bản sao báo cáo.pdf', report),
    workbook: write('Bảng điểm.xlsx', written('xlsx')),
    picture: write('Ảnh niêm yết.png', await sharp({ create: picture }).png().toBuffer()),
    text: write('Ghi nhớ.txt', NOTES),
    damaged: write('Báo cáo tải dở.pdf', report.subarray(0, report.length / 2)),
    disguised: at('cài đặt.pdf'),
    empty: write('rỗng.pdf', ''),
    secret: write('Thông báo 03.txt', 'UBND XÃ MẪU\nMẬT\nThông báo về phương án trực'),
    nested: at('hồ sơ'),
  };
}

/** Opens the register of the dossier on the home screen. */
export async function openRegister(program: Program): Promise<void> {
  await program.button('Chấm');
  await program.until('scoring', () => document.querySelector('[role=tree]') !== null);
  await goToRegister(program);
}

export async function goToRegister(program: Program): Promise<void> {
  await program.chord(Key.Alt, '4');
  await program.until('register', () =>
    document.querySelector('main h1')?.textContent?.includes('Minh chứng'),
  );
}

/** Answers the next dialog with these files. */
export function choose(program: Program, ...paths: string[]): void {
  program.answerDialog(paths.join('\t'));
}

/** Attaches files by the button of the screen that is open. */
export async function attach(program: Program, ...paths: string[]): Promise<void> {
  choose(program, ...paths);
  await program.button('Đính kèm tệp…');
}

/** Looks through a long table, so that all of its rows are drawn. */
export async function lookThrough(program: Program): Promise<void> {
  await program.until('every row', () => {
    const rows = [...document.querySelectorAll<HTMLElement>('main tbody tr')];
    const table = document.querySelector('main table');
    const due = Number(table?.getAttribute('aria-rowcount') ?? rows.length + 1) - 1;
    if (rows.length < due) rows.at(-1)?.scrollIntoView();
    return rows.length === due;
  });
}

/** What the register says of each document, a line a row. */
export async function rows(program: Program): Promise<string[]> {
  await lookThrough(program);
  return program.run(() =>
    [...document.querySelectorAll<HTMLElement>('main tbody tr')].map((row) =>
      row.innerText.replace(/\s+/g, ' ').trim(),
    ),
  );
}

/** Waits until a row says all of this, and gives what it says. */
export function row(program: Program, ...said: string[]): Promise<string> {
  return program.until(
    `a row with ${said.join(', ')}`,
    (...said) => {
      const rows = [...document.querySelectorAll<HTMLElement>('main tbody tr')];
      const texts = rows.map((one) => one.innerText.replace(/\s+/g, ' ').normalize('NFC').trim());
      const found = texts.find((text) => said.every((one) => text.includes(one)));
      // Rows further down are drawn when they are looked for.
      if (!found) rows.at(-1)?.scrollIntoView();
      return found;
    },
    ...said,
  );
}

/** What the messages say, which are then put away. */
export async function messages(program: Program): Promise<string> {
  return program.run(() => {
    const list = [...document.querySelectorAll<HTMLElement>('.message')];
    const said = list.map((one) => one.innerText).join('\n');
    for (const one of document.querySelectorAll<HTMLElement>('.message button')) {
      if (one.getAttribute('aria-label') === 'Bỏ thông báo') one.click();
    }
    return said.normalize('NFC');
  });
}

/** Waits until everything that was added has been read in the background. */
export async function allRead(program: Program): Promise<void> {
  await program.until(
    'all read',
    () =>
      document.querySelectorAll('main tbody tr').length > 0 &&
      !document.querySelector('main')?.innerText.includes('Đang đọc nội dung'),
  );
}

/**
 * Lets files drop on the window: the web view's own listeners are called as the program calls them,
 * since no driver can drag from outside; the program takes the paths from the answers.
 */
export async function drop(program: Program, ...paths: string[]): Promise<void> {
  choose(program, ...paths);
  await dragged(program, 'drop', paths);
}

export function dragged(
  program: Program,
  step: 'enter' | 'leave' | 'drop',
  paths: string[] = [],
): Promise<void> {
  return program.run(
    (step, paths) => {
      interface Page {
        __TAURI_INTERNALS__: { runCallback: (id: number, event: object) => void };
        __internal_unstable_listeners_object_id__: Record<
          string,
          Record<string, { handlerId: number }>
        >;
      }
      const page = window as unknown as Page;
      const event = `tauri://drag-${step}`;
      const listeners = page.__internal_unstable_listeners_object_id__[event] ?? {};
      const ids = Object.getOwnPropertyNames(listeners);
      if (ids.length === 0) throw new Error(`nobody listens to ${event}`);
      const payload = { paths, position: { x: 400, y: 300 } };
      for (const id of ids) {
        const { handlerId } = listeners[id]!;
        page.__TAURI_INTERNALS__.runCallback(handlerId, {
          event,
          id: Number(id),
          payload,
        });
      }
    },
    step,
    paths,
  );
}

/** Pastes a picture, as from a program that captures the screen. */
export function pastePicture(program: Program): Promise<void> {
  return program.runAsync(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [320, 200];
    const brush = canvas.getContext('2d')!;
    brush.fillStyle = 'teal';
    brush.fillRect(0, 0, 320, 200);
    const png = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    const data = new DataTransfer();
    data.items.add(new File([png!], 'image.png', { type: 'image/png' }));
    const event = new ClipboardEvent('paste', {
      bubbles: true,
      cancelable: true,
      clipboardData: data,
    });
    document.body.dispatchEvent(event);
  });
}
