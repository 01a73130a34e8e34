// Readers of bytes and texts that check no signature: cheap, so they get most of the runs.
import { deflateRawSync, deflateSync } from 'node:zlib';
import { inflate } from '../../src/credentials/bytes/bounded-inflate.ts';
import { readCbor } from '../../src/credentials/hcert/cbor.ts';
import { certificatesIn } from '../../src/credentials/hcert/certificate-import.ts';
import { readHealthClaims } from '../../src/credentials/hcert/claims.ts';
import { readCoseSign1 } from '../../src/credentials/hcert/cose.ts';
import { readDcc } from '../../src/credentials/hcert/dcc.ts';
import { asMap } from '../../src/credentials/hcert/statements.ts';
import { readCertificate } from '../../src/credentials/hcert/x509.ts';
import { rawSignature, readAttestation, readPasskeyProof } from '../../src/credentials/passkey/passkey.ts';
import { ChunkCollector } from '../../src/credentials/smart-health-card/chunks.ts';
import { readSignedCard } from '../../src/credentials/smart-health-card/jws.ts';
import { readCardChunk } from '../../src/credentials/smart-health-card/numeric.ts';
import { base45, fromBase45 } from '../../src/domain/bytes/base45.ts';
import { base64url, concat, fromBase64url, sameBytes } from '../../src/domain/bytes/bytes.ts';
import { decodeIssuedPass, decodeShownPass } from '../../src/domain/pass/health-pass.ts';
import { decodeSiteCode } from '../../src/domain/site/site-code.ts';
import { Framer } from '../../src/serial/framing/framer.ts';
import {
  decodeGyMcu90614,
  encodeGyMcu90614,
  gyMcu90614Format,
} from '../../src/serial/drivers/gy-mcu90614/protocol.ts';
import { fileHead, frameOf } from '../../src/store/journal/journal-frames.ts';
import { JournalLog } from '../../src/store/journal/journal-log.ts';
import { mutated, mutatedText } from '../../tests/credentials/hcert/mutate.ts';
import { numeric, numericChunks } from '../../tests/credentials/smart-health-card/make-card.ts';
import { MadePasskey } from '../../tests/support/samples/made-passkey.ts';
import { MemoryFolder } from '../../tests/support/memory-folder.ts';
import type { Seeded } from '../../tests/support/seeded.ts';
import { crossed } from './changes.ts';
import { noon, type Corpus } from './corpus.ts';
import { target, type Target } from './run.ts';

export const base45Alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
export const base64Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

type Bytes = Uint8Array<ArrayBuffer>;

/** Of valid bytes, one changed, two crossed, or bytes of no meaning. */
function bytesLike(valid: readonly Uint8Array[], chance: Seeded): Bytes {
  if (chance.oneIn(8)) return chance.bytes(chance.below(300));
  if (chance.oneIn(8)) return crossed(chance.pick(valid), chance.pick(valid), chance);
  return mutated(chance.pick(valid), chance);
}

function textLike(valid: readonly string[], alphabet: string, chance: Seeded): string {
  if (!chance.oneIn(8)) return mutatedText(chance.pick(valid), alphabet, chance);
  return Array.from({ length: chance.below(300) }, () => chance.pick([...alphabet])).join('');
}

const journalChain = '0123456789abcdef';
const journalRecord = (seq: number): string =>
  JSON.stringify([
    seq,
    ['scan', journalChain, seq, 'session', 0, `box${seq}`, `before${seq}`, noon, seq % 2 ? 'used' : null],
  ]);
const journalFile = concat(
  fileHead(),
  frameOf(JSON.stringify([1, ['salt', 'salt'], ['chain', journalChain, noon, 1, 'ab'.repeat(32)]])),
  ...[1, 2, 3, 4].map((seq) => frameOf(journalRecord(seq))),
  frameOf(JSON.stringify([5, ['held', journalChain, 1, 2], ['rejected', journalChain, 3, 'site', noon]])),
  frameOf(JSON.stringify([6, ['gone', journalChain, 1, 1]])),
);
/** Frames whose sum is right, and whose text is another than a journal's. */
const oddFrames = [
  '[7,["scan"]]',
  '[7,["gone","__proto__",0,9007199254740991]]',
  '[7,["chain","constructor",0,0,"x"]]',
  '{"length":1e9}',
  '[7]',
  '[1e400,["salt",""]]',
].map(frameOf);

/** One to three files of a journal, changed. */
function journalLike(chance: Seeded): Bytes[] {
  return Array.from({ length: 1 + chance.below(3) }, () => {
    const bytes = bytesLike([journalFile], chance);
    return chance.oneIn(3) ? concat(bytes, chance.pick(oddFrames), journalFile) : bytes;
  });
}

const passkey = new MadePasskey('https://code.example', 'code.example');
const madePasskey = fromBase64url(passkey.make('AAAA').attestation);
const passkeySignature = readPasskeyProof(passkey.sign('AAAA'))!.signature;

/** What unfolds to far more than it is. */
const bombs = [1, 16].flatMap((megabytes) => {
  const zeros = Buffer.alloc(megabytes << 20);
  return [deflateSync(zeros), deflateRawSync(zeros)].map((packed) => Uint8Array.from(packed));
});
const inflateLimit = 65_536;

export function byteTargets(corpus: Corpus): Target[] {
  const messages = corpus.hcerts.map(({ message }) => message);
  const payloads = messages.map((message) => readCoseSign1(message).payload);
  const packed = [...corpus.hcerts.map((one) => one.packed), ...bombs];
  const packedPasses = corpus.passes.map((text) => text.slice('H1:'.length));
  const shownBytes = packedPasses.map(fromBase45);
  const frame = encodeGyMcu90614({ surface: 3484, ambient: 2500 });
  const codes = corpus.cards.flatMap((card) => [numeric(card), ...numericChunks(card, 3)]);
  const digits = '0123456789/';
  return [
    target({
      name: 'base45',
      weight: 120,
      make: (chance) => textLike(packedPasses, base45Alphabet, chance),
      read: fromBase45,
      wrong: (bytes, text) => base45(bytes) !== text,
    }),
    target({
      name: 'base64url',
      weight: 80,
      make: (chance) => textLike([base64url(corpus.issued[0]!)], base64Alphabet, chance),
      read: fromBase64url,
      wrong: (bytes, text) => base64url(bytes) !== text,
    }),
    target({
      name: 'passkey',
      weight: 40,
      make: (chance) => bytesLike([madePasskey], chance),
      read: readAttestation,
    }),
    target({
      name: 'passkey-signature',
      weight: 20,
      make: (chance) => bytesLike([passkeySignature], chance),
      read: rawSignature,
      wrong: (raw) => raw.length !== 64,
    }),
    target({
      name: 'cbor',
      weight: 100,
      make: (chance) => bytesLike([...messages, ...payloads], chance),
      read: readCbor,
    }),
    target({
      name: 'cose',
      weight: 100,
      make: (chance) => bytesLike(messages, chance),
      read: readCoseSign1,
    }),
    target({
      name: 'health claims',
      weight: 100,
      make: (chance) => bytesLike(payloads, chance),
      read: (bytes) => {
        const dcc = asMap(readHealthClaims(bytes).content.get(1));
        return dcc && readDcc(dcc);
      },
    }),
    target({
      name: 'certificate',
      weight: 60,
      make: (chance) => bytesLike([corpus.certificate], chance),
      read: (bytes) => certificatesIn(bytes).map(readCertificate),
    }),
    target({
      name: 'inflate',
      weight: 12,
      make: (chance): [Bytes, 'deflate' | 'deflate-raw'] => [
        chance.oneIn(4) ? Uint8Array.from(chance.pick(bombs)) : bytesLike(packed, chance),
        chance.pick(['deflate', 'deflate-raw']),
      ],
      read: ([bytes, format]) => inflate(bytes, format, inflateLimit),
      wrong: (bytes) => bytes.length > inflateLimit,
    }),
    target({
      name: 'numeric card',
      weight: 60,
      make: (chance) => textLike(codes, digits, chance),
      read: readCardChunk,
    }),
    target({
      name: 'card chunks',
      weight: 30,
      make: (chance) =>
        Array.from({ length: 1 + chance.below(6) }, () =>
          chance.oneIn(2) ? chance.pick(codes) : textLike(codes, digits, chance),
        ),
      read: (texts) => {
        const collector = new ChunkCollector();
        return texts.map((text) => collector.add(text, noon));
      },
    }),
    target({
      name: 'jws',
      weight: 60,
      make: (chance) => textLike(corpus.cards, `${base64Alphabet}.`, chance),
      read: readSignedCard,
    }),
    target({
      name: 'shown pass',
      weight: 120,
      make: (chance) =>
        chance.oneIn(2)
          ? textLike(corpus.passes, base45Alphabet, chance)
          : `H1:${base45(bytesLike(shownBytes, chance))}`,
      read: decodeShownPass,
    }),
    target({
      name: 'issued pass',
      weight: 80,
      make: (chance) => bytesLike(corpus.issued, chance),
      read: decodeIssuedPass,
    }),
    target({
      name: 'site code',
      weight: 80,
      make: (chance) =>
        chance.oneIn(2)
          ? base64url(bytesLike([corpus.siteCode], chance))
          : textLike([base64url(corpus.siteCode)], base64Alphabet, chance),
      read: decodeSiteCode,
    }),
    target({
      name: 'journal',
      weight: 20,
      make: (chance) => journalLike(chance),
      read: async (files) => {
        const folder = new MemoryFolder();
        files.forEach((bytes, index) => {
          folder.files.set(`0000000${index + 1}.log`, { bytes: bytes.slice(), flushed: null });
        });
        const log = await JournalLog.open(folder);
        await log.clearDamage();
        const all = [...log.content.chains.values()].map(({ chain, here }) => log.read(chain, here));
        return (await Promise.all(all)).flat();
      },
      // A record may be missing; one that is there is as it was written.
      wrong: (records) =>
        records.some(({ seq, box, before }) => box !== `box${seq}` || before !== `before${seq}`),
    }),
    target({
      name: 'serial frames',
      weight: 100,
      make: (chance) =>
        Array.from({ length: 1 + chance.below(8) }, () =>
          chance.oneIn(3) ? frame : chance.oneIn(2) ? mutated(frame, chance) : chance.bytes(chance.below(40)),
        ),
      read: (pieces) => {
        const framer = new Framer(gyMcu90614Format);
        const frames = pieces.flatMap((piece, index) => framer.push(piece, index));
        frames.forEach(decodeGyMcu90614);
        return { frames, waiting: framer.waiting };
      },
      wrong: ({ frames, waiting }) =>
        waiting > gyMcu90614Format.maxLength ||
        frames.some(
          (one) => !gyMcu90614Format.isValid(one) || !sameBytes(one.subarray(0, 2), frame.subarray(0, 2)),
        ),
    }),
  ];
}
