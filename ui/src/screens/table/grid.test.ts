import { describe, expect, it } from 'vitest';

import { cellAt, horizontal, neighbour, vertical, type Spot } from './grid';
import { itemRow, sumRow } from './sample';

const COLUMNS = ['code', 'title', 'value', 'points', 'explanation'] as const;
const rows = [
  sumRow('1', 'area'),
  sumRow('1.1', 'criterion'),
  itemRow('1.1.1', ['a', 'b']),
  itemRow('1.1.2', []),
  itemRow('1.1.3', ['c']),
];
const [, , first, unscored] = rows as [never, never, (typeof rows)[2], (typeof rows)[3]];
const at = (code: string, column: Spot['column'], line = 0): Spot => ({ code, line, column });

describe('moving in the grid', () => {
  it('goes down line by line and passes over rows without such a cell', () => {
    expect(vertical(rows, at('1.1.1', 'value'), 1)).toEqual(at('1.1.1', 'value', 1));
    expect(vertical(rows, at('1.1.1', 'value', 1), 1)).toEqual(at('1.1.3', 'value'));
    expect(vertical(rows, at('1.1.1', 'value'), -1)).toEqual(at('1.1.1', 'value'));
  });

  it('leaves a cell that spans the lines of an item in one step', () => {
    expect(vertical(rows, at('1.1.1', 'points', 1), 1)).toEqual(at('1.1.2', 'points'));
    expect(vertical(rows, at('1.1.1', 'points', 1), -1)).toEqual(at('1.1', 'points'));
  });

  it('comes back to the line it came from', () => {
    const right = horizontal(first, at('1.1.1', 'value', 1), COLUMNS, 1);
    expect(right).toEqual(at('1.1.1', 'points', 1));
    expect(horizontal(first, right, COLUMNS, -1)).toEqual(at('1.1.1', 'value', 1));
  });

  it('stays at the edge', () => {
    expect(horizontal(first, at('1.1.1', 'code'), COLUMNS, -1)).toEqual(at('1.1.1', 'code'));
    expect(vertical(rows, at('1', 'code'), -40)).toEqual(at('1', 'code'));
    expect(vertical(rows, at('1', 'code'), 40)).toEqual(at('1.1.3', 'code'));
  });

  it('goes with Tab through the figures of an item, its explanation, the next item', () => {
    const path = [at('1.1.1', 'value')];
    for (let next = neighbour(rows, path[0]!, 1); next; next = neighbour(rows, next, 1)) {
      path.push(next);
    }
    expect(path.map(({ code, line, column }) => `${code} ${line} ${column}`)).toEqual([
      '1.1.1 0 value',
      '1.1.1 1 value',
      '1.1.1 0 explanation',
      '1.1.3 0 value',
      '1.1.3 0 explanation',
    ]);
  });

  it('edits nothing in an item that others score', () => {
    expect(cellAt(unscored, { line: 0, column: 'explanation' })).toBeNull();
    expect(cellAt(first, { line: 1, column: 'value' })).toEqual({
      code: '1.1.1',
      part: null,
      input: 'b',
    });
  });
});
