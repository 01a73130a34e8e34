import { expect } from '@open-wc/testing';
import { readResidentCard } from '../../../../src/domain/document/resident-card.ts';
import { Framer } from '../../../../src/serial/framing/framer.ts';
import { idCardReader } from '../../../../src/serial/drivers/id-card/driver.ts';
import { multiReader } from '../../../../src/serial/drivers/multi-reader/driver.ts';
import { MultiReaderEmulator } from '../../../../src/serial/drivers/multi-reader/emulator.ts';
import {
  cardOf,
  multiFormat,
  multiFrame,
  readCardCommand,
} from '../../../../src/serial/drivers/multi-reader/protocol.ts';
import { cardText } from '../../../support/samples/sample-cards.ts';
import { seeded } from '../../../support/seeded.ts';
import { bytes } from '../../bytes.ts';
import { EmulatedDesk } from '../emulated-desk.ts';

describe('a multi-in-one reader', () => {
  it('is asked in the words of its sheet', () => {
    expect(readCardCommand).to.deep.equal(bytes('02 00 03 CA 01 00 CB 03'));
    expect(multiFrame(Uint8Array.of(0xca, 1, 1))).to.deep.equal(bytes('02 00 03 CA 01 01 CA 03'));
  });

  it('reads each card once while it lies there, and again when it was taken away', async () => {
    const reader = new MultiReaderEmulator();
    const desk = new EmulatedDesk(reader, [idCardReader, multiReader]);
    expect(await desk.found()).to.equal('multi-reader');
    expect(await desk.during(5000)).to.deep.equal([]);
    reader.lay(cardText('citizen'));
    expect(await desk.during(6000)).to.deep.equal([
      { type: 'id-card', card: readResidentCard(cardText('citizen')) },
    ]);
    reader.lay(null);
    await desk.during(4000);
    reader.lay(cardText('citizen'));
    expect(await desk.during(4000)).to.have.length(1);
    await desk.stop();
  });

  it('gives no card of a frame that was changed', () => {
    const chance = seeded(202);
    const whole = multiFrame(Uint8Array.of(0xca, 1, 0, ...cardText('citizen'), ...new Uint8Array(1024)));
    for (let round = 0; round < 300; round++) {
      const changed = whole.slice();
      changed[3 + chance.below(changed.length - 4)]! ^= 1 << chance.below(8);
      for (const frame of new Framer(multiFormat).push(changed, 0)) expect(cardOf(frame)).to.equal(null);
    }
    expect(cardOf(whole)!.number).to.equal('000000199001010018');
  });
});
