import { expect, it } from 'vitest';

import { leftOut } from './left-out';

it('names a few pieces for each reason and counts the others', () => {
  const cells = [1, 2, 3, 4, 5].map((row) => ({ row, text: `${row},5`, reason: 'cột điểm' }));
  const lines = leftOut([...cells, { row: 9, text: '9.9.9', reason: 'không có mã' }]);
  expect(lines).toEqual([
    'cột điểm – dòng 1: 1,5; dòng 2: 2,5; dòng 3: 3,5; và 2 chỗ khác',
    'không có mã – dòng 9: 9.9.9',
  ]);
});
