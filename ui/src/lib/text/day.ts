/** A day of the calendar; months count from 1. */
export interface Day {
  year: number;
  month: number;
  day: number;
}

const DAY_FIRST = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4}|\d{2})$/;
const CLOSED_UP = /^(\d{2})(\d{2})(\d{4})$/;
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

/** The day that is typed: 5/2/2024, 05-02-24, 5.2.2024, 05022024 or 2024-02-05; none where it is no day. */
export function readDay(typed: string): Day | null {
  const text = typed.trim();
  const [, day, month, year] = DAY_FIRST.exec(text) ?? CLOSED_UP.exec(text) ?? [];
  if (day && month && year) {
    return real({ year: Number(year.padStart(4, '20')), month: Number(month), day: Number(day) });
  }
  const [, isoYear, isoMonth, isoDay] = YEAR_FIRST.exec(text) ?? [];
  return real({ year: Number(isoYear), month: Number(isoMonth), day: Number(isoDay) });
}

/** As a Vietnamese writes it: 05/02/2024. */
export function writeDay({ year, month, day }: Day): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(day)}/${two(month)}/${String(year).padStart(4, '0')}`;
}

export function sameDay(one: Day | null, other: Day | null): boolean {
  return one !== null && other !== null && writeDay(one) === writeDay(other);
}

export function addDays(from: Day, days: number): Day {
  return of(new Date(Date.UTC(from.year, from.month - 1, from.day + days)));
}

/** The same day of another month, or that month's last one. */
export function addMonths(from: Day, months: number): Day {
  const first = of(new Date(Date.UTC(from.year, from.month - 1 + months, 1)));
  const last = of(new Date(Date.UTC(first.year, first.month, 0)));
  return { ...first, day: Math.min(from.day, last.day) };
}

/** The place in the week, Monday being 0. */
export function weekday({ year, month, day }: Day): number {
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
}

/** The weeks that touch a day's month, each from Monday to Sunday. */
export function weeks(around: Day): Day[][] {
  const first = { ...around, day: 1 };
  const start = addDays(first, -weekday(first));
  const last = addDays(addMonths(first, 1), -1);
  const count = Math.ceil((weekday(first) + last.day) / 7);
  return Array.from({ length: count }, (_, week) =>
    Array.from({ length: 7 }, (_, place) => addDays(start, week * 7 + place)),
  );
}

/** Today where the computer stands. */
export function today(): Day {
  const now = new Date();
  return { year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() };
}

function of(date: Date): Day {
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function real(day: Day): Day | null {
  const written = of(new Date(Date.UTC(day.year, day.month - 1, day.day)));
  return day.year >= 1900 && sameDay(written, day) ? day : null;
}
