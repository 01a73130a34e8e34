import { expect } from '@open-wc/testing';
import { DeviceClock } from '../../../src/store/device/device-clock.ts';
import { day, hour, minute, noon, second } from '../../support/district.ts';

/** A clock on a wall that the test turns; `elapsed` is what has really gone by. */
function clock(floor = 0, now = noon): { clock: DeviceClock; wall: { now: number; elapsed: number } } {
  const wall = { now, elapsed: 5000 };
  return {
    clock: new DeviceClock(
      floor,
      () => wall.now,
      () => wall.elapsed,
    ),
    wall,
  };
}

describe('DeviceClock', () => {
  it('is the device’s own clock while nothing else is known', () => {
    const { clock: own, wall } = clock();
    expect(own.now()).to.equal(noon);
    wall.now += minute;
    expect(own.now()).to.equal(noon + minute);
    expect(own.stopped).to.equal(false);
  });

  it('never runs below its floor when the device’s clock is set back, and says that it stands', () => {
    const { clock: own, wall } = clock();
    own.raise(noon);
    for (const back of [minute, hour, 400 * day]) {
      wall.now = noon - back;
      expect(own.now()).to.equal(noon);
      expect(own.stopped).to.equal(true);
    }
    wall.now = noon + 1;
    expect(own.now()).to.equal(noon + 1);
    expect(own.stopped).to.equal(false);
  });

  it('begins at the floor that the device stored', () => {
    const { clock: own } = clock(noon + day);
    expect(own.now()).to.equal(noon + day);
    expect(own.stopped).to.equal(true);
  });

  it('is not lowered by an earlier time', () => {
    const { clock: own, wall } = clock();
    own.raise(noon);
    own.raise(noon - day);
    wall.now = 0;
    expect(own.now()).to.equal(noon);
  });

  it('goes on from its floor while it stands: what was live hours ago is hours old', () => {
    const { clock: own, wall } = clock();
    own.raise(noon);
    wall.now = noon - day;
    wall.elapsed += 3 * hour + 0.75;
    expect(own.now(), 'whole milliseconds').to.equal(noon + 3 * hour);
    expect(own.stopped).to.equal(true);
    expect(own.isLost).to.equal(false);
  });

  it('is not set back to a time between its floor and now either', () => {
    const { clock: own, wall } = clock();
    own.raise(noon);
    wall.now = noon + hour;
    wall.elapsed += 3 * hour;
    expect(own.now()).to.equal(noon + 3 * hour);
  });

  it('takes the little by which two quartzes differ for nothing', () => {
    const { clock: own, wall } = clock();
    own.raise(noon);
    wall.now += 8 * hour;
    wall.elapsed += 8 * hour + 9 * second;
    expect(own.now()).to.equal(noon + 8 * hour);
    expect(own.stopped).to.equal(false);
  });

  it('does not know the time when it starts behind one it has seen, until the server says it or it is set', () => {
    for (const tell of ['server', 'wall'] as const) {
      const { clock: own, wall } = clock(0, noon - day);
      own.raise(noon);
      expect(own.isLost).to.equal(true);
      own.raise(own.now());
      wall.elapsed += minute;
      expect(own.isLost).to.equal(true);
      if (tell === 'server') own.learn(noon + hour);
      else wall.now = noon + hour;
      expect(own.isLost).to.equal(false);
      expect(own.now()).to.equal(noon + hour);
    }
  });

  it('does not know the time while the device’s clock gives no number, and stands at its floor', () => {
    const { clock: own, wall } = clock(noon, Number.NaN);
    expect([own.now(), own.stopped, own.isLost]).to.deep.equal([noon, true, true]);
    wall.elapsed += minute;
    expect(own.now()).to.equal(noon + minute);
    own.learn(noon + hour);
    wall.now = noon + hour;
    expect([own.now(), own.stopped, own.isLost]).to.deep.equal([noon + hour, false, false]);
  });

  it('does not know the time either when the district has signed a later one', () => {
    const { clock: own } = clock(0, noon - day);
    own.raiseForGood(noon);
    expect(own.isLost).to.equal(true);
  });

  for (const wrong of [-5 * 365 * day, -hour, hour, 5 * 365 * day]) {
    it(`follows the server when the device is ${wrong / hour} hours off, and goes on from there`, () => {
      const { clock: own, wall } = clock();
      wall.now = noon + wrong;
      own.learn(noon);
      expect(own.now()).to.equal(noon);
      expect(own.offset).to.equal(-wrong);
      wall.now += minute;
      expect(own.now()).to.equal(noon + minute);
    });
  }

  it('takes a difference of two seconds for the way of the answer', () => {
    const { clock: own, wall } = clock();
    own.learn(noon - 2 * second);
    expect(own.offset).to.equal(0);
    expect(own.now()).to.equal(noon);
    own.learn(wall.now - 2 * second - 1);
    expect(own.offset).to.equal(-2 * second - 1);
  });

  it('keeps what it learnt as its floor, should the device’s clock be set back after', () => {
    const { clock: own, wall } = clock();
    own.learn(noon + hour);
    wall.now = noon - day;
    expect(own.now()).to.equal(noon + hour);
  });

  it('does not stay in next year when the server shows that the device’s clock had run ahead', () => {
    const { clock: own, wall } = clock();
    wall.now = noon + 365 * day;
    own.raise(own.now());
    own.learn(noon);
    expect(own.now()).to.equal(noon);
    expect(own.stopped).to.equal(false);
    wall.now += minute;
    expect(own.now()).to.equal(noon + minute);
  });

  it('never goes below a time that the district signed, whatever anybody says after', () => {
    const { clock: own, wall } = clock();
    own.raiseForGood(noon);
    wall.now = noon - day;
    own.learn(noon - hour);
    expect(own.now()).to.equal(noon);
    expect(own.stopped).to.equal(true);
  });

  for (const nonsense of [Number.NaN, Infinity, -Infinity, undefined, 'noon']) {
    it(`takes ${String(nonsense)} for no time at all`, () => {
      const { clock: own } = clock(nonsense as number);
      own.learn(nonsense as number);
      own.raise(nonsense as number);
      expect(own.now()).to.equal(noon);
    });
  }
});
