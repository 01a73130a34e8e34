import { expect } from '@open-wc/testing';
import type { DeviceFault } from '../../../../src/serial/ports/emulated/scripted-device.ts';
import { GyMcu90614Emulator } from '../../../../src/serial/drivers/gy-mcu90614/emulator.ts';
import { gyMcu90614Commands as commands } from '../../../../src/serial/drivers/gy-mcu90614/protocol.ts';
import { bytes } from '../../bytes.ts';
import { ManualTimers } from '../../manual-timers.ts';

const answer = bytes('5A 5A 45 04 0E 44 09 C4 1C');

function plugged(options = {}) {
  const timers = new ManualTimers();
  const emulator = new GyMcu90614Emulator({ surface: 3652, ambient: 2500, timers, ...options });
  const sent: Uint8Array[] = [];
  let pulled = false;
  const line = { send: (part: Uint8Array) => sent.push(part.slice()), unplug: () => (pulled = true) };
  emulator.plugIn(line);
  return { emulator, timers, sent, line, isPulled: () => pulled };
}

describe('GyMcu90614Emulator', () => {
  it('answers a query, and only a whole and right one', () => {
    const { emulator, sent } = plugged();
    emulator.receive(Uint8Array.of(0x00, 0xa5, 0x15));
    expect(sent).to.deep.equal([]);
    emulator.receive(Uint8Array.of(0xba));
    expect(sent).to.deep.equal([answer]);
    emulator.receive(Uint8Array.of(0xa5, 0x15, 0xbb));
    emulator.receive(Uint8Array.of(0xff, 0xff));
    expect(sent).to.have.length(1);
    emulator.receive(commands.query);
    expect(sent).to.have.length(2);
    expect(emulator.answers).to.equal(2);
  });

  it('measures what it is told to, from the next answer on', () => {
    const { emulator, sent } = plugged();
    emulator.set({ surface: 3410, ambient: 2235 });
    emulator.receive(commands.query);
    emulator.set({ surface: -525 });
    emulator.receive(commands.query);
    expect(sent[0]).to.deep.equal(bytes('5A 5A 45 04 0D 52 08 BB 1F'));
    expect([...sent[1]!.subarray(4, 8)]).to.deep.equal([0xfd, 0xf3, 0x08, 0xbb]);
    expect(() => emulator.set({ surface: 36.6 })).to.throw(RangeError);
    emulator.receive(commands.query);
    expect(sent[2]).to.deep.equal(sent[1]);
  });

  it('appends its number when its firmware does', () => {
    const { emulator, sent } = plugged({ trailingId: 0x07 });
    emulator.receive(commands.query);
    expect(sent).to.deep.equal([Uint8Array.of(...answer, 0x07)]);
  });

  it('sends continuously when told to, until it loses power', async () => {
    const { emulator, timers, sent } = plugged();
    emulator.receive(commands.continuous);
    await timers.advance(1000);
    expect(sent).to.have.length(10);
    emulator.plugOut();
    await timers.advance(1000);
    expect(sent).to.have.length(10);
    expect(timers.pending).to.equal(0);
  });

  it('sends continuously from power-up on when it was set to', async () => {
    const { emulator, timers, sent, line } = plugged();
    emulator.receive(commands.autoOn);
    await timers.advance(500);
    expect(sent).to.have.length(0);
    emulator.plugOut();
    emulator.plugIn(line);
    await timers.advance(500);
    expect(sent).to.have.length(5);
    emulator.receive(commands.autoOff);
    emulator.plugOut();
    emulator.plugIn(line);
    await timers.advance(500);
    expect(sent).to.have.length(5);
  });

  it('takes another rate with the next power-up', () => {
    const { emulator, line } = plugged();
    emulator.receive(commands.baud115200);
    expect(emulator.baudRate).to.equal(9600);
    emulator.plugOut();
    emulator.plugIn(line);
    expect(emulator.baudRate).to.equal(115_200);
    emulator.receive(commands.baud9600);
    emulator.plugOut();
    emulator.plugIn(line);
    expect(emulator.baudRate).to.equal(9600);
  });

  const faults: { fault: DeviceFault; sent: Uint8Array[]; pulled?: boolean }[] = [
    { fault: { kind: 'silence' }, sent: [] },
    { fault: { kind: 'bad-checksum' }, sent: [bytes('5A 5A 45 04 0E 44 09 C4 E3')] },
    { fault: { kind: 'noise', bytes: Uint8Array.of(0, 0x5a) }, sent: [Uint8Array.of(0, 0x5a), answer] },
    { fault: { kind: 'split', first: 3, afterMs: 50 }, sent: [answer.subarray(0, 3), answer.subarray(3)] },
    { fault: { kind: 'unplug', after: 5 }, sent: [answer.subarray(0, 5)], pulled: true },
  ];
  for (const { fault, sent, pulled = false } of faults) {
    it(`spoils one answer by ${fault.kind}`, async () => {
      const setup = plugged();
      setup.emulator.fail(fault);
      setup.emulator.receive(commands.query);
      await setup.timers.advance(100);
      expect(setup.sent).to.deep.equal(sent);
      expect(setup.isPulled()).to.equal(pulled);
      setup.emulator.receive(commands.query);
      expect(setup.sent.at(-1)).to.deep.equal(answer);
    });
  }

  it('keeps the second half of a split answer to itself when it loses power in between', async () => {
    const { emulator, timers, sent } = plugged();
    emulator.fail({ kind: 'split', first: 3, afterMs: 50 });
    emulator.receive(commands.query);
    emulator.plugOut();
    await timers.advance(100);
    expect(sent).to.have.length(1);
  });
});
