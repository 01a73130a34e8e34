import { joins } from './combine.ts';
import { factNames, type FactName, type Facts } from './facts.ts';
import { colours, testResults } from './health-status.ts';
import { credentialKinds } from './verification.ts';

/**
 * The facts of a passage as a scan keeps them, so that it can be asked later what another policy would have said. They name
 * nobody: ages are whole hours, the temperature is in the scan already.
 */

const proofs = [
  'proved',
  'unreadable',
  'forged',
  'expired',
  'not-yet-valid',
  'stale',
  'ahead',
  'replayed',
  'revoked',
  'incomplete',
] as const satisfies readonly Facts['proof'][];

const oneOf =
  (values: readonly unknown[]) =>
  (value: unknown): boolean =>
    values.includes(value);
const truth = oneOf([true, false]);
const whole =
  (min: number, max: number) =>
  (value: unknown): boolean =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;
const hours = whole(0, 10_000_000);

/** What each fact may be besides null; `proof` is never null. */
const forms: Record<FactName, (value: unknown) => boolean> = {
  proof: oneOf(proofs),
  kind: oneOf(credentialKinds),
  challenged: truth,
  denied: truth,
  mismatch: truth,
  colour: oneOf(colours),
  result: oneOf(testResults),
  sampleAgeHours: hours,
  doses: whole(0, 99),
  atGate: truth,
  measuresTemperature: truth,
  temperature: whole(-5000, 20_000),
  statusAgeHours: hours,
  dataAgeHours: hours,
  joined: oneOf(joins),
};

/** Facts that came later: sentries that do not know them yet leave them out. */
const addedLater: readonly FactName[] = ['joined'];

/** The name of the first fact that is missing, strange or of a wrong form; null when these are Facts. */
export function faultInFacts(value: unknown): string | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return 'facts';
  const facts = value as Record<string, unknown>;
  for (const name of factNames) {
    if (!Object.hasOwn(facts, name)) {
      if (addedLater.includes(name)) continue;
      return name;
    }
    if (facts[name] === null ? name === 'proof' : !forms[name](facts[name])) return name;
  }
  return Object.keys(facts).find((name) => !factNames.includes(name as FactName)) ?? null;
}

/** About 90 characters, for a column of the day tables: the values in the order of `factNames`. */
export function packFacts(facts: Facts): string {
  return JSON.stringify(factNames.map((name) => facts[name] ?? null));
}

/** The facts of a packed text; null when there are none or they cannot be read. A fact it does not have is null. */
export function unpackFacts(text: string | null): Facts | null {
  if (text === null) return null;
  try {
    const values = JSON.parse(text) as unknown[];
    const facts = Object.fromEntries(factNames.map((name, index) => [name, values[index] ?? null]));
    return faultInFacts(facts) === null ? (facts as unknown as Facts) : null;
  } catch {
    return null;
  }
}
