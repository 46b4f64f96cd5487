import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');

/** A program of the build; the release one where it is asked for. */
export function built(name: string, profile: 'debug' | 'release' = 'debug'): string {
  const path = join(target, profile, name);
  if (!existsSync(path)) throw new Error(`${path} is not built`);
  return path;
}

export const driver = join(target, 'tools', 'bin', 'tauri-driver');
export const out = join(root, 'out');
