import { expect, it } from 'vitest';

import { copied } from './copy';
import { itemRow, line } from './sample';

it('gives a head, a line for each figure, decimal comma as shown, and quotes what would break lines', () => {
  const row = itemRow('1.1.1', ['a', 'b'], {
    points: '1,72',
    statusWord: 'đã chấm',
    documents: ['Báo cáo 12', 'Quyết định 5'],
    lines: [line('a', { shown: '31' }), line('b', { shown: '36,5' })],
  });
  row.entry!.explanation = 'Nói "đúng hạn"';
  const [head, first, second] = copied([row]).split('\r\n');
  expect(head?.split('\t')).toHaveLength(12);
  expect(first).toBe(
    '1.1.1\tMục 1.1.1\t2\t\tSố a\t31\thồ sơ\t1,72\tđã chấm\t"Báo cáo 12\nQuyết định 5"\t"Nói ""đúng hạn"""\t',
  );
  expect(second).toBe('1.1.1\t\t\t\tSố b\t36,5\thồ sơ\t\t\t\t\t');
});
