import manual from 'virtual:manual';
import { describe, expect, it } from 'vitest';

import { chapters } from '../../../build/chapters';
import { screens } from '../../frame/screens';
import { find, passages } from './find';

describe('the manual', () => {
  it('has a chapter for every screen, and for keys, data and trouble', () => {
    const ids = manual.map((chapter) => chapter.id);
    const about = screens.map((screen) => screen.id).filter((id) => id !== 'help');
    expect(ids).toEqual(expect.arrayContaining([...about, 'start', 'keys', 'data', 'trouble']));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is found without diacritics, headings first', () => {
    const [first] = find(passages(manual), 'khong phat sinh');
    expect(first?.heading).toBe('Không phát sinh');
    expect(find(passages(manual), 'xyzxyz')).toEqual([]);
  });

  it('shows the words around the place that fits', () => {
    const text = `${'đầu '.repeat(40)}tìm thấy đây ${'cuối '.repeat(40)}`;
    const [hit] = find(passages(chapters(`<a id="a"></a>\n## Một\n\n${text}`)), 'tim thay');
    expect(hit?.excerpt).toContain('tìm thấy đây');
    expect(hit?.excerpt.length).toBeLessThan(160);
  });

  it('may hold only what the window can show', () => {
    expect(() => chapters('<a id="a"></a>\n## Một\n\n```\nmã\n```')).toThrow(/cannot show/);
    expect(() => chapters('## Không có neo')).toThrow(/no anchor/);
  });
});
