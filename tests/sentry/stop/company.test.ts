import { expect } from '@open-wc/testing';
import { Company } from '../../../src/sentry/stop/company.ts';

describe('people who come together', () => {
  it('are one group from the first to the last, and who comes alone is none', () => {
    const company = new Company();
    company.passed(0);
    expect([company.numberAt(0), company.countAt(0)]).to.deep.equal([undefined, null]);
    company.begin(1000);
    expect([company.numberAt(1000), company.countAt(1000)]).to.deep.equal([1, 0]);
    company.passed(5000);
    company.passed(9000);
    expect([company.numberAt(9000), company.countAt(9000)]).to.deep.equal([1, 2]);
    company.end();
    expect([company.numberAt(9001), company.countAt(9001)]).to.deep.equal([undefined, null]);
  });

  it('are another group than those before', () => {
    const company = new Company();
    company.begin(0);
    company.passed(1);
    company.begin(2);
    expect([company.numberAt(2), company.countAt(2)]).to.deep.equal([2, 0]);
  });

  it('are over when nobody came for a while and it was not said', () => {
    const company = new Company();
    company.begin(0);
    company.passed(80_000);
    expect(company.numberAt(169_999)).to.equal(1);
    expect(company.numberAt(170_000)).to.equal(undefined);
  });
});
