import { expect } from '@open-wc/testing';
import { Listeners } from '../../../src/domain/events/listeners.ts';
import {
  measure,
  type MeasuredTemperature,
  type TemperatureReading,
} from '../../../src/domain/scan/temperature.ts';
import { personTemperature, secondTemperature } from '../../../src/sentry/temperature/person-temperature.ts';
import { noon } from '../../support/district.ts';

/** A thermometer whose readings the test makes; the time stands still unless the test moves it. */
class TestThermometer {
  state = 'running';
  now = noon;
  listening = 0;
  readonly #listeners = new Listeners<{ reading: TemperatureReading }>();
  #readings: TemperatureReading[] = [];

  readings = (windowMs: number): TemperatureReading[] =>
    this.#readings.filter(({ at }) => this.now - at <= windowMs);

  on = (type: 'reading', listener: (reading: TemperatureReading) => void): (() => void) => {
    this.listening++;
    const end = this.#listeners.on(type, listener);
    return () => {
      this.listening--;
      end();
    };
  };

  /** A reading `age` ms ago. */
  read(surface: number, age = 0): void {
    const reading = { surface, ambient: 2500, at: this.now - age };
    this.#readings.push(reading);
    this.#listeners.emit('reading', reading);
  }
}

let thermometer: TestThermometer;

/** The surface of what is measured of the person who came at `since`. */
async function take(since: number): Promise<number | null> {
  const found = await personTemperature(thermometer, () => thermometer.now, 2000, since);
  return found?.surface ?? null;
}

describe('personTemperature', () => {
  beforeEach(() => {
    thermometer = new TestThermometer();
  });
  afterEach(() => {
    expect(thermometer.listening, 'nobody is left listening').to.equal(0);
  });

  it('takes what was read since the last person was done', async () => {
    thermometer.read(3400, 300);
    thermometer.read(3410, 200);
    thermometer.read(3420, 100);
    expect(await take(noon - 1000)).to.equal(3410);
  });

  it('never takes the last person’s fever: readings from before, and of that very moment, are left out', async () => {
    thermometer.read(3700, 800);
    thermometer.read(3710, 700);
    thermometer.read(3720, 500);
    thermometer.read(3400, 100);
    expect(await take(noon - 500)).to.equal(3400);
  });

  it('takes no reading from before the sensor last saw nobody: somebody else stood there', async () => {
    thermometer.read(3700, 900);
    thermometer.read(3710, 800);
    thermometer.read(2200, 600);
    thermometer.read(3400, 200);
    expect(await take(noon - 60_000)).to.equal(3400);
  });

  it('takes nothing of the person before where they alone were measured, also after they were done', async () => {
    for (const age of [900, 800, 700, 600, 500]) thermometer.read(3700, age);
    thermometer.read(2200, 200);
    const taking = take(noon - 750);
    setTimeout(() => thermometer.read(3400), 50);
    expect(await taking).to.equal(3400);
  });

  it('takes nothing of the person before from a thermometer that was lost after they were done', async () => {
    for (const age of [900, 800, 700, 600, 500]) thermometer.read(3700, age);
    thermometer.state = 'lost';
    expect(await take(noon - 750)).to.equal(null);
  });

  it('takes a person who was measured well and already stepped aside', async () => {
    thermometer.read(3400, 400);
    thermometer.read(3410, 300);
    thermometer.read(2200, 100);
    expect(await take(noon - 500)).to.equal(3410);
  });

  it('has no temperature while the sensor sees nobody at all', async () => {
    thermometer.state = 'lost';
    for (const age of [400, 300, 200]) thermometer.read(2200, age);
    expect(await take(noon - 500)).to.equal(null);
  });

  it('takes nothing older than the policy’s window, even of this person', async () => {
    thermometer.state = 'lost';
    thermometer.read(3400, 2001);
    expect(await take(noon - 60_000)).to.equal(null);
  });

  it('waits for the first reading of this person, and answers with it at once', async () => {
    thermometer.read(3700, 800);
    const began = performance.now();
    const taking = take(noon - 500);
    setTimeout(() => thermometer.read(3400), 50);
    expect(await taking).to.equal(3400);
    expect(performance.now() - began).to.be.lessThan(600);
  });

  it('goes on waiting while only walls and hands are read', async () => {
    const taking = take(noon - 500);
    setTimeout(() => thermometer.read(2200), 20);
    setTimeout(() => thermometer.read(3400), 60);
    expect(await taking).to.equal(3400);
  });

  it('gives up after 0.7 s with no temperature, rather than with somebody else’s', async () => {
    thermometer.read(3700, 800);
    const began = performance.now();
    expect(await take(noon - 500)).to.equal(null);
    expect(performance.now() - began).to.be.within(650, 2000);
  });

  for (const state of ['missing', 'probing', 'lost']) {
    it(`does not wait for a thermometer that is ${state}`, async () => {
      thermometer.state = state;
      const began = performance.now();
      expect(await take(noon - 500)).to.equal(null);
      expect(performance.now() - began).to.be.lessThan(100);
    });
  }

  it('lends nobody the readings of a sensor that hung while the person before stood there, and says nothing of it', async () => {
    // They showed their code, stepped up to the sensor, were measured and left; the sensor had hung meanwhile.
    for (const age of [900, 800, 700, 600, 500]) thermometer.read(3700, age);
    expect(await take(noon - 950)).to.equal(null);
  });

  it('takes the first reading of who stands there when a sensor that hung goes on', async () => {
    for (const age of [900, 800, 700, 600, 500]) thermometer.read(3420, age);
    const taking = take(noon - 950);
    setTimeout(() => thermometer.read(3400), 50);
    expect(await taking).to.equal(3400);
  });

  it('takes one person for two where the sensor hung between its readings, and the last of them alone', async () => {
    for (const age of [1000, 900, 800]) thermometer.read(3420, age);
    for (const age of [250, 150]) thermometer.read(3400, age);
    expect(await take(noon - 1050)).to.equal(3400);
  });

  it('does not take for hung what reads twice a second', async () => {
    for (const age of [3100, 2600, 2100, 1600, 1100, 600]) thermometer.read(3400, age);
    expect(await take(noon - 1200)).to.equal(3400);
  });

  it('still takes this person’s reading from a thermometer that was lost a moment ago', async () => {
    thermometer.read(3400, 100);
    thermometer.state = 'lost';
    expect(await take(noon - 500)).to.equal(3400);
  });
});

describe('secondTemperature', () => {
  let first: MeasuredTemperature;
  const again = (of: MeasuredTemperature | null = first) =>
    secondTemperature(
      thermometer,
      () => thermometer.now,
      of,
      ({ body }) => body === null || body >= 3450,
    );
  /** Time goes on, and something is read. */
  const later = (ms: number, surface: number | null): void => {
    thermometer.now += ms;
    if (surface !== null) thermometer.read(surface);
  };

  beforeEach(() => {
    thermometer = new TestThermometer();
    for (const age of [200, 100, 0]) thermometer.read(3520, age);
    first = measure(thermometer.readings(1000), noon, 1000)!;
  });
  afterEach(() => {
    expect(thermometer.listening, 'nobody is left listening').to.equal(0);
  });

  it('is of three further readings that agree, and of none before', async () => {
    const measuring = again();
    later(100, 3500);
    later(100, 3504);
    later(100, 3502);
    const found = await measuring;
    expect(found).to.include({ surface: 3502, doubt: null, at: noon + 300 });
  });

  it('waits for who moves to stand still', async () => {
    const measuring = again();
    for (const surface of [3350, 3520, 3440, 3444, 3442]) later(100, surface);
    expect((await measuring)!.surface).to.equal(3442);
  });

  it('waits for who is read as too cold to come closer', async () => {
    const measuring = again();
    for (const surface of [3050, 3052, 3054, 3056, 3480, 3482, 3484]) later(100, surface);
    expect((await measuring)!.surface).to.equal(3482);
  });

  it('decides by what stays too cold when the time is over', async () => {
    const began = performance.now();
    const measuring = again();
    for (const surface of [3050, 3052, 3054]) later(100, surface);
    expect((await measuring)!.surface).to.equal(3052);
    expect(performance.now() - began).to.be.within(2400, 4000);
  });

  it('is none where the sensor hangs, and is waited for no longer than 2.5 s', async () => {
    const began = performance.now();
    later(100, 3520);
    expect(await again()).to.equal(null);
    expect(performance.now() - began).to.be.within(2400, 4000);
  });

  it('is none of somebody who stands there after nobody did for long', async () => {
    const measuring = again();
    for (let times = 0; times < 16; times++) later(100, 2200);
    for (const surface of [3400, 3402, 3404]) later(100, surface);
    expect(await measuring).to.equal(null);
  });

  it('is of who looked aside for less than that', async () => {
    const measuring = again();
    for (const surface of [2200, 2200, 2200, 3400, 3402, 3404]) later(100, surface);
    expect((await measuring)!.surface).to.equal(3402);
  });

  it('is of whoever comes where nobody was measured yet', async () => {
    const measuring = again(null);
    for (let times = 0; times < 12; times++) later(100, 2200);
    for (const surface of [3400, 3402, 3404]) later(100, surface);
    expect((await measuring)!.surface).to.equal(3402);
  });

  it('is given up at once where the thermometer is lost', async () => {
    const began = performance.now();
    const measuring = again();
    thermometer.state = 'lost';
    expect(await measuring).to.equal(null);
    expect(performance.now() - began).to.be.lessThan(1500);
  });
});
