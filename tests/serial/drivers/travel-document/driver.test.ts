import { expect } from '@open-wc/testing';
import { readTravelDocument } from '../../../../src/domain/document/travel-document.ts';
import { linesOf, travelDocumentReader } from '../../../../src/serial/drivers/travel-document/driver.ts';
import { TravelDocumentEmulator } from '../../../../src/serial/drivers/travel-document/emulator.ts';
import { seeded } from '../../../support/seeded.ts';
import { EmulatedDesk } from '../emulated-desk.ts';

const passport = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
];
const card = [
  'I<UTOD231458907<<<<<<<<<<<<<<<',
  '7408122F1204159UTO<<<<<<<<<<<6',
  'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
];

describe('a reader of travel documents', () => {
  let desk: EmulatedDesk;
  afterEach(() => desk.stop());

  for (const make of ['desko', '3m'] as const)
    for (const baudRate of [9600, 115_200])
      it(`of the make ${make} at ${baudRate} baud is told by its first document, which it reads`, async () => {
        const reader = new TravelDocumentEmulator({ make, baudRate });
        desk = new EmulatedDesk(reader, [travelDocumentReader]);
        for (let tries = 0; tries < 60 && desk.running === null; tries++) {
          await desk.during(1000);
          reader.show(passport);
        }
        await desk.during(100);
        expect(desk.running).to.equal('travel-document');
        // The driver is told by one document, and gives that one too.
        expect(desk.events.length).to.be.greaterThan(0);
        for (const event of desk.events) expect(event).to.deep.equal({ type: 'document', lines: passport });
        reader.show(card);
        expect(await desk.during(100)).to.deep.equal([{ type: 'document', lines: card }]);
      });

  it('gives no lines of what was cut, nor of other text', async () => {
    const reader = new TravelDocumentEmulator();
    desk = new EmulatedDesk(reader, [travelDocumentReader]);
    desk.memory.remember(
      { usbVendorId: undefined, usbProductId: undefined },
      { driver: 'travel-document', baudRate: 9600 },
      true,
    );
    const chance = seeded(44);
    for (let round = 0; round < 200; round++) {
      reader.show(passport, (bytes) => {
        const cut = bytes.slice(0, chance.below(bytes.length));
        return chance.oneIn(2) ? cut : Uint8Array.of(...cut, ...chance.bytes(chance.below(40)));
      });
      await desk.during(1500);
    }
    for (const event of desk.events) {
      if (event.type !== 'document') expect.fail(event.type);
      // Whatever lines come, the check digits decide.
      else
        try {
          expect(readTravelDocument(event.lines, 20261201).number).to.equal('UTO.L898902C3');
        } catch (fault) {
          expect(fault).to.be.instanceOf(RangeError);
        }
    }
  });

  it('takes no bytes for lines that are none', () => {
    desk = new EmulatedDesk(new TravelDocumentEmulator(), [travelDocumentReader]);
    const chance = seeded(9);
    for (let round = 0; round < 2000; round++)
      expect(linesOf(chance.bytes(chance.below(140)))).to.equal(null);
  });
});
