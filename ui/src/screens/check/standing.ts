import type { SignatureStanding } from '$lib/backend/bindings/SignatureStanding';

/** The tone in which it is told what holds of a signature or a file. */
export const tones: Record<SignatureStanding, 'info' | 'ok' | 'warn' | 'bad'> = {
  holds: 'ok',
  unasked: 'info',
  unsigned: 'info',
  untrusted: 'warn',
  broken: 'bad',
};
