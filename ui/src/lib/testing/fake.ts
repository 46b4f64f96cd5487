import type { Backend } from '$lib/backend/backend';

/**
 * The program as a test plays it: the calls given answer, every other rejects by name. It is the
 * second implementation of the interface, so that screens are tested without a window.
 */
export function fakeBackend(calls: Partial<Backend>): Backend {
  // Every screen may be the first one.
  const ready = () => Promise.resolve();
  return new Proxy(calls, {
    get: (target, name: string) =>
      target[name as keyof Backend] ??
      (name === 'ready' ? ready : () => Promise.reject(new Error(`${name} was not expected`))),
  }) as Backend;
}
