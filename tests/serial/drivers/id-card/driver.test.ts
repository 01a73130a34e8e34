import { expect } from '@open-wc/testing';
import { gyMcu90614 } from '../../../../src/serial/drivers/gy-mcu90614/driver.ts';
import { idCardReader } from '../../../../src/serial/drivers/id-card/driver.ts';
import {
  IdReaderEmulator,
  writeResidentText,
  type IdReaderFault,
  type IdReaderOptions,
  type IdReaderStep,
} from '../../../../src/serial/drivers/id-card/emulator.ts';
import { readResidentCard } from '../../../../src/domain/document/resident-card.ts';
import { cardText } from '../../../support/samples/sample-cards.ts';
import { seeded } from '../../../support/seeded.ts';
import { ManualTimers } from '../../manual-timers.ts';
import { EmulatedDesk } from '../emulated-desk.ts';

describe('a reader of ID cards', () => {
  let desk: EmulatedDesk;
  let reader: IdReaderEmulator;
  async function begin(options: Omit<IdReaderOptions, 'timers'> = {}) {
    const timers = new ManualTimers();
    reader = new IdReaderEmulator({ ...options, timers });
    desk = new EmulatedDesk(reader, [gyMcu90614, idCardReader], timers);
    expect(await desk.found()).to.equal('id-card');
    // It has seen that nothing lies there.
    await desk.during(3000);
  }
  afterEach(() => desk.stop());

  const numbers = (): string[] =>
    desk.events.map((event) => (event.type === 'id-card' ? event.card.number : event.type));

  it('is found at its rate, among other devices', async () => {
    await begin({ baudRate: 9600 });
    expect(desk.devices.list[0]!.baudRate).to.equal(9600);
  });

  it('reads a card that is laid down, once, with the newest address', async () => {
    await begin();
    expect(await desk.during(3000)).to.deep.equal([]);
    reader.lay(cardText('citizen'), '测试市样例区九号路9号');
    const [event, ...more] = await desk.during(5000);
    expect(more).to.deep.equal([]);
    expect(event).to.deep.equal({
      type: 'id-card',
      card: { ...readResidentCard(cardText('citizen')), address: '测试市样例区九号路9号' },
    });
  });

  it('reads a card that lies there once, also where the reader finds it again and again', async () => {
    await begin({ findsAgain: true });
    reader.lay(cardText('J'));
    await desk.during(10_000);
    expect(numbers()).to.deep.equal(['810000198808080021']);
  });

  it('reads the same card again once it was taken away, and another one at once', async () => {
    await begin();
    reader.lay(cardText('citizen'));
    await desk.during(3000);
    reader.takeAway();
    await desk.during(4000);
    reader.lay(cardText('citizen'));
    await desk.during(3000);
    reader.lay(cardText('Y'));
    await desk.during(3000);
    expect(numbers()).to.deep.equal(['000000199001010018', '000000199001010018', '900000197408120028']);
  });

  const faults: [IdReaderStep, IdReaderFault][] = [
    ['find', { kind: 'silence' }],
    ['find', { kind: 'bad-checksum' }],
    ['select', { kind: 'refused', status: 0x81 }],
    ['select', { kind: 'silence' }],
    ['read', { kind: 'noise', bytes: Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x08) }],
    ['read', { kind: 'split', first: 400, afterMs: 300 }],
    ['newestAddress', { kind: 'bad-checksum' }],
  ];
  for (const [step, fault] of faults)
    it(`reads a card in spite of ${fault.kind} at ${step}`, async () => {
      await begin({ findsAgain: true });
      reader.fail(step, fault);
      reader.lay(cardText('citizen'));
      await desk.during(15_000);
      expect(numbers()).to.deep.equal(['000000199001010018']);
    });

  const lost: [IdReaderStep, IdReaderFault][] = [
    ['find', { kind: 'split', first: 0, afterMs: 2300 }],
    ['select', { kind: 'silence' }],
    ['select', { kind: 'split', first: 0, afterMs: 2300 }],
    ['read', { kind: 'silence' }],
    ['read', { kind: 'bad-checksum' }],
    ['read', { kind: 'refused', status: 0x41 }],
    ['newestAddress', { kind: 'split', first: 0, afterMs: 2300 }],
  ];
  for (const [step, fault] of lost)
    it(`reads a card that is found once alone in spite of ${fault.kind} at ${step}`, async () => {
      await begin();
      reader.fail(step, fault);
      reader.lay(cardText('citizen'));
      await desk.during(20_000);
      expect(numbers()).to.deep.equal(['000000199001010018']);
    });

  it('reads the next card too after an answer that came late', async () => {
    await begin();
    reader.fail('find', { kind: 'split', first: 0, afterMs: 2500 });
    await desk.during(2100);
    reader.lay(cardText('citizen'));
    await desk.during(5000);
    reader.takeAway();
    await desk.during(2000);
    reader.lay(cardText('J'));
    await desk.during(5000);
    expect(numbers()).to.deep.equal(['000000199001010018', '810000198808080021']);
  });

  it('reads a card that was found before the data cable of a reader with power of its own was pulled', async () => {
    await begin({ hasOwnPower: true });
    reader.fail('read', { kind: 'unplug', after: 700 });
    reader.lay(cardText('citizen'));
    await desk.during(3000);
    expect(numbers()).to.deep.equal([]);
    desk.ports.plug(reader);
    expect(await desk.found()).to.equal('id-card');
    await desk.during(5000);
    expect(numbers()).to.deep.equal(['000000199001010018']);
  });

  it('asks once for a card anew that was pulled away in the middle of a reading', async () => {
    await begin({ readTakesMs: 900 });
    reader.fail('read', { kind: 'card-pulled', after: 300 });
    reader.lay(cardText('citizen'));
    await desk.during(30_000);
    expect(numbers()).to.deep.equal(['card-unread']);
    reader.lay(cardText('J'));
    await desk.during(5000);
    expect(numbers()).to.deep.equal(['card-unread', '810000198808080021']);
  });

  it('says that a card cannot be read, once, and reads it when it can', async () => {
    await begin({ findsAgain: true });
    for (let times = 0; times < 4; times++) reader.fail('read', { kind: 'refused', status: 0x41 });
    reader.lay(cardText('citizen'));
    await desk.during(10_000);
    expect(numbers()).to.deep.equal(['card-unread', '000000199001010018']);
  });

  it('drops and counts a card whose parts do not agree', async () => {
    await begin({ findsAgain: true });
    const wrong = cardText('citizen');
    wrong[122 + 34] = 0x39;
    reader.lay(wrong);
    await desk.during(4000);
    expect(numbers()).to.deep.equal(['card-unread']);
    expect(desk.faults.dropped).to.be.greaterThan(1);
  });

  it('is lost when it is pulled out in the middle of an answer, and found again', async () => {
    await begin();
    reader.fail('read', { kind: 'unplug', after: 700 });
    reader.lay(cardText('citizen'));
    await desk.during(3000);
    expect(desk.devices.list[0]!.state).to.equal('lost');
    expect(numbers()).to.deep.equal([]);
    desk.ports.plug(reader);
    expect(await desk.found()).to.equal('id-card');
    await desk.during(3000);
    expect(numbers()).to.deep.equal(['000000199001010018']);
  });

  for (const findsAgain of [true, false])
    it(`yields what was laid down and nothing else, whatever goes wrong, where a card is found ${findsAgain ? 'again and again' : 'once'}`, async function () {
      this.timeout(60_000);
      const chance = seeded(20);
      await begin({ findsAgain });
      const laid = new Set<string>();
      for (let round = 0; round < 40; round++) {
        const kind = chance.pick(['citizen', 'J', 'I', 'Y'] as const);
        laid.add(readResidentCard(cardText(kind)).number);
        const step = chance.pick(['find', 'select', 'read', 'newestAddress'] as const);
        reader.fail(
          step,
          chance.pick<IdReaderFault>([
            { kind: 'bad-checksum' },
            { kind: 'silence' },
            { kind: 'noise', bytes: chance.bytes(1 + chance.below(60)) },
            { kind: 'split', first: 1 + chance.below(10), afterMs: chance.below(400) },
            { kind: 'card-pulled', after: chance.below(1295) },
          ]),
        );
        reader.lay(cardText(kind));
        await desk.during(4000);
        reader.takeAway();
        await desk.during(3000);
      }
      for (const number of numbers()) if (number !== 'card-unread') expect([...laid]).to.include(number);
      expect(numbers().length).to.be.greaterThan(20);
    });

  it('is emulated with cards written for it', () => {
    const text = writeResidentText({
      name: '李四',
      number: '000000199001010018',
      address: '样例路1号',
      from: 20200101,
      until: 0,
    });
    expect(readResidentCard(text)).to.include({ name: '李四', address: '样例路1号', validUntil: 0 });
    desk = new EmulatedDesk(new IdReaderEmulator(), [idCardReader]);
  });
});
