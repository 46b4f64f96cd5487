import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { openItem, tabTo } from '../harness/keyboard';
import { built } from '../harness/paths';
import { Key, Program } from '../harness/program';
import { makeSample, type Sample } from '../harness/sample';

/** The two ways in which Vietnamese is typed, in the real window, down to what the data file holds. */
let sample: Sample;
let program: Program;

/** How engines report a composition's end: Chromium keeps the text, WebKit puts it in anew. */
type Engine = 'chromium' | 'webkit';

beforeAll(async () => {
  sample = makeSample();
  program = await Program.start({ data: sample.folder });
  await program.resize(1366, 768);
  await program.button('Chấm tiếp');
  await program.until('scoring', () => document.querySelector('[role=tree]') !== null);
});

afterAll(async () => {
  await program.close();
  program.discard();
});

/** Telex: composes a word at the end of the field that has the focus, as an input method does. */
async function compose(steps: string[], engine: Engine): Promise<void> {
  await program.run(
    (steps, engine) => {
      const field = document.activeElement as HTMLTextAreaElement;
      const before = field.value;
      const events = { bubbles: true, composed: true };
      const put = (text: string, inputType: string, isComposing: boolean) => {
        field.value = before + text;
        field.dispatchEvent(
          new InputEvent('input', { ...events, inputType, data: text, isComposing }),
        );
      };
      const key = (name: string, isComposing = true) => {
        const press = { ...events, key: name, keyCode: 229, isComposing, cancelable: true };
        field.dispatchEvent(new KeyboardEvent('keydown', press));
      };
      const composition = (type: string, data: string) =>
        field.dispatchEvent(new CompositionEvent(type, { ...events, data }));
      steps.forEach((text, step) => {
        if (engine === 'chromium') key('Process');
        if (step === 0) composition('compositionstart', '');
        composition('compositionupdate', text);
        put(text, 'insertCompositionText', true);
        if (engine === 'webkit') key(text.slice(-1));
      });
      // Keys that mean something elsewhere belong to the list of words now.
      for (const name of ['Enter', 'Escape', 'Tab', 'ArrowDown', 'F1']) key(name);
      const whole = steps.at(-1) ?? '';
      if (engine === 'webkit') {
        put('', 'deleteCompositionText', true);
        put(whole, 'insertFromComposition', true);
      }
      composition('compositionend', whole);
      // WebKit reports the key that ended it afterwards, with no word of the composition but its code.
      if (engine === 'webkit') key('Enter', false);
    },
    steps,
    engine,
  );
}

const typed = () =>
  program.run(() => (document.activeElement as HTMLTextAreaElement | null)?.value ?? null);

/** Unikey: takes back the plain letter and types the accented one. */
const UNIKEY = [
  ...[
    'thi',
    Key.Backspace,
    'í',
    ' d',
    Key.Backspace,
    'đ',
    'iê',
    Key.Backspace,
    Key.Backspace,
    'iể',
  ],
  ...['m, đuơ', Key.Backspace, Key.Backspace, 'ươ', 'ng s', 'ô', Key.Backspace, 'ố'],
].join('');
const UNIKEY_TEXT = 'thí điểm, đương số';
const TELEX = ['t', 'th', 'thi', 'thí'];

async function explanationOf(code: string): Promise<void> {
  await openItem(program, code);
  await tabTo(
    program,
    'explanation',
    (at) => at.tag === 'TEXTAREA' && at.label.includes('Giải trình'),
  );
  await program.chord(Key.Control, 'a');
  await program.type(Key.Backspace);
}

for (const engine of ['chromium', 'webkit'] as const) {
  it(`a composition (${engine}) leaves an explanation whole, and no key acts in it`, async () => {
    const code = engine === 'chromium' ? '1.1.2' : '1.3.1';
    await explanationOf(code);
    await program.type('Xã đã ');
    await compose(TELEX, engine);
    expect(await typed()).toBe('Xã đã thí');
    await program.type(' điểm.');
    const title = await program.run(() => document.querySelector('main h1')?.textContent);
    expect(title).toContain(code);
    expect(await program.run(() => document.querySelector('dialog[open]'))).toBe(null);
    await program.type(Key.Tab);
    await program.saved();
  });
}

it('letters taken back by Unikey leave an explanation whole', async () => {
  await explanationOf('1.3.2');
  await program.type(UNIKEY);
  expect(await typed()).toBe(UNIKEY_TEXT);
  await program.type(Key.Tab);
  await program.saved();
});

it('figures and days are typed as Vietnamese write them', async () => {
  await openItem(program, '6.1.1');
  await tabTo(program, 'figure', (at) => at.field === 'a');
  await program.chord(Key.Control, 'a');
  await program.type('1850,25');
  expect(await typed()).toBe('1850,25');
  await program.type(Key.Tab);
  await openItem(program, '5.3.1');
  await tabTo(program, 'day', (at) => at.field === 'ngay');
  await program.chord(Key.Control, 'a');
  await program.type('05/12/2024');
  expect(await typed()).toBe('05/12/2024');
  await program.type(Key.Tab);
  await program.saved();
});

it('a document’s subject takes both ways of typing', async () => {
  await openItem(program, '1.1.2');
  await program.button('Thêm tài liệu');
  await program.fill('Số, ký hiệu', '99/BC-UBND');
  await program.fill('Ngày văn bản', '15/11/2024');
  await program.fill('Cơ quan ban hành', 'UBND xã Đức Liễu');
  await program.fill('Trích yếu, tên tài liệu', `Báo cáo ${UNIKEY} `);
  await compose(TELEX, 'chromium');
  await compose(['n', 'nghieem', 'nghiệm'], 'webkit');
  expect(await typed()).toBe(`Báo cáo ${UNIKEY_TEXT} thínghiệm`);
  await program.button('Ghi');
  await program.shows('99/BC-UBND');
  await program.saved();
});

it('the table’s cell takes both ways of typing', async () => {
  await program.button('Bảng tổng hợp');
  const cell = (code: string) => `[data-cell="${code}/0/explanation"]`;
  for (const [code, work] of [
    ['1.2.1', () => program.type(UNIKEY)],
    ['1.4.1', () => compose(TELEX, 'chromium')],
    ['1.5.1', () => compose(TELEX, 'webkit')],
  ] as const) {
    await program.click(cell(code));
    await program.type(Key.F2);
    await program.until('editor', () => document.activeElement?.tagName === 'TEXTAREA');
    await program.chord(Key.Control, 'a');
    await program.type(Key.Backspace);
    await work();
    expect(await typed()).toBe(code === '1.2.1' ? UNIKEY_TEXT : 'thí');
    await program.type(Key.Enter);
    await program.until('left', () => document.activeElement?.tagName !== 'TEXTAREA');
  }
  await program.saved();
});

it('the data file holds it exactly so', async () => {
  await program.close();
  const index = (...words: string[]) =>
    execFileSync(built('par-index'), ['--file', join(sample.folder, 'cchc.db'), ...words], {
      encoding: 'utf8',
    });
  const { answers } = JSON.parse(index('answers', 'get', sample.current.id));
  const explained = ['1.1.2', '1.3.1', '1.3.2', '1.2.1', '1.4.1', '1.5.1'];
  expect(explained.map((code) => answers[code].explanation)).toEqual([
    ...['Xã đã thí điểm.', 'Xã đã thí điểm.', UNIKEY_TEXT],
    ...[UNIKEY_TEXT, 'thí', 'thí'],
  ]);
  expect(answers['6.1.1'].inputs.a).toBe(1850.25);
  expect(answers['5.3.1'].inputs.ngay).toBe('2024-12-05');
  const out = join(mkdtempSync(join(tmpdir(), 'cchc-')), 'content.json');
  index('export', 'json', sample.current.id, '--out', out);
  const subject = `Báo cáo ${UNIKEY_TEXT} thínghiệm`;
  expect(readFileSync(out, 'utf8').normalize('NFC')).toContain(subject);
});
