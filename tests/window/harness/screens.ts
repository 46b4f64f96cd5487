import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';

import { openItem } from './keyboard';
import { Key, Program } from './program';
import { makeSample, type Settings } from './sample';

/** What a person can have in front of the eyes. */
export interface View {
  name: string;
  open: (program: Program) => Promise<void>;
  /** A dialog: Escape leads out of it. */
  dialog?: boolean;
}

const screen = async (program: Program, place: number, title: string) => {
  await program.chord(Key.Alt, String(place));
  await program.until(
    `screen ${title}`,
    (title) => document.querySelector('main h1')?.textContent?.includes(title),
    title,
  );
};
const dialog = (program: Program) =>
  program.until('dialog', () => document.querySelector('dialog[open]') !== null);
const signing = async (program: Program, tab: string) => {
  await screen(program, 6, 'Ký và xuất');
  await program.click('[role=tab]', tab);
  await program.until('preview', () => {
    const page = document.querySelector<HTMLImageElement>('[data-page] img');
    return page?.complete && page.naturalWidth > 0;
  });
  // The scroll bar of the pages narrows them, and they are drawn once more.
  await rest(700);
};
const table = async (program: Program) => {
  await screen(program, 3, 'Bảng tổng hợp');
  await program.until('table', () => document.querySelectorAll('[role=gridcell]').length > 50);
};

/** The screens of the open dossier, with their dialogs. */
export const views: View[] = [
  { name: 'home', open: (program) => screen(program, 1, 'Hồ sơ tự chấm điểm') },
  {
    name: 'home-new',
    dialog: true,
    open: async (program) => {
      await screen(program, 1, 'Hồ sơ tự chấm điểm');
      await program.button('Lập hồ sơ mới');
      await program.shows('Áp dụng cho');
    },
  },
  {
    name: 'home-new-round',
    dialog: true,
    open: async (program) => {
      await screen(program, 1, 'Hồ sơ tự chấm điểm');
      await program.button('Lập hồ sơ mới');
      await program.click('dialog label', 'UBND xã, thị trấn');
      await program.button('Tiếp tục');
      await program.field('Tên đợt');
    },
  },
  { name: 'scoring', open: (program) => openItem(program, '2.1.2') },
  { name: 'scoring-parts', open: (program) => openItem(program, '6.3.1') },
  { name: 'scoring-survey', open: (program) => openItem(program, '1.7.1') },
  { name: 'scoring-open', open: (program) => openItem(program, '8.2.1') },
  {
    name: 'document-new',
    dialog: true,
    open: async (program) => {
      await openItem(program, '1.1.2');
      await program.button('Thêm tài liệu');
      await dialog(program);
    },
  },
  {
    name: 'document-reuse',
    dialog: true,
    open: async (program) => {
      await openItem(program, '1.1.2');
      await program.button('Dùng lại');
      await dialog(program);
    },
  },
  { name: 'table', open: table },
  {
    name: 'table-paste',
    dialog: true,
    open: async (program) => {
      await table(program);
      await program.button('Dán từ Excel');
      await program.field('Khối đã sao chép');
      await program.run(() => {
        const area = document.querySelector<HTMLTextAreaElement>('dialog[open] textarea')!;
        area.value = 'Mã\tĐã làm\tTổng số\r\n1.1.2\t30\t36\r\n1.3.1\t5\t7\r\n9.9.9\t1\t2\r\n';
        area.dispatchEvent(new InputEvent('input', { bubbles: true }));
      });
      await program.button('Xem trước thay đổi');
      await program.shows('9.9.9');
    },
  },
  {
    name: 'retype',
    open: async (program) => {
      await table(program);
      await program.button('Nhập lại lên phần mềm của tỉnh');
      await program.shows('Mỗi dòng là một mục');
    },
  },
  {
    name: 'evidence',
    open: async (program) => {
      await screen(program, 4, 'Minh chứng');
      await program.shows('KH-UBND');
    },
  },
  {
    name: 'review',
    open: async (program) => {
      await screen(program, 5, 'Rà soát');
      await program.shows('Theo lĩnh vực');
    },
  },
  { name: 'signing', open: (program) => signing(program, 'Nội dung') },
  { name: 'signing-unit', open: (program) => signing(program, 'Đơn vị') },
  { name: 'signing-sign', open: (program) => signing(program, 'Ký duyệt') },
  {
    name: 'signing-dialog',
    dialog: true,
    open: async (program) => {
      await signing(program, 'Ký duyệt');
      await program.button('Ký duyệt…');
      await dialog(program);
      await program.shows('Tóm tắt');
    },
  },
  { name: 'signing-export', open: (program) => signing(program, 'Xuất, in') },
  {
    name: 'history',
    open: async (program) => {
      await screen(program, 7, 'Lịch sử');
      await program.shows('Chuỗi nhật ký nguyên vẹn');
    },
  },
  { name: 'help', open: (program) => screen(program, 8, '') },
  {
    name: 'settings',
    open: async (program) => {
      await screen(program, 9, 'Cài đặt');
      await program.shows('Sao lưu');
    },
  },
  {
    name: 'search',
    dialog: true,
    open: async (program) => {
      await program.chord(Key.Control, 'k');
      await dialog(program);
      await program.type('ke hoach');
      await program.until('results', () => document.querySelector('dialog [role=option]'));
    },
  },
  {
    name: 'keys',
    dialog: true,
    open: async (program) => {
      await program.chord(Key.Control, Key.F1);
      await dialog(program);
    },
  },
];

/** Before there is a dossier, and when the data file cannot be read. */
export const beginnings: Record<string, () => Promise<Program>> = {
  'first-start': async () => {
    const { folder } = makeSample();
    rmSync(join(folder, 'cchc.db'));
    const program = await Program.start({ data: folder });
    await program.shows('Bắt đầu dùng chương trình');
    return program;
  },
  trouble: async () => {
    const { folder } = makeSample();
    writeFileSync(join(folder, 'cchc.db'), 'không phải tệp dữ liệu '.repeat(500));
    const program = await Program.start({ data: folder });
    await program.shows('Thông tin cho người hỗ trợ');
    return program;
  },
};

/** Starts the program on the sample, its dossier open, in the window of an office screen. */
export async function startWorking(settings: Settings = {}): Promise<Program> {
  const program = await Program.start({ data: makeSample(settings).folder });
  await program.resize(1366, 768);
  await program.button('Chấm tiếp');
  await program.until('scoring', () => document.querySelector('[role=tree]') !== null);
  return program;
}

/** Opens a view; a dialog that stood before it is left. */
export async function show(program: Program, view: View): Promise<void> {
  await leaveDialogs(program);
  await view.open(program);
  await program.rests();
}

/** Leaves dialogs, without what was entered in them. */
export async function leaveDialogs(program: Program): Promise<void> {
  for (let tries = 0; tries < 4; tries++) {
    const left = await program.run(() => document.querySelector('dialog[open]') === null);
    if (left) return;
    await program.type(Key.Escape);
    const asked = await program.run(() => document.body.innerText.includes('Bỏ các nội dung'));
    if (asked) await program.button('Bỏ, đóng lại');
  }
}

/** Colours and size of text as the settings put them on the page. */
export async function dress(program: Program, theme: string, textSize: number): Promise<void> {
  await program.run(
    (theme, textSize) => {
      document.documentElement.dataset.theme = theme;
      document.documentElement.style.setProperty('--text-size', String(textSize));
    },
    theme,
    textSize,
  );
  await program.rests();
}

/** Faults of what is shown now, in every theme and at both ends of the text sizes. */
export async function faults(program: Program): Promise<string[]> {
  const found: string[] = [];
  for (const textSize of [100, 200]) {
    for (const theme of textSize === 100 ? ['light', 'dark', 'contrast'] : ['light']) {
      await dress(program, theme, textSize);
      const violations = await program.violations();
      found.push(...violations.map((one) => `${theme}, ${textSize} %: ${one}`));
    }
    const cut = await program.overflow();
    found.push(...cut.map((one) => `${textSize} %: ${one}`));
  }
  await dress(program, 'light', 100);
  return found;
}
