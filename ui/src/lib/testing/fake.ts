import type { Backend } from '$lib/backend/backend';

/**
 * The program as a test plays it: the calls given answer, every other rejects by name. It is the
 * second implementation of the interface, so that screens are tested without a window.
 */
export function fakeBackend(calls: Partial<Backend>): Backend {
  // Every screen may be the first one.
  const answers: Partial<Backend> = { ready: () => Promise.resolve(), ...calls };
  return new Proxy(answers, {
    get: (target, name: string) =>
      target[name as keyof Backend] ??
      (() => Promise.reject(new Error(`${name} was not expected`))),
  }) as Backend;
}
