import { expect } from '@open-wc/testing';
import {
  emergencyCauses,
  emergencyCount,
  emergencyIn,
  emergencyReasons,
} from '../../../src/domain/policy/emergency.ts';
import { ordinaryScan } from '../../../src/domain/scan/ordinary-scan.ts';
import { faultInScan } from '../../../src/domain/scan/scan.ts';
import { scanRow } from '../../../src/domain/scan/scan-row.ts';
import { packScan, unpackScan } from '../../../src/domain/scan/sealed-record.ts';
import { policyCases } from '../../support/samples/policy-cases.ts';
import { testScan } from '../../support/device.ts';

const act = (reasons: string[], change: Parameters<typeof testScan>[0] = {}) => ({
  ...testScan({
    outcome: 'attend',
    reasons,
    pass: null,
    showing: null,
    body: null,
    surface: null,
    ambient: null,
  }),
  seq: 7,
  ...change,
});

describe('the record of an emergency', () => {
  for (const cause of [null, ...emergencyCauses]) {
    it(`is a scan that every version reads, and comes back as it was: ${cause ?? 'let in'}`, () => {
      const scan = act(emergencyReasons(cause));
      const text = packScan(scan);
      expect(ordinaryScan(text, 7), 'it is no ordinary scan').to.equal(null);
      const read = unpackScan(text, 7)!;
      expect(faultInScan(read)).to.equal(null);
      expect(read['outcome']).to.equal('attend');
      expect(emergencyIn(read as never)).to.equal(cause ?? 'let-in');
      expect(scanRow(read as never).emergency).to.equal(cause ?? 'let-in');
    });
  }

  it('counts the act once; a cause told afterwards counts nothing, a touch by mistake takes it back', () => {
    expect(emergencyCount('let-in')).to.equal(1);
    expect(emergencyCount('mistake')).to.equal(-1);
    for (const cause of emergencyCauses)
      if (cause !== 'mistake') expect(emergencyCount(cause), cause).to.equal(0);
    expect(emergencyCount(null)).to.equal(0);
  });

  it('with a cause that this version does not know is one all the same', () => {
    expect(
      emergencyIn({ outcome: 'attend', reasons: ['emergency.let-in', 'emergency.flood'], pass: null }),
    ).to.equal('other');
  });

  it('is never a verdict of a policy, whatever its rules are called, nor anything about a person', () => {
    const reasons = emergencyReasons(null);
    expect(emergencyIn({ outcome: 'attend', reasons, pass: null, facts: policyCases()[0]!.facts })).to.equal(
      null,
    );
    expect(emergencyIn({ outcome: 'attend', reasons, pass: '0123456789abcdef' })).to.equal(null);
    expect(emergencyIn({ outcome: 'refuse', reasons, pass: null })).to.equal(null);
    expect(emergencyIn({ outcome: 'admit', reasons, pass: null })).to.equal(null);
    expect(emergencyIn({ outcome: 'attend', reasons: [], pass: null })).to.equal(null);
    expect(emergencyIn({ outcome: 'attend', reasons: ['result.age', ...reasons], pass: null })).to.equal(
      null,
    );
    expect(scanRow(testScanRow()).emergency).to.equal(undefined);
  });
});

function testScanRow() {
  return { ...testScan({ outcome: 'attend', reasons: ['result.age'] }), seq: 1 };
}
