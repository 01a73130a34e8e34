import { expect } from '@open-wc/testing';
import {
  CardFault,
  readNewestAddress,
  readResidentCard,
} from '../../../src/domain/document/resident-card.ts';
import { isDocumentNumber } from '../../../src/domain/document/document-number.ts';
import { cardText, sampleCards, type SampleCard } from '../../support/samples/sample-cards.ts';
import { seeded } from '../../support/seeded.ts';
import { rounds } from '../../support/rounds.ts';

function faultOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (fault) {
    return fault;
  }
}

/** A card with a text of its own at a byte. */
function withText(card: SampleCard, at: number, text: string): Uint8Array<ArrayBuffer> {
  const bytes = cardText(card);
  for (const [index, letter] of [...text].entries()) {
    bytes[at + 2 * index] = letter.charCodeAt(0) & 255;
    bytes[at + 2 * index + 1] = letter.charCodeAt(0) >> 8;
  }
  return bytes;
}

describe('the text of a card', () => {
  const cases = {
    citizen: {
      number: '000000199001010018',
      name: '张三',
      birth: 19900101,
      validUntil: 20400101,
      address: '测试市样例区一号路1号',
    },
    J: {
      number: '810000198808080021',
      name: '陈小明',
      birth: 19880808,
      validUntil: 20250101,
      address: '测试市样例区二号路2号',
    },
    I: {
      number: 'UTO000000000001',
      name: 'ERIKSSON, ANNA MARIA',
      birth: 19740812,
      validUntil: 20290101,
      address: '',
    },
    Y: { number: '900000197408120028', name: '安娜', birth: 19740812, validUntil: 20340101, address: '' },
  };
  for (const layout of sampleCards)
    it(`is read in the layout ${layout}`, () => {
      const card = readResidentCard(cardText(layout));
      expect(card).to.deep.equal({ kind: 'id-card', layout, ...cases[layout] });
      expect(isDocumentNumber(card.number)).to.equal(true);
    });

  it('may have no end, and keeps the spaces within a name', () => {
    expect(readResidentCard(withText('citizen', 204, '长期      ')).validUntil).to.equal(0);
    expect(readResidentCard(withText('citizen', 0, '阿 依古丽')).name).to.equal('阿 依古丽');
  });

  it('shows the name in Latin letters where there is no other', () => {
    expect(readResidentCard(withText('Y', 0, '  ')).name).to.equal('ERIKSSON, ANNA MARIA');
  });

  for (const [name, bytes] of [
    ['of another length', new Uint8Array(255)],
    ['with a wrong check character', withText('citizen', 122, '000000199001010019')],
    ['whose number and date of birth do not agree', withText('citizen', 36, '19900102')],
    ['with a date that is none', withText('citizen', 204, '20230229')],
    ['of an unknown kind', withText('citizen', 248, 'Q')],
    ['without a name', withText('citizen', 0, '  ')],
    ['with half a character in it', withText('citizen', 0, '\ud800')],
    ['of a foreigner with a citizen’s number', withText('Y', 122, '000000197408120022')],
  ] as const)
    it(`is refused ${name}`, () => {
      expect(faultOf(() => readResidentCard(bytes))).to.be.instanceOf(CardFault);
    });

  it('says nothing of what is on it in a fault', () => {
    const fault = faultOf(() =>
      readResidentCard(withText('citizen', 122, '000000199001010019')),
    ) as CardFault;
    expect(fault.message).not.to.match(/\d{6}|张/);
  });

  it('changed at random is that very number, or a fault', () => {
    const chance = seeded(2);
    for (let round = 0; round < rounds(1000, 4000); round++) {
      const layout = chance.pick(sampleCards);
      const bytes = cardText(layout);
      for (let times = 1 + chance.below(3); times > 0; times--) bytes[chance.below(256)] = chance.below(256);
      const found = faultOf(() => readResidentCard(chance.oneIn(20) ? chance.bytes(256) : bytes));
      if (found instanceof CardFault) continue;
      expect(found).to.have.property('kind', 'id-card');
      // Two changes can make another number with a right check character, one cannot; a permit of 2017 has none.
      expect(isDocumentNumber((found as { number: string }).number)).to.equal(true);
    }
  });

  it('has a newest address of 70 bytes', () => {
    const address = withText('citizen', 0, '测试市样例区三号路3号'.padEnd(35)).slice(0, 70);
    expect(readNewestAddress(address)).to.equal('测试市样例区三号路3号');
    expect(faultOf(() => readNewestAddress(address.slice(1)))).to.be.instanceOf(CardFault);
  });
});
