import { expect } from '@open-wc/testing';
import { localTimeText, timeOfLocalText } from '../../src/ui/local-time.ts';

describe('a field of a local time', () => {
  const at = Date.UTC(2026, 10, 23, 16, 5, 9, 250);

  it('holds the district’s time', () => {
    expect(localTimeText(at)).to.equal('2026-11-24T00:05:09');
    expect(localTimeText(null)).to.equal('');
  });

  it('is read back, to the millisecond when nothing was changed', () => {
    expect(timeOfLocalText('2026-11-24T00:05:09')).to.equal(at - 250);
    expect(timeOfLocalText('2026-11-24T00:05:09', at)).to.equal(at);
    expect(timeOfLocalText('2026-11-24T00:06', at)).to.equal(Date.UTC(2026, 10, 23, 16, 6));
    expect(timeOfLocalText('', at)).to.equal(null);
    expect(Number.isNaN(timeOfLocalText('soon'))).to.equal(true);
  });

  it('of whole minutes means the same with and without its seconds', () => {
    const whole = Date.UTC(2026, 10, 23, 16, 5);
    const field = document.createElement('input');
    field.type = 'datetime-local';
    field.value = localTimeText(whole);
    expect(timeOfLocalText(field.value, whole)).to.equal(whole);
  });
});
