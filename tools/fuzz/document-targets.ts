// Readers of JSON documents: bundle, charter, word, trust list, key sets, revocation lists, the contents of cards, scans.
import { readCardBundle } from '../../src/credentials/smart-health-card/card-statements.ts';
import { readJson } from '../../src/credentials/smart-health-card/jws.ts';
import { revocationListOf, trustEntriesOf } from '../../src/credentials/smart-health-card/key-set-import.ts';
import { readBundle } from '../../src/domain/bundle/bundle.ts';
import { utf8 } from '../../src/domain/bytes/bytes.ts';
import { readCharter } from '../../src/domain/bundle/charter.ts';
import { gatherFacts } from '../../src/domain/policy/facts.ts';
import { decide } from '../../src/domain/policy/policy.ts';
import { faultInScan } from '../../src/domain/scan/scan.ts';
import { prefixesText, type HashList } from '../../src/domain/credential/hash-lists.ts';
import { readHashBatch } from '../../src/credentials/hcert/hash-batch-import.ts';
import { readTrustList } from '../../src/domain/credential/trust-list.ts';
import { readWord } from '../../src/domain/bundle/word.ts';
import { mutated, mutatedText } from '../../tests/credentials/hcert/mutate.ts';
import type { Seeded } from '../../tests/support/seeded.ts';
import { deepText, strangeText } from './changes.ts';
import { noon, type Corpus } from './corpus.ts';
import { target, type Target } from './run.ts';

const jsonAlphabet = '{}[]",:0123456789.-+eEtrufalsn\\_abc ';

const scan = {
  seq: 4711,
  t: noon,
  site: 12,
  zone: 0,
  pass: '8899aabbccddeeff',
  outcome: 'attend',
  reasons: ['result.age'],
  body: 3680,
  surface: 3484,
  ambient: 2500,
  policy: 3,
  showing: 'A'.repeat(91),
  boot: '0badcafe',
  mono: 86_400_123,
};

/** The text of a document, changed in its letters or in what it says. */
function documentLike(value: unknown, chance: Seeded): string {
  if (chance.oneIn(50)) return deepText(chance);
  if (chance.oneIn(3)) return mutatedText(JSON.stringify(value), jsonAlphabet, chance);
  return strangeText(value, chance);
}

/** A JSON value as it comes out of a request; null where the text is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Nobody has proved anything: whatever a policy says, this person is not admitted. */
const unprovedFacts = gatherFacts({
  verification: {
    proof: 'forged',
    kind: 'pass',
    challenged: false,
    person: null,
    status: null,
    statedAt: null,
    showing: null,
    replayKey: null,
  },
  atGate: true,
  measuresTemperature: false,
  temperature: null,
  denied: null,
  mismatch: false,
  dataAsOf: noon,
  now: noon,
});

const hash = (first: number): string => first.toString(16).padStart(2, '0').repeat(16);
const calledBack: HashList[] = [
  {
    country: 'XY',
    kid: 'AAAAAAAAAAA',
    type: 'SIGNATURE',
    ctr: 2,
    goodUntil: noon,
    prefixes: prefixesText([hash(1), hash(2), hash(200)]),
  },
  { country: 'XY', kid: null, type: 'UCI', ctr: 1, goodUntil: null, prefixes: prefixesText([hash(7)]) },
];
const batch = {
  country: 'XY',
  expires: '2027-01-01T00:00:00Z',
  kid: 'AAAAAAAAAAA=',
  hashType: 'UCI',
  entries: [{ hash: 'AAECAwQFBgcICQoLDA0ODw==' }],
};

export function documentTargets(corpus: Corpus): Target[] {
  const { bundle, charter, trust, word } = corpus;
  const { jwk } = corpus.cardIssuer;
  return [
    target({
      name: 'bundle',
      weight: 12,
      make: (chance) => documentLike(bundle, chance),
      read: readBundle,
      wrong: ({ policy }) =>
        decide(policy, unprovedFacts, { site: 1, category: 'mall', at: noon }).outcome === 'admit',
    }),
    target({
      name: 'charter',
      weight: 30,
      make: (chance) => documentLike(charter, chance),
      read: readCharter,
    }),
    target({
      name: 'word',
      weight: 60,
      make: (chance) => documentLike(JSON.parse(word.body), chance),
      read: readWord,
    }),
    target({
      name: 'trust list',
      weight: 40,
      make: (chance) => documentLike({ ...trust, hashLists: calledBack }, chance),
      read: (text) => readTrustList(parsed(text)),
    }),
    target({
      name: 'batch of hashes',
      weight: 10,
      make: (chance) => documentLike(batch, chance),
      read: (text) => readHashBatch(parsed(text)),
    }),
    target({
      name: 'key set',
      weight: 6,
      make: (chance) => documentLike({ keys: [jwk, jwk] }, chance),
      read: (text) => trustEntriesOf(parsed(text), { name: 'Some Hospital', iss: 'https://issuer.example' }),
    }),
    target({
      name: 'revocation list',
      weight: 30,
      make: (chance) =>
        documentLike({ kid: jwk.kid, method: 'rid', ctr: 3, rids: ['abc', 'def.1700000000'] }, chance),
      read: (text) => revocationListOf(parsed(text)),
    }),
    target({
      name: 'card contents',
      weight: 60,
      make: (chance) => documentLike(corpus.cardContent, chance),
      read: (text) => readCardBundle(parsed(text), noon),
    }),
    target({
      name: 'json bytes',
      weight: 40,
      make: (chance) => mutated(utf8(JSON.stringify(corpus.cardContent)), chance),
      read: readJson,
    }),
    target({
      name: 'scan',
      weight: 100,
      make: (chance) => documentLike(scan, chance),
      read: (text) => faultInScan(parsed(text)),
      // What is taken for whole is a record that can be stored: its texts are short, its numbers whole.
      wrong: (fault, text) => fault === null && !isStorable(parsed(text) as typeof scan),
    }),
  ];
}

function isStorable(record: typeof scan): boolean {
  return (
    [record.seq, record.t, record.site, record.zone, record.policy, record.mono].every(
      Number.isSafeInteger,
    ) &&
    record.reasons.length <= 16 &&
    record.reasons.every((id) => typeof id === 'string' && id.length <= 40) &&
    (record.showing?.length ?? 0) <= 120 &&
    ['admit', 'attend', 'refuse'].includes(record.outcome)
  );
}
