import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { built, root } from './paths';
import { pdf } from './pdf';

/** Items of the dossier being worked on that nobody has answered yet. */
const OPEN = ['7.2.2', '7.3.1', '7.4.1', '8.1.3', '8.2.1'];

/** Settings as the program keeps them; what is left out has its usual value. */
export interface Settings {
  theme?: 'light' | 'dark' | 'contrast';
  textSize?: number;
  person?: string;
  post?: string;
}

interface Dossier {
  id: string;
  year: number;
}

/** A data folder as a commune has it in its second year. */
export interface Sample {
  folder: string;
  /** Signed off a year earlier. */
  earlier: Dossier;
  /** Being worked on: some items are open, the rest is answered and evidenced. */
  current: Dossier;
}

const asset = (...path: string[]) => readFileSync(join(root, 'assets', ...path), 'utf8');

/** Makes it through the command line, in well under a second. */
export function makeSample(settings: Settings = {}): Sample {
  const folder = mkdtempSync(join(tmpdir(), 'cchc-mẫu-'));
  const files = mkdtempSync(join(tmpdir(), 'cchc-'));
  const index = (...words: string[]) =>
    execFileSync(
      built('par-index'),
      [
        '--file',
        join(folder, 'cchc.db'),
        '--by',
        'Trần Thị Thí Dụ, Công chức Văn phòng – Thống kê',
        ...words,
      ],
      { encoding: 'utf8' },
    ).trim();
  const file = (name: string, content: string | Buffer) => {
    const path = join(files, name);
    writeFileSync(path, content);
    return path;
  };
  /** A dossier of a year: all years of the sample move with it, but for that of a law. */
  const make = (year: number, open: string[]): Dossier => {
    const moved = (text: string) =>
      text.replace(/(?<!01\/7\/)202[2-5]/g, (given) => String(Number(given) + year - 2024));
    const take = (name: string) => file(`${year}-${name}`, moved(asset('sample', name)));
    const id = index(
      ...['dossier', 'new'],
      ...['--criteria', file(`${year}-set.json`, moved(asset('criteria', 'commune-2024.json')))],
      ...['--profile', take('profile-xa-duc-lieu.json'), '--round', take('round-2024.json')],
    );
    const answers = JSON.parse(moved(asset('sample', 'answers-xa-duc-lieu.json')));
    for (const code of open) delete answers.answers[code];
    index('answers', 'set', id, file(`${year}-answers.json`, JSON.stringify(answers)));
    index('evidence', 'import', id, take('evidence-xa-duc-lieu.json'));
    index('texts', 'set', id, take('report-xa-duc-lieu.json'));
    return { id, year };
  };

  index('init');
  const thisYear = new Date().getFullYear();
  const earlier = make(thisYear - 1, []);
  index('sign-off', earlier.id);
  index('number', earlier.id, '--number', '265', '--date', `${thisYear - 1}-12-08`);
  const current = make(thisYear, OPEN);
  // Most of the documents have their file, under a name as scanners and officials give them.
  const listed = JSON.parse(index('evidence', 'list', current.id, '--json')) as {
    documents: { document: string; number: string }[];
  };
  listed.documents.forEach(({ document, number }, position) => {
    if (position % 4 === 3) return;
    const name = `${String(position + 1).padStart(2, '0')}_${number.replaceAll('/', '_')}.pdf`;
    const scan = file(name, pdf([number], 90_000 * (position + 1)));
    index('evidence', 'attach', current.id, scan, '--document', document);
  });
  const kept = {
    theme: 'light',
    person: 'Trần Thị Thí Dụ',
    post: 'Công chức Văn phòng – Thống kê',
  };
  writeFileSync(
    join(folder, 'settings.json'),
    JSON.stringify({ settings: { ...kept, ...settings } }),
  );
  return { folder, earlier, current };
}
