import { joins } from '../credential/combine.ts';
import { factNames, type FactName, type Facts } from './facts.ts';
import { colours, testResults } from '../person/health-status.ts';
import { proofs, credentialKinds } from '../credential/verification.ts';

/**
 * The facts of a passage as a scan keeps them, so that it can be asked later what another policy would have said. They name
 * nobody: ages are whole hours, the temperature is in the scan already.
 */

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

/** The facts' values alone, in their order. */
export function packFacts(facts: Facts): unknown[] {
  return factNames.map((name) => facts[name] ?? null);
}

/**
 * The facts of a packed list. A fact that the list does not have is null. What is no list, or whose values no facts can
 * have, is null as a whole.
 */
export function unpackFacts(values: unknown): Facts | null {
  if (!Array.isArray(values)) return null;
  const facts: { [name: string]: unknown } = {};
  for (let index = 0; index < factNames.length; index++)
    facts[factNames[index]!] = (values[index] as unknown) ?? null;
  return faultInFacts(facts) === null ? (facts as unknown as Facts) : null;
}
