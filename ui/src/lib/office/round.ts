import type { RoundForm } from '$lib/backend/bindings/RoundForm';
import { readDay } from '$lib/text/day';

/** Whether a day may stand in a form as it is typed: empty, or a day. */
export function fitDay(typed: string): boolean {
  return typed.trim() === '' || readDay(typed) !== null;
}

/** Whether every date of a round may stand as it is typed. */
export function fitRound(round: RoundForm): boolean {
  return [...round.deadlines, round.document].every(({ date }) => fitDay(date));
}
