import { expect } from '@open-wc/testing';
import { readResidentCard } from '../../../../src/domain/document/resident-card.ts';
import { Framer } from '../../../../src/serial/framing/framer.ts';
import {
  sdtAnswer,
  sdtCommands,
  sdtFormat,
  sdtFrame,
  textOfRead,
} from '../../../../src/serial/drivers/id-card/protocol.ts';
import { cardText, readAnswer, sampleCards } from '../../../support/samples/sample-cards.ts';
import { seeded } from '../../../support/seeded.ts';
import { bytes } from '../../bytes.ts';

describe('SDT frames', () => {
  it('are those of the sheet, byte for byte', () => {
    expect(sdtCommands.status).to.deep.equal(bytes('AAAAAA9669 0003 11FF ED'));
    expect(sdtCommands.find).to.deep.equal(bytes('AAAAAA9669 0003 2001 22'));
    expect(sdtCommands.select).to.deep.equal(bytes('AAAAAA9669 0003 2002 21'));
    expect(sdtCommands.read).to.deep.equal(bytes('AAAAAA9669 0003 3001 32'));
    expect(sdtCommands.newestAddress).to.deep.equal(bytes('AAAAAA9669 0003 3003 30'));
    expect(sdtFrame(bytes('00009F 00000000'))).to.deep.equal(bytes('AAAAAA9669 0008 00009F 00000000 97'));
  });

  for (const card of sampleCards)
    it(`give the text of a card of the kind ${card}`, () => {
      const [frame] = new Framer(sdtFormat).push(readAnswer(card), 0);
      expect(frame).to.have.length(1295);
      const { status, data } = sdtAnswer(frame!);
      expect(status).to.equal(0x90);
      expect(textOfRead(data)).to.deep.equal(cardText(card));
    });

  it('of another form than an answer to “read” give no text', () => {
    expect(textOfRead(new Uint8Array(3))).to.equal(null);
    expect(textOfRead(Uint8Array.of(1, 0, 4, 0, ...new Uint8Array(255)))).to.equal(null);
  });

  it('are found whole however they are cut and whatever stands between them, and a wrong sum is never a frame', () => {
    const chance = seeded(1295);
    for (let round = 0; round < 150; round++) {
      const framer = new Framer(sdtFormat);
      const sent: Uint8Array[] = [];
      const stream: number[] = [];
      for (let frames = 1 + chance.below(4); frames > 0; frames--) {
        const whole = chance.oneIn(3)
          ? readAnswer(chance.pick(sampleCards))
          : sdtFrame(chance.bytes(3 + chance.below(80)));
        // Junk without the first byte of a head, so that what is found can be told.
        for (let junk = chance.below(30); junk > 0; junk--) stream.push(chance.below(0xaa));
        if (chance.oneIn(3)) {
          const broken = whole.slice();
          broken[7 + chance.below(broken.length - 7)]! ^= 1 << chance.below(8);
          stream.push(...broken);
        }
        stream.push(...whole);
        sent.push(whole);
      }
      const found: Uint8Array[] = [];
      for (let at = 0; at < stream.length;) {
        const piece = 1 + chance.below(300);
        found.push(...framer.push(Uint8Array.from(stream.slice(at, at + piece)), 0));
        at += piece;
      }
      expect(found.map((one) => one.length)).to.deep.equal(sent.map((one) => one.length));
      expect(found).to.deep.equal(sent);
    }
  });

  it('changed in any one bit give no card', () => {
    const chance = seeded(7);
    for (const card of sampleCards)
      for (let round = 0; round < 200; round++) {
        const frame = readAnswer(card);
        frame[chance.below(frame.length)]! ^= 1 << chance.below(8);
        for (const found of new Framer(sdtFormat).push(frame, 0)) {
          const text = textOfRead(sdtAnswer(found).data);
          expect(text && readResidentCard(text)).to.equal(null);
        }
      }
  });
});
