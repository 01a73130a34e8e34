import { expect } from '@open-wc/testing';
import { Framer } from '../../../../src/serial/framing/framer.ts';
import { rfidBinaryReader, rfidTextReader } from '../../../../src/serial/drivers/rfid/driver.ts';
import { StaffCardEmulator } from '../../../../src/serial/drivers/rfid/emulator.ts';
import {
  rfidBinaryFormat,
  rfidBinaryNumber,
  rfidTextFormat,
  rfidTextNumber,
} from '../../../../src/serial/drivers/rfid/protocol.ts';
import { seeded } from '../../../support/seeded.ts';
import { bytes } from '../../bytes.ts';
import { EmulatedDesk } from '../emulated-desk.ts';

const text = (letters: string): Uint8Array => Uint8Array.from(letters, (letter) => letter.charCodeAt(0));

describe('a reader of staff cards', () => {
  it('sends numbers as text or as bytes', () => {
    const [asText] = new Framer(rfidTextFormat).push(text('\u00020F0184F07A00\u0003'), 0);
    expect(asText && rfidTextNumber(asText)).to.equal('0F0184F07A');
    const [asBytes] = new Framer(rfidBinaryFormat).push(bytes('02 0A 02 06 00 8E 6D 5D B0 03'), 0);
    expect(asBytes && rfidBinaryNumber(asBytes)).to.equal('06008E6D5D');
  });

  it('gives no number with a wrong sum, however it is cut', () => {
    const chance = seeded(125);
    for (let round = 0; round < 1000; round++) {
      const frame = chance.oneIn(2)
        ? text('\u00020F0184F07A00\u0003')
        : bytes('02 0A 02 06 00 8E 6D 5D B0 03');
      const changed = frame.slice();
      changed[chance.below(changed.length)]! ^= 1 << chance.below(8);
      for (const [format, numberOf] of [
        [rfidTextFormat, rfidTextNumber],
        [rfidBinaryFormat, rfidBinaryNumber],
      ] as const) {
        const framer = new Framer(format);
        const cut = chance.below(changed.length);
        const found = [...framer.push(changed.slice(0, cut), 0), ...framer.push(changed.slice(cut), 1)];
        // Of hexadecimal letters small and capital ones are the same.
        for (const one of found) expect(numberOf(one)).to.be.oneOf(['0F0184F07A', '06008E6D5D']);
      }
    }
  });

  it('is told by its first card, and a card that is held there is one showing', async () => {
    const reader = new StaffCardEmulator();
    const desk = new EmulatedDesk(reader, [rfidTextReader, rfidBinaryReader]);
    await desk.during(3000);
    reader.hold('0F0184F07A', 5);
    await desk.during(500);
    expect(desk.running).to.equal('rfid-text');
    expect(desk.events).to.deep.equal([{ type: 'staff-card', number: '0F0184F07A' }]);
    await desk.during(3000);
    reader.hold('0F0184F07A');
    reader.hold('0F0184F07B');
    await desk.during(100);
    expect(desk.events).to.have.length(3);
    await desk.stop();
  });
});
