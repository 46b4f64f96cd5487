import { describe, expect, it } from 'vitest';

import { arrange, type Filter } from './arrange';
import { itemRow, sumRow } from './sample';

const order = (millionths: number) => String(millionths).padStart(40, '0');
const rows = [
  sumRow('1', 'area'),
  { ...sumRow('1.1', 'criterion'), area: '1' },
  itemRow('1.1.1', ['a'], {
    title: 'Tiếp nhận hồ sơ',
    points: '1,5',
    pointsOrder: order(1500000),
    status: 'scored',
    owner: 'Văn phòng',
  }),
  { ...sumRow('1.2', 'criterion'), area: '1' },
  itemRow('1.2.1', ['a'], { status: 'invalid', lostOrder: order(2000000), lost: '2' }),
  sumRow('2', 'area'),
  { ...sumRow('2.1', 'criterion'), area: '2' },
  itemRow('2.1.1', ['a'], {
    points: '10',
    pointsOrder: order(10000000),
    status: 'scored',
    lacksEvidence: true,
    lostOrder: order(500000),
    lost: '0,5',
  }),
  itemRow('2.1.2', []),
  itemRow('T1', ['a'], { kind: 'bonus', area: '', title: 'Sáng kiến' }),
];
const all: Filter = { search: '', area: '', state: '', owner: '' };
const shown = (filter: Partial<Filter>) => arrange(rows, { ...all, ...filter }, null);

describe('filter', () => {
  it('finds without diacritics and keeps area and criterion of what it finds', () => {
    expect(shown({ search: 'tiep nhan' })).toEqual(['1', '1.1', '1.1.1']);
  });

  it('takes a bonus item for no part of the criterion before it', () => {
    expect(shown({ search: 'sang kien' })).toEqual(['T1']);
  });

  it('knows areas and states', () => {
    expect(shown({ area: '2' })).toEqual(['2', '2.1', '2.1.1', '2.1.2']);
    expect(shown({ state: 'unfinished' })).toEqual(['1', '1.2', '1.2.1', 'T1']);
    expect(shown({ state: 'invalid' })).toEqual(['1', '1.2', '1.2.1']);
    expect(shown({ state: 'lost' })).toEqual(['1', '1.2', '1.2.1', '2', '2.1', '2.1.1']);
    expect(shown({ state: 'evidence' })).toEqual(['2', '2.1', '2.1.1']);
    expect(shown({ state: 'mine', owner: 'Văn phòng' })).toEqual(['1', '1.1', '1.1.1']);
  });
});

describe('sort', () => {
  it('compares points as figures, not as text, and puts rows without points last', () => {
    const by = (descending: boolean) => arrange(rows, all, { column: 'points', descending });
    expect(by(true)).toEqual(['2.1.1', '1.1.1', '1.2.1', '2.1.2', 'T1']);
    expect(by(false)).toEqual(['1.1.1', '2.1.1', '1.2.1', '2.1.2', 'T1']);
  });

  it('puts the largest loss first', () => {
    const codes = arrange(rows, all, { column: 'lost', descending: true });
    expect(codes.slice(0, 2)).toEqual(['1.2.1', '2.1.1']);
  });

  it('goes back to the order of the set', () => {
    expect(shown({})).toEqual(rows.map((row) => row.code));
  });
});
