import { folded, maskName } from '../../domain/text/masked-name.ts';
import { nameText } from '../../domain/text/name-text.ts';
import { scriptOf } from '../../domain/text/scripts.ts';
import { baseLetters, travelLetters } from '../../domain/text/travel-letters.ts';
import type { ForeignFact, ForeignPerson, ForeignReason, ForeignVerification } from './foreign.ts';

/**
 * A person as a credential names one; null when it names nobody.
 * @param names.familyKey names.givenKey the issuer's own transliteration, where it gives one
 */
export function foreignPerson(names: {
  family: string;
  given: string;
  birthDate: string | null;
  familyKey?: string;
  givenKey?: string;
}): ForeignPerson | null {
  const given = [names.family, names.given, names.familyKey ?? '', names.givenKey ?? ''];
  const familyKey = travelLetters(names.familyKey || names.family);
  const givenKey = travelLetters(names.givenKey || names.given);
  const written = nameText(inOrder(names.family, names.given));
  const name = written.text || `${givenKey} ${familyKey}`.replaceAll('<', ' ').trim();
  if (!name) return null;
  return {
    name,
    birthDate: names.birthDate,
    // What is cut must not look whole to the mask.
    masked: maskName(written.isCut ? inOrder(names.family, names.given) : name),
    familyKey,
    givenKey,
    spellings: spellingsOf(names.family || familyKey, names.given || givenKey),
    isCut: written.isCut || given.some((text) => nameText(text).isCut),
  };
}

/** How a name may stand in another document: by the rule of travel documents, and in base letters alone. */
function spellingsOf(family: string, given: string): ForeignPerson['spellings'] {
  return [travelLetters, baseLetters].map((letters) => ({
    familyKey: letters(family),
    givenKey: letters(given),
  }));
}

/** Names in Chinese characters put the family first, with nothing between. */
function inOrder(family: string, given: string): string {
  const isHan = [family, given].every((part) => ['han', 'none'].includes(scriptOf(part.slice(0, 200))));
  return isHan && scriptOf((family + given).slice(0, 400)) === 'han' ? family + given : `${given} ${family}`;
}

/**
 * Whether two credentials are of one person, by all that both state: the same date of birth, and the same name in the
 * letters of travel documents. Of the given names one may state fewer. 'unknown' when a date of birth or a name is missing
 * or less exact than the other, or when the names cannot be compared, and nothing contradicts.
 */
export function samePerson(a: ForeignPerson | null, b: ForeignPerson | null): Same {
  if (!a || !b) return 'unknown';
  const found = [sameBirth(a.birthDate, b.birthDate), sameName(a, b)];
  if (found.includes('different')) return 'different';
  return found.includes('unknown') ? 'unknown' : 'same';
}

type Same = 'same' | 'different' | 'unknown';

function sameBirth(a: string | null, b: string | null): Same {
  if (!a || !b) return 'unknown';
  if (a === b) return 'same';
  return begins(a, b, '-') ? 'unknown' : 'different';
}

function sameName(a: ForeignPerson, b: ForeignPerson): Same {
  if (a.isCut || b.isCut) return 'unknown';
  if (folded(a.name) === folded(b.name)) return 'same';
  const keys = [scriptOf(a.familyKey + a.givenKey), scriptOf(b.familyKey + b.givenKey)];
  // One gives its transliteration, the other its own script alone: the same name can look like two.
  if (keys[0] !== keys[1] && !keys.includes('none')) return 'unknown';
  if (keys.includes('several')) return 'unknown';
  const answer = sameKeys(a, b);
  const written = [scriptOf(a.name), scriptOf(b.name)];
  if (answer === 'same') {
    // Two names that are spelled alike and written in other characters: of two persons, or in two forms of them.
    return written[0] === written[1] && !isSpelled(written[0]!) ? 'unknown' : 'same';
  }
  if (answer === 'unknown') return 'unknown';
  // How a name of another script is spelled in Latin letters is each issuer's own; for Chinese there is one way.
  const oneWay = keys[0] !== 'latin' || written.every((script) => isSpelled(script) || script === 'han');
  return oneWay && !isSpelledAlike(a, b) ? 'different' : 'unknown';
}

/** True of names whose letters are those of their keys. */
function isSpelled(script: string): boolean {
  return script === 'latin' || script === 'none';
}

type Parts = Pick<ForeignPerson, 'familyKey' | 'givenKey'>;

function sameKeys(a: Parts, b: Parts): Same {
  if (isWhole(a) || isWhole(b)) return sameParts(partsOf(a), partsOf(b));
  return a.familyKey === b.familyKey && begins(a.givenKey, b.givenKey, '<') ? 'same' : 'different';
}

/** Whether one of them can be the other in a document without its marks: `Ö` may be `OE` or `O`. */
function isSpelledAlike(a: ForeignPerson, b: ForeignPerson): boolean {
  const others = [b, ...b.spellings];
  return [a, ...a.spellings].some((one) => others.some((other) => sameKeys(one, other) === 'same'));
}

/** A name that does not say which part is the family's (the WHO's certificates), or that has one part alone. */
function isWhole({ familyKey, givenKey }: Parts): boolean {
  return !familyKey || !givenKey;
}

function partsOf({ familyKey, givenKey }: Parts): string[] {
  return `${familyKey}<${givenKey}`.split('<').filter(Boolean).toSorted();
}

/** Names that are not split alike are compared by their parts, in whatever order. */
function sameParts(a: string[], b: string[]): Same {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const left = [...long];
  for (const part of short) {
    const at = left.indexOf(part);
    if (at < 0) return 'different';
    left.splice(at, 1);
  }
  return left.length === 0 && short.length > 0 ? 'same' : 'unknown';
}

function begins(a: string, b: string, separator: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return (long + separator).startsWith(short + separator);
}

/** What several credentials of one person say together. */
export interface CombinedFacts {
  person: ForeignPerson | null;
  facts: ForeignFact[];
  /** What any of those whose facts these are leaves unknown. */
  reasons: ForeignReason[];
  /**
   * Whether they are of one person. Facts are joined only when this is 'same'; otherwise they are those of the first
   * proved credential alone.
   */
  persons: 'same' | 'different' | 'unknown';
}

/** Joins the proved ones of `verifications`; those that are not proved add nothing. A fact stated twice counts once. */
export function combineForeign(verifications: readonly ForeignVerification[]): CombinedFacts {
  const proved = verifications.filter(({ proof }) => proof === 'proved');
  const [first] = proved;
  if (!first) return { person: null, facts: [], reasons: [], persons: 'unknown' };
  // Each with each: two that fit a third, which says less, may contradict one another.
  const compared = proved.flatMap(({ person }, index) =>
    proved.slice(index + 1).map((other) => samePerson(person, other.person)),
  );
  const persons = compared.includes('different')
    ? 'different'
    : first.person && !compared.includes('unknown')
      ? 'same'
      : 'unknown';
  const of = persons === 'same' ? proved : [first];
  const seen = new Map(of.flatMap(({ facts }) => facts).map((fact) => [factKey(fact), fact]));
  const reasons = new Set(of.flatMap((one) => one.reasons));
  return { person: first.person, facts: [...seen.values()], reasons: [...reasons], persons };
}

/** What is alike in all of it is one fact. How many doses different statements prove is counted later (foreign-doses.ts). */
function factKey({ kind, at, when, method, result, dose, validFrom }: ForeignFact): string {
  return JSON.stringify([kind, at, when, method, result, dose, validFrom]);
}
