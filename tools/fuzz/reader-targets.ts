// Readers of what people show at a gate in place of a phone: documents, their readers' frames, and what servers say of them.
import { isDocumentNumber } from '../../src/domain/document/document-number.ts';
import { readHealthCodeAnswer } from '../../src/domain/document/health-code-answer.ts';
import { readIdentified } from '../../src/domain/document/identified.ts';
import { readNewestAddress, readResidentCard } from '../../src/domain/document/resident-card.ts';
import { readTravelDocument } from '../../src/domain/document/travel-document.ts';
import { Framer } from '../../src/serial/framing/framer.ts';
import { sdtAnswer, sdtFormat, textOfRead } from '../../src/serial/drivers/id-card/protocol.ts';
import { scannedText } from '../../src/serial/drivers/line-scanner/driver.ts';
import { cardOf, multiFormat, multiFrame } from '../../src/serial/drivers/multi-reader/protocol.ts';
import {
  rfidBinaryFormat,
  rfidBinaryNumber,
  rfidTextFormat,
  rfidTextNumber,
} from '../../src/serial/drivers/rfid/protocol.ts';
import { linesOf } from '../../src/serial/drivers/travel-document/driver.ts';
import { mutated, mutatedText } from '../../tests/credentials/hcert/mutate.ts';
import { cardText, readAnswer, sampleCards } from '../../tests/support/samples/sample-cards.ts';
import { target, type Target } from './run.ts';

const letters = '{}[]",:.0123456789abcdefnultregv \u0000纸';
const nonce = '0123456789abcdef';
const status = { colour: 'green', lastResult: 'negative', sampleTime: 1, doses: 3, lastDose: null };
const identified = JSON.stringify({
  nonce,
  kind: 'id-card',
  at: 1,
  person: { maskedName: '张*三', passId: nonce, status, beside: null },
});
const answer = JSON.stringify({ nonce, verdict: 'valid', name: '张三', idNumber: '', at: 1, ...status });
const passport = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
];

export function readerTargets(): Target[] {
  return [
    target({
      name: 'text of an ID card',
      weight: 40,
      make: (chance) => mutated(cardText(chance.pick(sampleCards)), chance),
      read: readResidentCard,
      wrong: ({ number }) => !isDocumentNumber(number),
    }),
    target({
      name: 'newest address of an ID card',
      weight: 10,
      make: (chance) => chance.bytes(chance.oneIn(9) ? chance.below(90) : 70),
      read: readNewestAddress,
    }),
    target({
      name: 'lines of a travel document',
      weight: 40,
      make: (chance) =>
        passport.map((line) => (chance.oneIn(2) ? line : mutatedText(line, 'ABCXYZ0123456789<<', chance))),
      read: (lines) => readTravelDocument(lines, 20261201),
      wrong: ({ number }) => !isDocumentNumber(number),
    }),
    target({
      name: 'frames of readers of ID cards',
      weight: 20,
      make: (chance) => mutated(chance.oneIn(2) ? readAnswer('citizen') : multiFrame(cardText('J')), chance),
      read: (bytes) => [
        ...new Framer(sdtFormat).push(bytes, 0).map((frame) => textOfRead(sdtAnswer(frame).data)),
        ...new Framer(multiFormat).push(bytes, 0).map(cardOf),
      ],
    }),
    target({
      name: 'frames of readers of staff cards',
      weight: 20,
      make: (chance) => chance.bytes(chance.below(60)),
      read: (bytes) => [
        ...new Framer(rfidTextFormat).push(bytes, 0).map(rfidTextNumber),
        ...new Framer(rfidBinaryFormat).push(bytes, 0).map(rfidBinaryNumber),
      ],
      wrong: (numbers) => numbers.some((number) => !/^[0-9A-F]+$/.test(number)),
    }),
    target({
      name: 'lines of a scanner and of a reader of travel documents',
      weight: 20,
      make: (chance) => chance.bytes(chance.below(150)),
      read: (bytes) => [scannedText(bytes), linesOf(bytes)],
    }),
    target({
      name: 'statement on a document',
      weight: 40,
      make: (chance) => mutatedText(identified, letters, chance),
      read: readIdentified,
      wrong: (read) => read !== null && read.person !== null && read.person.maskedName.length > 10,
    }),
    target({
      name: 'answer of a health code service',
      weight: 40,
      make: (chance) => mutatedText(answer, letters, chance),
      read: readHealthCodeAnswer,
      wrong: (read) => read !== null && read.nonce.length !== 16,
    }),
  ];
}
