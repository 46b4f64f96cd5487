// Reads the manual docs/huong-dan-su-dung.md while the window is built.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Plugin } from 'vite';

import { chapters } from './chapters';

const file = fileURLToPath(new URL('../../docs/huong-dan-su-dung.md', import.meta.url));
const name = 'virtual:manual';

/** The module `virtual:manual`: the chapters, read when the window is built. */
export function manual(): Plugin {
  return {
    name: 'manual',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load(id) {
      if (id !== `\0${name}`) return null;
      this.addWatchFile(file);
      return `export default ${JSON.stringify(chapters(readFileSync(file, 'utf8')))};`;
    },
  };
}
