import type { FactKind } from '../../domain/credential/trust-list.ts';
import { birthDate, foreignTime } from '../foreign/foreign-dates.ts';
import { foreignPerson } from '../foreign/foreign-person.ts';
import { blankFact, factTime, type ForeignFact } from '../foreign/foreign.ts';
import { untagged, type CborMap } from './cbor.ts';
import { testedFor, testMethod, testResult } from './covid-codes.ts';
import { againstAlone, asMap, countAt, textAt, type Statements } from './statements.ts';

/**
 * EU Digital COVID Certificate, schema 1.0 to 1.3. Read tolerantly: issuers write null for an absent group, times where
 * days belong, and parts of a date of birth. What cannot be read stays unknown; only what the scheme rests on is demanded:
 * statements of exactly one kind.
 */
const groups = [
  ['v', 'vaccination', vaccination],
  ['t', 'test', test],
  ['r', 'recovery', recovery],
] as const;

/** Reads sub-claim 1 of the health certificate claim. Throws a RangeError when it states nothing, or several kinds. */
export function readDcc(dcc: CborMap): Statements {
  const stated: { kind: FactKind; entries: CborMap[]; read: (entry: CborMap) => ForeignFact }[] = [];
  for (const [name, kind, read] of groups) {
    const entries = entriesAt(dcc, name);
    if (entries.length > 0) stated.push({ kind, entries, read });
  }
  const [group, ...more] = stated;
  if (!group) throw new RangeError('The certificate states nothing.');
  if (more.length > 0) throw new RangeError('The certificate states several kinds at once.');
  const facts = group.entries.flatMap((entry) => {
    const fact = { ...group.read(entry), source: textAt(entry, 'is') || null };
    const of = testedFor(textAt(entry, 'tg'));
    if (of === 'covid') return [fact];
    return of === 'perhaps-covid' ? againstAlone(fact) : [];
  });
  return {
    person: personOf(dcc),
    kinds: [group.kind],
    ids: group.entries.map((entry) => textAt(entry, 'ci')).filter((id) => id !== ''),
    facts,
    reasons: facts.length < group.entries.length ? ['other-disease'] : [],
  };
}

function entriesAt(dcc: CborMap, name: string): CborMap[] {
  const list = untagged(dcc.get(name)) ?? [];
  if (!Array.isArray(list)) throw new RangeError(`The group "${name}" is no list.`);
  return list.map((entry) => {
    const map = asMap(entry);
    if (!map) throw new RangeError(`An entry of the group "${name}" is no map.`);
    return map;
  });
}

function personOf(dcc: CborMap): Statements['person'] {
  const names = asMap(dcc.get('nam'));
  if (!names) return null;
  return foreignPerson({
    family: textAt(names, 'fn'),
    given: textAt(names, 'gn'),
    birthDate: birthDate(textAt(dcc, 'dob')),
    familyKey: textAt(names, 'fnt'),
    givenKey: textAt(names, 'gnt'),
  });
}

function vaccination(entry: CborMap): ForeignFact {
  return {
    ...blankFact('vaccination'),
    ...factTime(textAt(entry, 'dt')),
    dose: { number: countAt(entry, 'dn'), total: countAt(entry, 'sd') },
    product: textAt(entry, 'mp') || null,
  };
}

function test(entry: CborMap): ForeignFact {
  return {
    ...blankFact('test'),
    ...factTime(textAt(entry, 'sc')),
    method: testMethod(textAt(entry, 'tt')),
    result: testResult(textAt(entry, 'tr')),
    product: textAt(entry, 'nm') || textAt(entry, 'ma') || null,
  };
}

const dayMs = 86_400_000;

function recovery(entry: CborMap): ForeignFact {
  const until = foreignTime(textAt(entry, 'du'));
  return {
    ...blankFact('recovery'),
    ...factTime(textAt(entry, 'fr')),
    result: 'positive',
    validFrom: foreignTime(textAt(entry, 'df')),
    // The last day counts.
    validUntil: until === null ? null : until + dayMs,
  };
}
