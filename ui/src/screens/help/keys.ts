import type { Shortcut } from '$lib/keys/shortcuts';
import { help as words } from '$lib/words';

/** Keys under one heading. */
export interface KeyGroup {
  title: string;
  /** What is done, with every way to do it. */
  keys: { label: string; combinations: string[] }[];
}

/** The keys that act now, by where they act; a key that another covers is left out. */
export function keyGroups(all: Shortcut[], everywhere: Shortcut[]): KeyGroup[] {
  const enabled = all.filter((key) => key.enabled?.() ?? true);
  const acting = enabled.filter(
    (key, at) => enabled.findIndex((other) => other.keys === key.keys) === at,
  );
  const isGlobal = (key: Shortcut) =>
    everywhere.some((one) => one.keys === key.keys && one.label === key.label);
  const isScreen = (key: Shortcut) => isGlobal(key) && key.keys.startsWith('Alt+');
  return [
    group(
      words.keysScreen,
      acting.filter((key) => !isGlobal(key)),
    ),
    group(
      words.keysEverywhere,
      acting.filter((key) => isGlobal(key) && !isScreen(key)),
    ),
    group(words.keysScreens, acting.filter(isScreen)),
  ].filter(({ keys }) => keys.length > 0);
}

function group(title: string, keys: Shortcut[]): KeyGroup {
  const labels = [...new Set(keys.map((key) => key.label))];
  return {
    title,
    keys: labels.map((label) => ({
      label,
      combinations: keys.filter((key) => key.label === label).map((key) => key.keys),
    })),
  };
}
