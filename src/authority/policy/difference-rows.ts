import type { Bundle } from '../../domain/bundle/bundle.ts';
import { hashListName, prefixTexts, type HashList } from '../../domain/credential/hash-lists.ts';
import type { LimitOverride } from '../../domain/policy/limits.ts';
import type { PolicyAnswer } from '../../domain/api/policy-api.ts';
import type { Rule } from '../../domain/policy/policy.ts';
import type { RevocationList, TrustEntry } from '../../domain/credential/trust-list.ts';
import type { VoiceKey } from '../../domain/policy/voice-key.ts';
import { dateTimeSeconds } from '../../ui/language/clock.ts';
import { count, dateTime } from '../../ui/language/format.ts';
import { language } from '../../ui/language/languages.ts';
import { limitTexts, severityTexts } from '../../ui/texts/authority/policy.ts';
import {
  differenceTexts,
  ruleFieldTexts,
  trustFieldTexts,
} from '../../ui/texts/authority/policy-difference.ts';
import { voiceTexts } from '../../ui/texts/gate/voices.ts';
import { limitNames, limitValueWords, overrideWords, scopeWords } from './limit-words.ts';
import { differences, namesOfParts, type Difference } from './policy-difference.ts';
import { trustEntryWords, trustFieldWords } from '../trust/trust-words.ts';

/** What differs, as officials read it. */
export interface DifferenceRow {
  /** Where in the bundle. */
  path: string;
  what: string;
  /** Null: it is not there. */
  from: string | null;
  to: string | null;
}

type Sides<T> = [before: T, after: T];

/**
 * Every difference of two bundles in words: times as local times, limits with their names, one row for a key or an override
 * that comes or goes. Nothing is left out: what has no words stands there as it is in the text.
 */
export function differenceRows(before: Bundle, after: Bundle, sites: PolicyAnswer['sites']): DifferenceRow[] {
  const rows = new Map<string, DifferenceRow[]>();
  const sides: Sides<Bundle> = [before, after];
  const numbersAgree = sides.every(({ version, policy }) => policy.version === version);
  const keys = sides.map(({ trust }) => named(trust.entries)) as Sides<Map<string, TrustEntry>>;
  for (const difference of differences(before, after)) {
    // Said already: a policy bears its bundle's number.
    if (difference.path === 'policy.version' && numbersAgree) continue;
    const [group, make] = difference.path.startsWith('trust.entries.')
      ? keyRows(difference, keys)
      : rowsOf(difference, sides, sites);
    if (!rows.has(group)) rows.set(group, make());
  }
  return [...rows.values()].flat();
}

/** To which group of rows a difference belongs, and how those rows are made. */
function rowsOf(
  difference: Difference,
  sides: Sides<Bundle>,
  sites: PolicyAnswer['sites'],
): [group: string, make: () => DifferenceRow[]] {
  const { path } = difference;
  if (path.startsWith('policy.overrides')) {
    return [
      'policy.overrides',
      () =>
        overrideRows(
          lists(sides, ({ policy }) => policy.overrides),
          sites,
        ),
    ];
  }
  if (path.startsWith('policy.rules.')) return ruleRows(difference, sides);
  if (path.startsWith('trust.hashLists')) return ['trust.hashLists', () => hashListRows(difference, sides)];
  if (path.startsWith('trust.revocations.')) return revocationRows(difference, sides);
  // Only says that a list was or became empty: what came or went has rows of its own.
  if (/^(trust\.entries|trust\.revocations|policy\.rules)$/.test(path)) return [path, () => []];
  return [path, () => [plainRow(difference)]];
}

function lists<T>([before, after]: Sides<Bundle>, of: (bundle: Bundle) => T): Sides<T> {
  return [of(before), of(after)];
}

/** Of a part that is one value. */
function plainRow({ path, from, to }: Difference): DifferenceRow {
  const t = differenceTexts[language()];
  const limit = limitNames.find((name) => path === `policy.limits.${name}`);
  if (limit) {
    const words = (text: string | null) =>
      text === null ? null : limitValueWords(limit, JSON.parse(text) as number);
    return { path, what: limitTexts[language()][limit], from: words(from), to: words(to) };
  }
  const time = (text: string) => dateTimeSeconds(Number(text));
  const asIs = (text: string) => text;
  const known: Record<string, [what: string, words: (text: string) => string]> = {
    version: [t.bundleVersion, asIs],
    issuedAt: [t.issuedAt, time],
    expiresAt: [t.expiresAt, time],
    'policy.version': [t.policyVersion, asIs],
    'policy.showing.pastSeconds': [t.pastSeconds, asIs],
    'policy.showing.futureSeconds': [t.futureSeconds, asIs],
    'policy.temperatureWindowMs': [t.temperatureWindow, (ms) => t.seconds(String(Number(ms) / 1000))],
    'policy.rules.order': [t.ruleOrder, (names) => names.replaceAll(' ', ', ')],
  };
  const [what, words] = known[path] ?? [path, asIs];
  return { path, what, from: from === null ? null : words(from), to: to === null ? null : words(to) };
}

function overrideRows(sides: Sides<LimitOverride[]>, sites: PolicyAnswer['sites']): DifferenceRow[] {
  const t = differenceTexts[language()];
  const [old, fresh] = sides.map((list) => list.map((each) => JSON.stringify(each))) as Sides<string[]>;
  const gone = without(old, fresh).map(parse<LimitOverride>);
  const come = without(fresh, old).map(parse<LimitOverride>);
  if (gone.length + come.length === 0) {
    const order = (list: LimitOverride[]) =>
      list
        .map(
          (each, at) =>
            `${t.nthOverride(String(at + 1))} ${scopeWords(each, sites)}${t.colon}${overrideWords(each)}`,
        )
        .join('\n');
    return [{ path: 'policy.overrides', what: t.overrideOrder, from: order(sides[0]), to: order(sides[1]) }];
  }
  const row = (from: LimitOverride | null, to: LimitOverride | null): DifferenceRow => ({
    path: `policy.overrides.${(to ? fresh : old).indexOf(JSON.stringify(to ?? from))}`,
    what: t.override(scopeWords((to ?? from)!, sites)),
    from: from && overrideWords(from),
    to: to && overrideWords(to),
  });
  const rows = gone.map((each) => {
    const same = come.findIndex(({ scope }) => JSON.stringify(scope) === JSON.stringify(each.scope));
    return row(each, same < 0 ? null : come.splice(same, 1)[0]!);
  });
  return [...rows, ...come.map((each) => row(null, each))];
}

/** What of a list is not in the other; of equals as many as there are more of. Lists may be long. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const each of other) left.set(each, (left.get(each) ?? 0) + 1);
  return list.filter((each) => {
    const there = left.get(each) ?? 0;
    if (there > 0) left.set(each, there - 1);
    return there === 0;
  });
}

function parse<T>(text: string): T {
  return JSON.parse(text) as T;
}

/** So many revoked cards are named in a row; the others are counted. */
const mostNamed = 40;

function listed(ids: readonly string[]): string {
  const more = ids.length - mostNamed;
  return [...ids.slice(0, mostNamed), ...(more > 0 ? [`+${count(more, language())}`] : [])].join(', ');
}

/** The parts of a list by the names that `differences` gives them. */
function named<T>(list: readonly T[]): Map<string, T> {
  const names = namesOfParts(list);
  return new Map(list.map((part, index) => [names[index]!, part]));
}

/** The name that a path goes on with. Names may hold dots, so the longest that fits is the one. */
function nameOf(path: string, before: string, sides: Sides<Map<string, unknown>>): string | null {
  const names = [...sides[0].keys(), ...sides[1].keys()].filter((name) =>
    path.startsWith(`${before}.${name}.`),
  );
  return names.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

function ruleRows(difference: Difference, sides: Sides<Bundle>): [string, () => DifferenceRow[]] {
  const { path } = difference;
  const rules = sides.map(({ policy }) => named(policy.rules)) as Sides<Map<string, Rule>>;
  const id = nameOf(path, 'policy.rules', rules);
  const [old, fresh] = [rules[0].get(id ?? ''), rules[1].get(id ?? '')];
  if (id === null || (!old && !fresh)) return [path, () => [plainRow(difference)]];
  const t = differenceTexts[language()];
  const whole = `policy.rules.${id}`;
  if (!old || !fresh) {
    const row = {
      path: whole,
      what: t.wholeRule((fresh ?? old)!.texts[language()]),
      from: ruleWords(old),
      to: ruleWords(fresh),
    };
    return [whole, () => [row]];
  }
  const [field, inside] = path.slice(whole.length + 1).split('.') as [keyof Rule, string | undefined];
  const words = (rule: Rule): string | null => ruleFieldWords(rule, field, inside);
  const what = t.rule(fresh.texts[language()], fieldName(field, inside));
  return [path, () => [{ path, what, from: words(old), to: words(fresh) }]];
}

/** @param inside the language, of a field that has a text in each */
function fieldName(field: keyof Rule, inside: string | undefined): string {
  const t = differenceTexts[language()];
  const name = ruleFieldTexts[language()][field] ?? field;
  return inside ? `${name} (${inside === 'en' ? t.english : inside === 'zh-CN' ? t.chinese : inside})` : name;
}

function ruleWords(rule: Rule | undefined): string | null {
  if (!rule) return null;
  const { colon } = differenceTexts[language()];
  return (Object.keys(rule) as (keyof Rule)[])
    .filter((field) => field !== 'id')
    .flatMap((field) =>
      (field === 'texts' || field === 'textsWhenUnknown' ? ['zh-CN', 'en'] : [undefined]).map((inside) => {
        return `${fieldName(field, inside)}${colon}${ruleFieldWords(rule, field, inside) ?? ''}`;
      }),
    )
    .join('\n');
}

function ruleFieldWords(rule: Rule, field: keyof Rule, inside?: string): string | null {
  const value: unknown = rule[field];
  if (value === undefined) return null;
  switch (field) {
    case 'severity':
    case 'whenUnknown':
      return severityTexts[language()][rule[field]] ?? rule[field];
    case 'voice':
    case 'voiceWhenUnknown':
      // A voice that this version does not know has its key alone.
      return `${voiceTexts[language()][value as VoiceKey] ?? ''} (${String(value)})`.trim();
    case 'texts':
    case 'textsWhenUnknown':
      return (value as Record<string, string>)[inside ?? language()] ?? null;
    case 'last':
      return value === true ? differenceTexts[language()].last : String(value);
    default:
      return JSON.stringify(value);
  }
}

function keyRows(
  difference: Difference,
  keys: Sides<Map<string, TrustEntry>>,
): [string, () => DifferenceRow[]] {
  const { path } = difference;
  // The id of a key holds no dot (domain/credential/trust-list.ts).
  const [, , name = '', field = ''] = path.split('.');
  const [old, fresh] = [keys[0].get(name), keys[1].get(name)];
  if (!old && !fresh) return [path, () => [plainRow(difference)]];
  const t = differenceTexts[language()];
  const whole = `trust.entries.${name}`;
  if (!old || !fresh) {
    const row = () => ({
      path: whole,
      what: t.key((old ?? fresh)!.issuer),
      from: old ? trustEntryWords(old) : null,
      to: fresh ? trustEntryWords(fresh) : null,
    });
    return [whole, () => [row()]];
  }
  if (!Object.hasOwn(trustFieldTexts.en, field)) return [path, () => [plainRow(difference)]];
  const known = field as keyof TrustEntry;
  const row = () => ({
    path: `${whole}.${known}`,
    what: t.keyField(fresh.issuer, trustFieldTexts[language()][known]),
    from: trustFieldWords(old, known),
    to: trustFieldWords(fresh, known),
  });
  return [`${whole}.${known}`, () => [row()]];
}

/** One row for each list of certificates called back in which anything changed. */
function hashListRows(difference: Difference, sides: Sides<Bundle>): DifferenceRow[] {
  const t = differenceTexts[language()];
  const [before, after] = sides.map(
    ({ trust }) => new Map((trust.hashLists ?? []).map((list) => [hashListName(list), list])),
  ) as Sides<Map<string, HashList>>;
  const head = (list: HashList, hashes: string[]): string =>
    t.hashListHead(
      String(list.ctr),
      count(hashes.length, language()),
      list.goodUntil === null ? null : dateTime(list.goodUntil, language()),
    );
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => JSON.stringify(before.get(name)) !== JSON.stringify(after.get(name)),
  );
  const rows = changed.map((name): DifferenceRow => {
    const [old, fresh] = [before.get(name), after.get(name)];
    const [had, has] = [old ? prefixTexts(old) : [], fresh ? prefixTexts(fresh) : []];
    const [put, taken] = [without(has, had), without(had, has)];
    const changes = [
      ...(old && put.length > 0 ? [t.revocationPut(listed(put))] : []),
      ...(taken.length > 0 ? [t.revocationTaken(listed(taken))] : []),
    ];
    return {
      path: 'trust.hashLists',
      what: t.hashList(name),
      from: old ? head(old, had) : null,
      to: fresh ? [head(fresh, has), ...changes].join(t.comma) : null,
    };
  });
  // Their order alone says nothing, and is not hidden either.
  return rows.length > 0 ? rows : [plainRow(difference)];
}

function revocationRows(difference: Difference, sides: Sides<Bundle>): [string, () => DifferenceRow[]] {
  const found = sides.map(({ trust }) => named(trust.revocations)) as Sides<Map<string, RevocationList>>;
  const name = nameOf(difference.path, 'trust.revocations', found);
  if (name === null) return [difference.path, () => [plainRow(difference)]];
  const path = `trust.revocations.${name}`;
  const t = differenceTexts[language()];
  const [old, fresh] = [found[0].get(name), found[1].get(name)];
  const head = ({ ctr, rids }: RevocationList) =>
    t.revocationList(String(ctr), count(rids.length, language()));
  const changes = (): string[] => {
    const put = without(fresh?.rids ?? [], old?.rids ?? []);
    const taken = without(old?.rids ?? [], fresh?.rids ?? []);
    return [
      ...(put.length > 0 ? [t.revocationPut(listed(put))] : []),
      ...(taken.length > 0 ? [t.revocationTaken(listed(taken))] : []),
    ];
  };
  return [
    path,
    () => [
      {
        path,
        what: t.revocations(name),
        from: old ? head(old) : null,
        to: fresh ? [head(fresh), ...changes()].join(t.comma) : null,
      },
    ],
  ];
}
