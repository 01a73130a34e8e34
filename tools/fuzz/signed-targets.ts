// Everything that checks signatures: nothing may be proved but what was signed.
import { inflate } from '../../src/credentials/bytes/bounded-inflate.ts';
import { BundleRefused, verifyBundle, verifyWord } from '../../src/credentials/signed/bundle-verifier.ts';
import { verifyShownPass } from '../../src/credentials/pass/health-pass-verifier.ts';
import { readCoseSign1 } from '../../src/credentials/hcert/cose.ts';
import { verifyHcert } from '../../src/credentials/hcert/hcert-verifier.ts';
import { joinChunks } from '../../src/credentials/smart-health-card/chunks.ts';
import { verifySmartHealthCard } from '../../src/credentials/smart-health-card/smart-health-card-verifier.ts';
import { Stop } from '../../src/credentials/shown/stop.ts';
import type { PresentedContext } from '../../src/credentials/shown/verify.ts';
import { base45, fromBase45 } from '../../src/domain/bytes/base45.ts';
import { base64url, fromBase64url, sameBytes } from '../../src/domain/bytes/bytes.ts';
import { gatherFacts } from '../../src/domain/policy/facts.ts';
import { decide } from '../../src/domain/policy/policy.ts';
import { standardPolicy } from '../../src/domain/policy/standard-policy.ts';
import { compressed, pack } from '../../tests/credentials/hcert/make-hcert.ts';
import { mutated, mutatedText } from '../../tests/credentials/hcert/mutate.ts';
import { numeric, numericChunks } from '../../tests/credentials/smart-health-card/make-card.ts';
import type { Seeded } from '../../tests/support/seeded.ts';
import { base45Alphabet, base64Alphabet } from './byte-targets.ts';
import { crossed, strangeText } from './changes.ts';
import { noon, type Corpus } from './corpus.ts';
import { target, type Target } from './run.ts';

function passLike(corpus: Corpus, chance: Seeded): string {
  const text = chance.pick(corpus.passes);
  if (chance.oneIn(3)) return mutatedText(text, base45Alphabet, chance);
  const bytes = fromBase45(text.slice(3));
  const other = fromBase45(chance.pick(corpus.passes).slice(3));
  return `H1:${base45(chance.oneIn(3) ? crossed(bytes, other, chance) : mutated(bytes, chance))}`;
}

async function hcertLike(corpus: Corpus, chance: Seeded): Promise<string> {
  const { message, packed, text } = chance.pick(corpus.hcerts);
  const way = chance.below(4);
  if (way === 0) return mutatedText(text, base45Alphabet, chance);
  if (way === 1) return `HC1:${base45(mutated(packed, chance))}`;
  if (way === 2) return pack(crossed(message, chance.pick(corpus.hcerts).message, chance));
  return `HC1:${base45(await compressed(mutated(message, chance), 'deflate'))}`;
}

function cardLike(corpus: Corpus, chance: Seeded): string[] {
  const card = chance.pick(corpus.cards);
  const way = chance.below(4);
  if (way === 0) return [mutatedText(numeric(card), '0123456789/', chance)];
  if (way === 1) {
    const parts = card.split('.');
    const at = chance.below(3);
    return [numeric(parts.with(at, base64url(mutated(fromBase64url(parts[at]!), chance))).join('.'))];
  }
  if (way === 2) {
    const chunks = numericChunks(card, 3);
    return chunks.with(chance.below(3), numericChunks(chance.pick(corpus.cards), 3)[chance.below(3)]!);
  }
  const changed = mutatedText(card, `${base64Alphabet}.`, chance);
  return /^[\w.-]*$/.test(changed) ? [numeric(changed)] : [changed];
}

/** Whether a text holds the very message and signature of a valid one: its wrapping has idle bits. */
async function holdsGenuine(text: string, corpus: Corpus): Promise<boolean> {
  const bytes = await inflate(fromBase45(text.slice(4)), 'deflate', 65_536);
  const read = readCoseSign1(bytes);
  return corpus.hcerts.some(({ message }) => {
    const genuine = readCoseSign1(message);
    return (
      sameBytes(read.signature, genuine.signature) &&
      read.messages.some((one) => genuine.messages.some((other) => sameBytes(one, other)))
    );
  });
}

function isGenuineCard(codes: string[], corpus: Corpus): boolean {
  const joined = joinChunks(codes);
  return 'jws' in joined && corpus.cards.includes(joined.jws);
}

export function signedTargets(corpus: Corpus): Target[] {
  const context: PresentedContext = {
    now: noon,
    window: { pastSeconds: 90, futureSeconds: 30 },
    issuers: corpus.issuers,
    trust: corpus.trust,
    used: () => false,
  };
  const policy = standardPolicy(1);
  const genuine = { ...corpus.signedBundle };
  return [
    target({
      name: 'our pass',
      weight: 12,
      make: (chance) => passLike(corpus, chance),
      read: (text) => verifyShownPass(text, context),
      wrong: ({ proof }, text) => proof === 'proved' && !corpus.passes.includes(text),
      refusals: [],
    }),
    target({
      name: 'HC1',
      weight: 8,
      make: (chance) => hcertLike(corpus, chance),
      read: (text) => verifyHcert(text, context),
      wrong: async ({ proof }, text) => proof === 'proved' && !(await holdsGenuine(text, corpus)),
      refusals: [],
    }),
    target({
      name: 'SMART Health Card',
      weight: 8,
      make: (chance) => cardLike(corpus, chance),
      read: (codes) => verifySmartHealthCard(codes, context),
      wrong: ({ proof }, codes) => proof === 'proved' && !isGenuineCard(codes, corpus),
      refusals: [],
    }),
    target({
      name: 'signed bundle',
      weight: 2,
      make: (chance) => ({
        charter: {
          ...genuine.charter,
          ...(chance.oneIn(3) && { body: strangeText(corpus.charter, chance) }),
          ...(chance.oneIn(4) && {
            signature: mutatedText(genuine.charter.signature, base64Alphabet, chance),
          }),
        },
        body: chance.oneIn(2) ? strangeText(corpus.bundle, chance) : genuine.body,
        signatures: chance.oneIn(2)
          ? genuine.signatures.slice(chance.below(3))
          : genuine.signatures.map((one) => ({
              ...one,
              signature: mutatedText(one.signature, base64Alphabet, chance),
            })),
      }),
      read: (signed) => verifyBundle(signed, corpus.root, { charter: 0, bundle: 0 }, noon),
      // Taken only when root and both officials stand behind the very texts.
      wrong: (_, signed) =>
        signed.charter.body !== genuine.charter.body ||
        signed.charter.signature !== genuine.charter.signature ||
        signed.body !== genuine.body ||
        signed.signatures.length < 2 ||
        signed.signatures.some(({ signature }, index) => signature !== genuine.signatures[index]!.signature),
      refusals: [BundleRefused],
    }),
    target({
      name: 'signed word',
      weight: 4,
      make: (chance) => ({
        ...corpus.word,
        ...(chance.oneIn(2)
          ? { body: strangeText(JSON.parse(corpus.word.body), chance) }
          : { signature: mutatedText(corpus.word.signature, base64Alphabet, chance) }),
      }),
      read: (signed) => verifyWord(signed, corpus.charter),
      wrong: (word, { body, signature }) =>
        word !== null && (body !== corpus.word.body || signature !== corpus.word.signature),
      refusals: [],
    }),
    target({
      name: 'a stop at the gate',
      weight: 3,
      make: async (chance) => {
        const shown: { codes: [string, ...string[]]; another: boolean }[] = [];
        for (let left = 1 + chance.below(4); left > 0; left--) {
          const codes = (await presentationLike(corpus, chance)) as [string, ...string[]];
          shown.push({ codes, another: chance.oneIn(2) });
        }
        return shown;
      },
      read: async (shown) => {
        const stop = new Stop();
        const answers: { outcome: string; pass: string | null }[] = [];
        for (const { codes, another } of shown) {
          const { verification, mismatch, joined } = await stop.verify(codes, context);
          const facts = gatherFacts({
            verification,
            atGate: true,
            measuresTemperature: false,
            temperature: null,
            denied: verification.person?.passId ? false : null,
            mismatch,
            joined,
            dataAsOf: noon,
            now: noon,
          });
          const { outcome } = decide(policy, facts, { site: 1, category: 'mall', at: noon });
          answers.push({ outcome, pass: verification.person?.passId ?? null });
          if (outcome === 'admit') stop.end();
          // The guard says of some that they have another proof.
          else if (another) stop.begin(verification, noon);
        }
        return answers;
      },
      // Admitted only with the healthy person's live pass, or by another proof that the guard let its holder show.
      wrong: (answers, shown) =>
        answers.some(({ outcome }, index) => {
          if (outcome !== 'admit' || shown[index]!.codes[0] === corpus.healthy) return false;
          const before = shown.slice(0, index);
          return !before.some(({ codes, another }) => another && codes[0] === corpus.healthy);
        }),
      refusals: [],
    }),
  ];
}

async function presentationLike(corpus: Corpus, chance: Seeded): Promise<string[]> {
  const way = chance.below(7);
  if (way === 0) return [corpus.healthy];
  if (way === 1) return [corpus.positive];
  if (way === 2) return [chance.pick(corpus.hcerts).text];
  if (way === 3) return numericChunks(chance.pick(corpus.cards), 1 + chance.below(3));
  if (way === 4) return [passLike(corpus, chance)];
  return way === 5 ? [await hcertLike(corpus, chance)] : cardLike(corpus, chance);
}
