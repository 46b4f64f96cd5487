import type { Failure } from '$lib/backend/bindings/Failure';
import { shell } from '$lib/words';

/** What was thrown, as something that can be shown. */
export function asFailure(thrown: unknown): Failure {
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown && 'faults' in thrown) {
    return thrown as Failure;
  }
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return { code: 'unexpected', message: shell.unexpected, faults: [detail] };
}
