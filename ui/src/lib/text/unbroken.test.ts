import { expect, it } from 'vitest';

import { unbroken } from './unbroken';

it.each([
  ['272/BC-UBND', ['', '272/BC-UBND', '']],
  [
    'Số 30/2020/NĐ-CP ngày 05/03/2020, Nghị định',
    ['Số ', '30/2020/NĐ-CP', ' ngày ', '05/03/2020,', ' Nghị định'],
  ],
  ['Kế hoạch phối hợp Đoàn/Hội', ['Kế hoạch phối hợp Đoàn/Hội']],
  [`1/${'x'.repeat(40)}`, [`1/${'x'.repeat(40)}`]],
  ['', ['']],
])('“%s” keeps numbers and dates whole', (text, pieces) => expect(unbroken(text)).toEqual(pieces));
