import type { Backend } from '$lib/backend/backend';

/**
 * The program as a test plays it: the calls given answer, every other rejects by name. It is the
 * second implementation of the interface, so that screens are tested without a window.
 */
export function fakeBackend(calls: Partial<Backend>): Backend {
  // Every screen may be the first one, nothing happens outside the window, and nothing is secret.
  const nothing = () => Promise.resolve();
  const usual: Partial<Backend> = {
    ready: nothing,
    onFilesDropped: nothing,
    onFilesRead: nothing,
    onPackageGiven: nothing,
    isMarkedSecret: () => Promise.resolve(false),
  };
  return new Proxy(calls, {
    get: (target, name: string) =>
      target[name as keyof Backend] ??
      usual[name as keyof Backend] ??
      (() => Promise.reject(new Error(`${name} was not expected`))),
  }) as Backend;
}
