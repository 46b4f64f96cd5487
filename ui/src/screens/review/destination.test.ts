import { describe, expect, it } from 'vitest';

import { destination } from './destination';

describe('a finding leads to its place', () => {
  it('of an item to scoring, with its code', () => {
    expect(destination({ item: '3.1.2' }).place).toEqual({ screen: 'scoring', code: '3.1.2' });
  });

  it('of a document to the evidence, with its identifier', () => {
    expect(destination({ evidence: 'e7' }).place).toEqual({ screen: 'evidence', evidence: 'e7' });
  });

  it('of profile and report to the signing, at that section', () => {
    expect(destination('profile').place).toEqual({ screen: 'signing', section: 'profile' });
    expect(destination('report').place).toEqual({ screen: 'signing', section: 'report' });
  });
});
