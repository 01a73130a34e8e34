import { expect } from '@open-wc/testing';
import { ordinaryScan } from '../../../src/domain/scan/ordinary-scan.ts';
import { faultInScan, type Scan } from '../../../src/domain/scan/scan.ts';
import { scanRow } from '../../../src/domain/scan/scan-row.ts';
import { packScan, unpackScan } from '../../../src/domain/scan/sealed-record.ts';
import { everydayScan } from '../../../tools/simulate/everyday-scan.ts';
import { seeded } from '../../support/seeded.ts';
import { rounds } from '../../support/rounds.ts';

const scan = (change: object = {}): Scan => ({
  ...everydayScan(Date.UTC(2026, 10, 26), 7),
  seq: 1,
  site: 12,
  zone: 0,
  device: 3,
  ...change,
});

describe('ordinaryScan', () => {
  it('reads an admitted scan as unpackScan does', () => {
    const one = scan();
    const read = ordinaryScan(packScan(one), 1)!;
    expect(read).to.deep.equal(scanRow(one));
    expect(
      ordinaryScan(packScan(scan({ pass: null, body: null, showing: null, facts: undefined })), 1),
    ).not.to.equal(null);
  });

  it('reads which way somebody went, and with whom, as unpackScan does', () => {
    for (const change of [{ direction: 'in' }, { direction: 'out', group: 7 }, { group: 12 }]) {
      const one = scan(change);
      expect(ordinaryScan(packScan(one), 1), JSON.stringify(change)).to.deep.equal(scanRow(one));
      expect(unpackScan(packScan(one), 1)).to.include(change);
    }
  });

  it('reads one of a version that did not record how it measured, and one that nothing measured', () => {
    for (const measurement of [
      undefined,
      { distance: 450, formula: 'device', uncertainty: 9999, doubt: null },
      { distance: null, formula: 'melexis-forehead', uncertainty: null, doubt: null },
    ]) {
      const one = scan({ measurement });
      expect(ordinaryScan(packScan(one), 1), JSON.stringify(measurement)).to.deep.equal(scanRow(one));
    }
  });

  it('leaves two measurements of one person to the long way, which gives both', () => {
    const first = { body: 3710, surface: null };
    const measurement = { distance: null, formula: 'device', uncertainty: 40, doubt: null, first } as const;
    expect(unpackScan(packScan(scan({ measurement })), 1)).to.deep.include({ measurement });
  });

  it('leaves alarms, strange values and other forms to the long way', () => {
    for (const change of [
      { outcome: 'attend' },
      { outcome: 'refuse', reasons: ['x'] },
      { reasons: ['result.age'] },
      { t: Date.UTC(2023, 0, 1) },
      { t: Date.UTC(2100, 0, 2) },
      { site: 0 },
      { device: 0 },
      { body: 36.5 },
      { body: 5000 },
      { showing: 'A'.repeat(121) },
      { measurement: { distance: null, formula: 'none', uncertainty: null, doubt: 'unsteady' } },
      {
        measurement: {
          distance: null,
          formula: 'device',
          uncertainty: 40,
          doubt: null,
          first: { body: 3710, surface: 3400 },
        },
      },
      { measurement: { distance: 10_000, formula: 'device', uncertainty: null, doubt: null } },
      { boot: 'xyz' },
      { document: '000000199001010018' },
      { direction: 'up' },
      { group: 0 },
      { facts: { ...scan().facts, proof: 'forged' } },
    ]) {
      expect(ordinaryScan(packScan(scan(change)), 1), JSON.stringify(change)).to.equal(null);
    }
    for (const text of ['', '[]', 'null', ` ${packScan(scan())}`, packScan(scan()).replace('[', '[ ')])
      expect(ordinaryScan(text, 1), text).to.equal(null);
  });

  it('accepts no text that the long way would not', () => {
    const random = seeded(4711);
    const letters = '0123456789-,.[]"nulltrefas\\\\ \'eE+';
    let accepted = 0;
    for (let round = 0; round < rounds(6000, 30_000); round++) {
      let text = packScan(
        scan({
          t: Date.UTC(2026, 0, 1) + round,
          pass: round % 3 === 0 ? null : scan().pass,
          ...(round % 5 === 0 && { direction: round % 2 === 0 ? 'in' : 'out' }),
          ...(round % 7 === 0 && { group: round + 1 }),
        }),
      );
      for (let changes = round % 3; changes > 0; changes--) {
        const at = random.below(text.length);
        const letter = random.pick([...letters]);
        const cut = random.below(3);
        text = text.slice(0, at) + (cut === 0 ? '' : letter) + text.slice(at + (cut === 2 ? 0 : 1));
      }
      const read = ordinaryScan(text, 1);
      if (!read) continue;
      accepted++;
      const long = unpackScan(text, 1);
      expect(faultInScan(long), text).to.equal(null);
      expect(read, text).to.deep.equal(scanRow(long as unknown as Scan));
    }
    expect(accepted).to.be.greaterThan(1000);
  });
});
