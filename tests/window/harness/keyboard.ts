import { Key, type Program } from './program';

/** What has the focus, as far as a person at the keyboard needs to know. */
interface Focus {
  /** The field of a rule: "part.key". */
  field: string | null;
  /** The part of a sum, by key. */
  part: string | null;
  /** What names the control. */
  label: string;
  tag: string;
  type: string;
  /** A radio button's value, and those of its group in their order. */
  value: string;
  group: string[];
  checked: boolean;
}

export function focus(program: Program): Promise<Focus> {
  return program.run(() => {
    const one = document.activeElement as HTMLInputElement;
    const radios = [...document.querySelectorAll<HTMLInputElement>('input[type=radio]')];
    return {
      field: one.closest('[data-field]')?.getAttribute('data-field') ?? null,
      part: one.closest('[data-part]')?.getAttribute('data-part') ?? null,
      label:
        [...(one.labels ?? [])].map((label) => label.innerText).join(' ') +
        (one.getAttribute('aria-label') ?? one.innerText ?? ''),
      tag: one.tagName,
      type: one.type ?? '',
      value: one.value ?? '',
      group:
        one.type === 'radio'
          ? radios.filter((each) => each.name === one.name).map((each) => each.value)
          : [],
      checked: one.checked ?? false,
    };
  });
}

/** Presses Tab until the focus is where it is wanted, from the first control of the page again if need be. */
export async function tabTo(
  program: Program,
  what: string,
  wanted: (at: Focus) => boolean,
): Promise<Focus> {
  for (let presses = 0; presses < 160; presses++) {
    const at = await focus(program);
    if (wanted(at)) return at;
    await program.type(Key.Tab);
  }
  throw new Error(`Tab does not reach ${what}`);
}

/** Opens an item by Ctrl+K, its code and Enter; the focus is in its first field then. */
export async function openItem(program: Program, code: string): Promise<void> {
  await program.chord(Key.Control, 'k');
  await program.until('search', () => document.activeElement?.getAttribute('role') === 'combobox');
  await program.type(code);
  await program.until(
    `result ${code}`,
    (code) => {
      const id = document.activeElement?.getAttribute('aria-activedescendant');
      const text = (id && document.getElementById(id)?.innerText) || '';
      return text.split(/\s+/).includes(code);
    },
    code,
  );
  await program.type(Key.Enter);
  await program.until(
    `item ${code}`,
    (code) => {
      const title = document.querySelector('main h1')?.textContent?.trim() ?? '';
      return title.split(/\s+/)[0] === code && !document.querySelector('dialog[open]');
    },
    code,
  );
  // What it is made of comes after its title, and moves the buttons.
  await program.rests();
}

/** Chooses one of a group of radio buttons by the space bar and the arrow keys. */
async function choose(program: Program, at: Focus, value: string): Promise<void> {
  if (!at.checked) await program.type(Key.Space);
  const steps = at.group.indexOf(value) - at.group.indexOf(at.value);
  await program.type((steps < 0 ? Key.Up : Key.Down).repeat(Math.abs(steps)));
}

/** Values as a Vietnamese types them: decimal comma, dd/MM/yyyy. */
export function typed(value: unknown): string {
  const text = String(value);
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (day) return `${day[3]}/${day[2]}/${day[1]}`;
  return typeof value === 'number' ? text.replace('.', ',') : text;
}

/** An answer of the contract's form. */
export interface Answer {
  inputs?: Record<string, unknown>;
  parts?: Record<string, Answer>;
  notApplicable?: boolean;
  explanation?: string;
}

/** Enters inputs of an opened item by keys alone. */
async function enterInputs(
  program: Program,
  inputs: Record<string, unknown>,
  part = '',
): Promise<void> {
  for (const [key, value] of Object.entries(inputs)) {
    const name = part === '' ? key : `${part}.${key}`;
    const at = await tabTo(program, `the field ${name}`, (at) => at.field === name);
    if (at.type === 'radio') {
      await choose(program, at, String(value));
    } else if (value === 'not-done') {
      await tabTo(
        program,
        `${name}: not done`,
        (at) => at.field === name && at.type === 'checkbox',
      );
      await program.type(Key.Space);
    } else {
      await program.chord(Key.Control, 'a');
      await program.type(typed(value));
    }
  }
}

/** Claims "không phát sinh" with its reason. */
async function claim(
  program: Program,
  code: string,
  reason: string,
  part: string | null,
): Promise<void> {
  const named = (label: string) => label.includes('Không phát sinh');
  await tabTo(
    program,
    `${code}: not arising`,
    (at) => at.type === 'checkbox' && at.part === part && named(at.label),
  );
  await program.type(Key.Space);
  await explain(program, code, reason, 'Lý do không phát sinh', part);
}

async function explain(
  program: Program,
  code: string,
  text: string,
  label: string,
  part: string | null,
): Promise<void> {
  const named = (said: string) => said.includes(label);
  await tabTo(
    program,
    `${code}: ${label}`,
    (at) => at.tag === 'TEXTAREA' && at.part === part && named(at.label),
  );
  await program.chord(Key.Control, 'a');
  await program.type(text);
}

/** Scores an item by keys alone: opens it, enters everything, waits until it is saved. */
export async function score(program: Program, code: string, answer: Answer): Promise<void> {
  await openItem(program, code);
  await enterInputs(program, answer.inputs ?? {});
  for (const [key, part] of Object.entries(answer.parts ?? {})) {
    await enterInputs(program, part.inputs ?? {}, key);
    if (part.notApplicable) await claim(program, code, part.explanation ?? '', key);
  }
  if (answer.notApplicable) {
    await claim(program, code, answer.explanation ?? '', null);
  } else if (answer.explanation) {
    await explain(program, code, answer.explanation, 'Giải trình, ghi chú', null);
  }
  await program.type(Key.Tab);
  await program.saved();
}
