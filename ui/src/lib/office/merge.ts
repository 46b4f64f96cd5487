import type { Entry } from '$lib/backend/bindings/Entry';
import type { PartEntry } from '$lib/backend/bindings/PartEntry';

/** A part of which nothing was entered. */
export const NOTHING: Readonly<PartEntry> = Object.freeze({
  inputs: Object.freeze({}),
  notApplicable: false,
  explanation: '',
});

/** What `typed` changed since `base` stays; everything else follows `current`. */
export function merged(base: Entry, typed: Entry, current: Entry): Entry {
  const parts = Object.keys({ ...typed.parts, ...current.parts }).map((key) => {
    const [before, own, now] = [base, typed, current].map((entry) => entry.parts[key] ?? NOTHING);
    return [key, part(before ?? NOTHING, own ?? NOTHING, now ?? NOTHING)] as const;
  });
  return { ...part(base, typed, current), parts: Object.fromEntries(parts) };
}

function part(base: PartEntry, typed: PartEntry, current: PartEntry): PartEntry {
  const keys = Object.keys({ ...typed.inputs, ...current.inputs });
  const inputs = keys.map((key) => [
    key,
    kept(base.inputs[key] ?? '', typed.inputs[key] ?? '', current.inputs[key] ?? ''),
  ]);
  return {
    inputs: Object.fromEntries(inputs),
    notApplicable: kept(base.notApplicable, typed.notApplicable, current.notApplicable),
    explanation: kept(base.explanation, typed.explanation, current.explanation),
  };
}

function kept<T>(base: T, typed: T, current: T): T {
  return typed === base ? current : typed;
}
