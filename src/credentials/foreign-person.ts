import { maskName } from '../domain/masked-name.ts';
import type { ForeignFact, ForeignPerson, ForeignVerification } from './foreign.ts';

const longestName = 200;

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
  const familyKey = travelLetters(names.familyKey || names.family);
  const givenKey = travelLetters(names.givenKey || names.given);
  const written = clean(inOrder(names.family, names.given));
  const name = written || `${givenKey} ${familyKey}`.replaceAll('<', ' ').trim();
  if (!name) return null;
  return { name, birthDate: names.birthDate, masked: maskName(name), familyKey, givenKey };
}

/** Names in Chinese characters put the family first, with nothing between. */
function inOrder(family: string, given: string): string {
  return /^\p{Script=Han}+$/u.test(family + given) ? family + given : `${given} ${family}`;
}

function clean(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, longestName);
}

// ICAO 9303 part 3 section 6 for the letters whose base letter alone would not do.
const transliterations: Record<string, string> = {
  Ä: 'AE',
  Å: 'AA',
  Æ: 'AE',
  Ö: 'OE',
  Ø: 'OE',
  Œ: 'OE',
  Ü: 'UE',
  ẞ: 'SS',
  ß: 'SS',
  Þ: 'TH',
  Ð: 'D',
  Đ: 'D',
  Ł: 'L',
  Ħ: 'H',
  Ŋ: 'N',
  Ŧ: 'T',
  İ: 'I',
  ı: 'I',
};

/** A name in the letters A to Z and `<` between its parts, as travel documents write it; other scripts stay as they are. */
export function travelLetters(name: string): string {
  const upper = clean(name).toUpperCase().normalize('NFC');
  const spelled = [...upper].map((letter) => transliterations[letter] ?? letter).join('');
  return spelled
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/['’.]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '<')
    .replaceAll(/^<+|<+$/g, '');
}

/**
 * Whether two credentials are of one person, by all that both state: the same date of birth, and the same name in the
 * letters of travel documents. Of the given names one may state fewer. 'unknown' when a date of birth or a name is missing
 * or less exact than the other, and nothing contradicts.
 */
export function samePerson(
  a: ForeignPerson | null,
  b: ForeignPerson | null,
): 'same' | 'different' | 'unknown' {
  if (!a || !b) return 'unknown';
  const found = [sameBirth(a.birthDate, b.birthDate), sameName(a, b)];
  if (found.includes('different')) return 'different';
  return found.includes('unknown') ? 'unknown' : 'same';
}

function sameBirth(a: string | null, b: string | null): 'same' | 'different' | 'unknown' {
  if (!a || !b) return 'unknown';
  if (a === b) return 'same';
  return begins(a, b, '-') ? 'unknown' : 'different';
}

function sameName(a: ForeignPerson, b: ForeignPerson): 'same' | 'different' | 'unknown' {
  if (a.name.toUpperCase() === b.name.toUpperCase()) return 'same';
  // One gives its transliteration, the other the characters alone: the same name can look like two.
  if (isHan(a.familyKey + a.givenKey) !== isHan(b.familyKey + b.givenKey)) return 'unknown';
  if (isWhole(a) || isWhole(b)) return sameParts(partsOf(a), partsOf(b));
  return a.familyKey === b.familyKey && begins(a.givenKey, b.givenKey, '<') ? 'same' : 'different';
}

function isHan(key: string): boolean {
  return /\p{Script=Han}/u.test(key);
}

/** A name that does not say which part is the family's (the WHO's certificates), or that has one part alone. */
function isWhole({ familyKey, givenKey }: ForeignPerson): boolean {
  return !familyKey || !givenKey;
}

function partsOf({ familyKey, givenKey }: ForeignPerson): string[] {
  return `${familyKey}<${givenKey}`.split('<').filter(Boolean).toSorted();
}

/** Names that are not split alike are compared by their parts, in whatever order. */
function sameParts(a: string[], b: string[]): 'same' | 'different' | 'unknown' {
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

/** What several credentials of one showing say together. */
export interface CombinedFacts {
  person: ForeignPerson | null;
  facts: ForeignFact[];
  /**
   * Whether they are of one person. Facts are joined only when this is 'same'; otherwise they are those of the first
   * proved credential alone.
   */
  persons: 'same' | 'different' | 'unknown';
}

/** Joins the proved ones of `verifications`; those that are not proved add nothing. A fact stated twice counts once. */
export function combineForeign(verifications: readonly ForeignVerification[]): CombinedFacts {
  const proved = verifications.filter(({ proof }) => proof === 'proved');
  const [first, ...others] = proved;
  if (!first) return { person: null, facts: [], persons: 'unknown' };
  const compared = others.map((other) => samePerson(first.person, other.person));
  const persons = compared.find((answer) => answer !== 'same') ?? (first.person ? 'same' : 'unknown');
  const worst = compared.includes('different') ? 'different' : persons;
  const joined = worst === 'same' ? proved.flatMap(({ facts }) => facts) : first.facts;
  const seen = new Map(joined.map((fact) => [factKey(fact), fact]));
  return { person: first.person, facts: [...seen.values()], persons: worst };
}

function factKey({ kind, at, method, result, dose }: ForeignFact): string {
  // Two issuers may count doses differently: the same day is the same dose.
  const what = kind === 'vaccination' && at !== null ? '' : JSON.stringify(dose);
  return [kind, at === null ? '' : at, method, result, what].join(' ');
}

/** Doses that facts prove: the highest number stated, or as many as were given on different days; null without any. */
export function dosesProved(facts: readonly ForeignFact[]): number | null {
  const given = facts.filter(({ kind }) => kind === 'vaccination');
  if (given.length === 0) return null;
  const days = new Set(given.map(({ at }) => (at === null ? null : Math.floor(at / 86_400_000))));
  return Math.max(days.size, ...given.map(({ dose }) => dose?.number ?? 0));
}
