import { expect } from '@open-wc/testing';
import { driftOf, siteMedians } from '../../../src/domain/scan/temperature-drift.ts';

const sentry = (site: number, bodyMedian: number | null, measured = 30) => ({ site, bodyMedian, measured });

describe('siteMedians', () => {
  it('knows the median of sites where three sentries measured enough', () => {
    const found = siteMedians([
      sentry(1, 3640),
      sentry(1, 3650),
      sentry(1, 3720),
      sentry(2, 3600),
      sentry(2, 3610),
      sentry(2, 3620, 9),
      sentry(3, 3600),
      sentry(3, 3600),
      sentry(3, null),
    ]);
    expect([...found]).to.deep.equal([[1, 3650]]);
    expect(driftOf(sentry(1, 3720), found.get(1) ?? null)).to.equal(70);
    expect(driftOf(sentry(2, 3600), found.get(2) ?? null)).to.equal(null);
  });
});
