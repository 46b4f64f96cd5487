import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';

import axe from 'axe-core';
import WebDriver, { type Client } from 'webdriver';

import { faultsOfLayout } from './layout';
import { built, driver, out } from './paths';

/** Keys as WebDriver names them. */
export const Key = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  Left: '\uE012',
  Up: '\uE013',
  Right: '\uE014',
  Down: '\uE015',
  F1: '\uE031',
  F2: '\uE032',
} as const;

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** A port that the system gives out, so never one that is in use or that `fetch` refuses to ask. */
function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => found(port));
    });
  });
}

/** What can be handed to the page. */
type Value = string | number | boolean | object | null | undefined;

export interface Options {
  /** The folder of the data file; a fresh one where it is left out. */
  data?: string;
  /** The program to start; the one under test where it is left out. */
  binary?: string;
}

/** The real program in its real window, driven as a person would: by keys and clicks. */
export class Program {
  readonly data: string;
  readonly #answers: string;
  #driver: ChildProcess;
  #client: Client;

  private constructor(data: string, answers: string, process: ChildProcess, client: Client) {
    this.data = data;
    this.#answers = answers;
    this.#driver = process;
    this.#client = client;
  }

  static async start(options: Options = {}): Promise<Program> {
    const data = options.data ?? mkdtempSync(join(tmpdir(), 'cchc-cửa sổ-'));
    const answers = join(data, 'dialog-answers.txt');
    if (!existsSync(answers)) writeFileSync(answers, '');
    const [port, native] = await Promise.all([freePort(), freePort()]);
    const child = spawn(driver, ['--port', String(port), '--native-port', String(native)], {
      env: {
        ...process.env,
        PAR_INDEX_DIALOG_ANSWERS: answers,
        TZ: 'Asia/Ho_Chi_Minh',
        // The event loop has as many workers as the computer has cores: those of an old office PC.
        TOKIO_WORKER_THREADS: '2',
      },
      stdio: 'ignore',
      detached: true,
    });
    const application = options.binary ?? built('par-index-desktop');
    const capabilities = {
      alwaysMatch: {
        browserName: 'wry',
        'tauri:options': { application, args: ['--data', data] },
        'wdio:enforceWebDriverClassic': true,
      },
    };
    for (let attempt = 0; ; attempt++) {
      await rest(150);
      try {
        const client = await WebDriver.newSession({
          hostname: '127.0.0.1',
          port,
          path: '/',
          logLevel: 'silent',
          connectionRetryCount: 0,
          capabilities: capabilities as never,
        });
        return new Program(data, answers, child, client);
      } catch (error) {
        if (attempt >= 40 || !String(error).includes('ECONNREFUSED')) throw error;
      }
    }
  }

  /** Answers the next system dialog with this path. */
  answerDialog(path: string): void {
    appendFileSync(this.#answers, `${path}\n`);
  }

  /** Ends the program in an orderly way. */
  async close(): Promise<void> {
    await this.#client.deleteSession().catch(() => {});
    this.#end();
  }

  /** Ends the program as a power cut would. */
  kill(): void {
    for (const pid of pidsOf(`par-index-desktop`, this.data)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It was gone already.
      }
    }
    this.#end();
  }

  #end(): void {
    if (this.#driver.pid !== undefined) {
      try {
        process.kill(-this.#driver.pid, 'SIGKILL');
      } catch {
        // It was gone already.
      }
    }
  }

  discard(): void {
    rmSync(this.data, { recursive: true, force: true });
  }

  /** Runs a function in the page; it must not refer to anything outside itself. */
  run<T, A extends Value[]>(work: (...values: A) => T, ...values: A): Promise<T> {
    return this.#client.executeScript(
      `return (${work.toString()}).apply(null, arguments)`,
      values,
    ) as Promise<T>;
  }

  /** Runs an asynchronous function in the page. */
  runAsync<T, A extends Value[]>(work: (...values: A) => Promise<T>, ...values: A): Promise<T> {
    const script = `const done = arguments[arguments.length - 1];
      (${work.toString()}).apply(null, [...arguments].slice(0, -1)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    return (
      this.#client.executeAsyncScript(script, values) as Promise<{ value: T; error?: string }>
    ).then((got) => {
      if (got.error) throw new Error(got.error);
      return got.value;
    });
  }

  /** Waits until a function in the page gives something true, and gives it back. */
  async until<T, A extends Value[]>(
    what: string,
    work: (...values: A) => T,
    ...values: A
  ): Promise<NonNullable<T>> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const found = await this.run(work, ...values);
      if (found) return found;
      if (Date.now() > deadline) {
        await this.picture('timeout');
        throw new Error(`waited in vain for: ${what}\n${(await this.text()).slice(0, 2000)}`);
      }
      await rest(40);
    }
  }

  /** The text that the page shows. */
  text(): Promise<string> {
    return this.run(() => document.body.innerText);
  }

  /** Waits until the page shows a text. */
  async shows(text: string): Promise<void> {
    await this.until(`“${text}”`, (wanted) => document.body.innerText.includes(wanted), text);
  }

  /** Waits for a control that can be used, by CSS and what it says, and gives its element. */
  async control(css: string, name = ''): Promise<string> {
    const element = await this.until(
      `${css} “${name}”`,
      (css, name) => {
        const said = (one: Element) =>
          `${one.getAttribute('aria-label') ?? ''} ${(one as HTMLElement).innerText ?? ''}`;
        const scope = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
        return [...scope.querySelectorAll(css)].find(
          (one) =>
            said(one).includes(name) &&
            !(one as HTMLButtonElement).disabled &&
            one.getClientRects().length > 0,
        );
      },
      css,
      name,
    );
    return (element as unknown as Record<string, string>)[ELEMENT]!;
  }

  async click(css: string, name = ''): Promise<void> {
    const element = await this.control(css, name);
    // The driver knows the window's edges only, not those of a region that scrolls inside it.
    const script = "arguments[0].scrollIntoView({ block: 'center' })";
    await this.#client.executeScript(script, [{ [ELEMENT]: element }]);
    await this.#client.elementClick(element);
  }

  button(name: string): Promise<void> {
    return this.click('button, a[href], [role=tab], [role=menuitem], summary', name);
  }

  /** The field that a label names: focused, its text selected. */
  async field(label: string): Promise<string> {
    const element = await this.until(
      `field “${label}”`,
      (label) => {
        const scope = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
        const fields = [...scope.querySelectorAll<HTMLInputElement>('input, textarea, select')];
        const named = (one: HTMLInputElement) =>
          [...(one.labels ?? [])].map((each) => each.innerText).join(' ') +
          (one.getAttribute('aria-label') ?? '');
        const exact = fields.find((one) => named(one).replace(' *', '').trim() === label);
        const found = exact ?? fields.find((one) => named(one).includes(label));
        found?.focus();
        if (found && 'select' in found) found.select();
        return found;
      },
      label,
    );
    return (element as unknown as Record<string, string>)[ELEMENT]!;
  }

  /** Replaces the text of the field that a label names. */
  async fill(label: string, text: string): Promise<void> {
    await this.field(label);
    await this.type(text === '' ? Key.Backspace : text);
  }

  /** Types keys wherever the focus is. */
  async type(keys: string): Promise<void> {
    const actions = [...keys].flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    await this.#client.performActions([{ type: 'key', id: 'keyboard', actions }]);
  }

  /** Presses keys together: `chord(Key.Control, 'k')`. */
  async chord(...keys: string[]): Promise<void> {
    const down = keys.map((value) => ({ type: 'keyDown', value }));
    const up = [...keys].reverse().map((value) => ({ type: 'keyUp', value }));
    await this.#client.performActions([{ type: 'key', id: 'keyboard', actions: [...down, ...up] }]);
  }

  /** Waits until everything typed is confirmed as saved. */
  async saved(): Promise<void> {
    await this.until('saved', () => document.querySelector('footer .state .ok') !== null);
  }

  /** A picture of the page in `out/screens`. */
  async picture(name: string): Promise<string> {
    const folder = join(out, 'screens');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${name}.png`);
    writeFileSync(path, Buffer.from(await this.#client.takeScreenshot(), 'base64'));
    return path;
  }

  /** What axe-core finds against WCAG 2.2 A and AA, one line a violation. */
  async violations(): Promise<string[]> {
    await this.#client.executeScript(`if (!window.axe) { ${axe.source} }`, []);
    return this.runAsync(async () => {
      interface Found {
        violations: {
          id: string;
          help: string;
          nodes: { html: string; failureSummary: string }[];
        }[];
      }
      const { axe } = window as unknown as {
        axe: { run: (at: Document, how: unknown) => Promise<Found> };
      };
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
      const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
      return violations.map(
        (one) =>
          `${one.id}: ${one.help}: ${one.nodes
            .slice(0, 3)
            .map(
              (node) => `${node.html.slice(0, 160)} (${node.failureSummary.replace(/\s+/g, ' ')})`,
            )
            .join(' | ')}`,
      );
    });
  }

  /** What is cut off or makes the page scroll sideways, one line each. */
  overflow(): Promise<string[]> {
    return this.run(faultsOfLayout);
  }

  /** Gives the window a size; the display has no frame around it. */
  async resize(width: number, height: number): Promise<void> {
    await this.#client.setWindowRect(0, 0, width, height);
    await this.until('size', (width) => innerWidth === width, width);
    await this.rests();
  }

  /** Waits until what is shown now is drawn, with its fonts. */
  async rests(): Promise<void> {
    await this.runAsync(async () => {
      await new Promise((next) => requestAnimationFrame(next));
      await document.fonts.ready;
      await Promise.all([...document.images].map((one) => one.decode().catch(() => {})));
      await new Promise((next) => setTimeout(next, 60));
    });
  }

  /** The program's log. */
  log(): string {
    return execFileSync('sh', ['-c', 'cat "$1"/log/*.log 2>/dev/null || true', 'sh', this.data], {
      encoding: 'utf8',
    });
  }
}

/** Processes of a program whose command line names a folder. */
export function pidsOf(name: string, folder: string): number[] {
  const list = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
  return list
    .split('\n')
    .filter(
      (line) => line.includes(name) && line.includes(folder) && !line.includes('tauri-driver'),
    )
    .map((line) => Number.parseInt(line, 10));
}

/** The text of a file. */
export function content(path: string): string {
  return readFileSync(path, 'utf8');
}
