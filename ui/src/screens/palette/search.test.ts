import { describe, expect, it } from 'vitest';

import type { ItemNode } from '$lib/backend/bindings/ItemNode';

import { nextUnfinished } from './actions';
import type { Entry, Group } from './entries';
import { offered, search } from './search';

function entry(group: Group, code: string, title: string, useful = false): Entry {
  return { id: `${group} ${code}${title}`, group, code, title, note: '', useful, run: () => {} };
}

const all = [
  entry('items', '1.1.1', 'Ban hành Kế hoạch đúng thời hạn'),
  entry('items', '1.1.2', 'Mức độ hoàn thành Kế hoạch'),
  entry('items', '1.1.12', 'Nằm trong danh mục'),
  entry('items', '2.1.1', 'Báo cáo năm 2024'),
  entry('evidence', '12/BC-UBND', 'Số 12/BC-UBND, Báo cáo năm'),
  entry('actions', '', 'Hoàn tác: sửa 1.1.2', true),
  entry('screens', '', 'Rà soát', true),
];

describe('the search', () => {
  it('puts the exact code first, then codes that begin so', () => {
    const titles = search(all, '1.1.1')[0]?.shown.map((one) => one.code);
    expect(titles).toEqual(['1.1.1', '1.1.12']);
  });

  it('finds without diacritics, and ranks exact accents before them', () => {
    expect(search(all, 'ke hoach')[0]?.count).toBe(2);
    expect(search(all, 'năm')[0]?.shown.map((one) => one.code)).toEqual(['2.1.1', '1.1.12']);
  });

  it('puts the words in a row before the same letters here and there', () => {
    const scattered = entry('items', '2.2.1', 'Tỷ lệ văn bản được rà soát theo kế hoạch');
    const inARow = entry('items', '3.4.1', 'Tỷ lệ số hóa hồ sơ');
    expect(search([scattered, inARow], 'ho so')[0]?.shown[0]).toBe(inARow);
  });

  it('finds a document by its number and an action by its words', () => {
    expect(search(all, '12/bc')[0]?.id).toBe('evidence');
    expect(search(all, 'hoan tac')[0]?.id).toBe('actions');
  });

  it('gives nothing where nothing fits', () => {
    expect(search(all, 'xyz')).toEqual([]);
  });

  it('offers what was used last first, once, and forgets what is no more', () => {
    const groups = offered(all, ['screens Rà soát', 'items 9.9.9gone']);
    expect(groups.map((group) => group.shown.map((one) => one.title))).toEqual([
      ['Rà soát'],
      ['Hoàn tác: sửa 1.1.2'],
    ]);
  });
});

describe('the next unfinished item', () => {
  const item = (code: string, status: ItemNode['status'], selfScored = true) =>
    ({ code, status, selfScored }) as ItemNode;
  const items = [
    item('1.1', 'empty'),
    item('1.2', 'scored'),
    item('1.3', 'empty', false),
    item('1.4', 'invalid'),
  ];

  it('comes after the one that is shown, and goes on from the beginning', () => {
    expect(nextUnfinished(items, '1.1')?.code).toBe('1.4');
    expect(nextUnfinished(items, '1.4')?.code).toBe('1.1');
    expect(nextUnfinished(items, undefined)?.code).toBe('1.1');
  });

  it('is none when all is settled', () => {
    expect(nextUnfinished([item('1.2', 'scored')], '1.2')).toBeUndefined();
  });
});
