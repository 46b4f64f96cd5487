import { describe, expect, it } from 'vitest';

import { fit, fold } from './fold';

describe('fold', () => {
  it('takes marks and the stroke of đ away', () => {
    expect(fold('Đức Liễu ƯỜNG')).toBe('duc lieu uong');
  });
});

describe('fit', () => {
  it('ranks exact accents before folded ones', () => {
    expect(fit('Năm 2024', 'năm')).toBeGreaterThan(fit('Nam giới', 'năm'));
    expect(fit('Nam giới', 'nam')).toBeGreaterThan(fit('Năm 2024', 'nam'));
  });
  it('finds words in any order and nothing that is not there', () => {
    expect(fit('Kế hoạch cải cách', 'cach ke')).toBe(1);
    expect(fit('Kế hoạch', 'báo cáo')).toBe(0);
  });
});
