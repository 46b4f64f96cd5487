import { describe, expect, it } from 'vitest';

import { addMonths, readDay, weeks, writeDay } from './day';

describe('a typed day', () => {
  it.each([
    ['5/2/24', '05/02/2024'],
    ['05/02/2024', '05/02/2024'],
    ['5-2-2024', '05/02/2024'],
    [' 5.2.2024 ', '05/02/2024'],
    ['5 2 2024', '05/02/2024'],
    ['05022024', '05/02/2024'],
    ['2024-2-5', '05/02/2024'],
    ['29/02/2024', '29/02/2024'],
  ])('%s is %s', (typed, written) => {
    const day = readDay(typed);
    expect(day && writeDay(day)).toBe(written);
  });

  it.each(['', '31/02/2024', '29/02/2023', '0/1/2024', '5/13/2024', '5/2', '5/2/204', 'mai'])(
    '%s is none',
    (typed) => {
      expect(readDay(typed)).toBeNull();
    },
  );
});

describe('the calendar', () => {
  it('begins each week on Monday and holds the whole month', () => {
    const grid = weeks({ year: 2024, month: 12, day: 10 });
    expect(grid.map((week) => week.length)).toEqual([7, 7, 7, 7, 7, 7]);
    expect(writeDay(grid[0]![0]!)).toBe('25/11/2024');
    expect(writeDay(grid[5]![6]!)).toBe('05/01/2025');
  });

  it('shows a February of four weeks in four', () => {
    expect(weeks({ year: 2027, month: 2, day: 1 })).toHaveLength(4);
  });

  it('keeps to the end of a shorter month', () => {
    expect(addMonths({ year: 2024, month: 1, day: 31 }, 1)).toEqual({
      year: 2024,
      month: 2,
      day: 29,
    });
  });
});
