import { expect } from '@open-wc/testing';
import { Ramp } from '../../../../../src/ui/kit/chart/drawing/ramp.ts';

const names = (values: (number | null)[]) =>
  new Ramp(values).legend(String, (from, to) => `${from}–${to}`, 'not known').map(({ name }) => name);

describe('the ramp of figures', () => {
  it('has 0 by itself, then steps that end at round numbers', () => {
    expect(names([0, 7, 99])).to.deep.equal(['0', '1–19', '20–39', '40–59', '60–79', '≥ 80', 'not known']);
  });

  it('never has more steps than colours, and one where there is anything above 0', () => {
    for (const highest of [0, 1, 2, 3, 5, 9, 41, 1_234, 69_445, 99_828]) {
      const ramp = new Ramp([0, highest]);
      const steps = ramp.legend(String, (from, to) => `${from}–${to}`).length - 1;
      expect(steps, `${highest}`).to.be.within(highest === 0 ? 0 : 1, 5);
      expect(ramp.markOf(highest)).to.equal(highest === 0 ? 'ramp-0' : `ramp-${steps}`);
    }
  });

  it('tells 0 from what is not known', () => {
    const ramp = new Ramp([0, null, 3]);
    expect([ramp.markOf(0), ramp.markOf(null), ramp.markOf(1)]).to.deep.equal([
      'ramp-0',
      'unknown',
      'ramp-1',
    ]);
  });

  it('takes shares too', () => {
    expect(names([0.1, 0.8]).slice(1, 3)).to.deep.equal(['0–0.2', '0.2–0.4']);
  });
});
