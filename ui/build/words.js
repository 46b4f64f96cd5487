// Turns the window's catalogue into one typed module: a group a file, a text a key, an argument for
// each {placeholder}. A text that does not exist, or an argument too few, does not type-check.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'smol-toml';

const folder = fileURLToPath(new URL('../../assets/i18n/window/vi', import.meta.url));
const target = fileURLToPath(new URL('../src/lib/words/index.ts', import.meta.url));

const camel = (key) => key.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const placeholders = (text) => [
  ...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)),
];

/** The TypeScript expression for one text. */
function expression(text) {
  const names = placeholders(text);
  if (names.length === 0) return JSON.stringify(text);
  const body = text
    .replace(/[`\\]/g, '\\$&')
    .replace(/\{(\w+)\}/g, (_, name) => `\${${camel(name)}}`);
  const list = names.map((name) => `${camel(name)}: string | number`).join(', ');
  return `(${list}) => \`${body}\``;
}

const groups = readdirSync(folder)
  .filter((name) => name.endsWith('.toml'))
  .sort()
  .map((name) => {
    const table = parse(readFileSync(join(folder, name), 'utf8'));
    const lines = Object.entries(table).map(([key, text]) => {
      if (typeof text !== 'string') throw new Error(`${name}: ${key} is no text`);
      return `  ${camel(key)}: ${expression(text)},`;
    });
    return `export const ${camel(basename(name, '.toml'))} = {\n${lines.join('\n')}\n};`;
  });

mkdirSync(join(target, '..'), { recursive: true });
const code = `// Generated from assets/i18n/window/vi; change the texts there.\n\n${groups.join('\n\n')}\n`;
writeFileSync(target, code);
