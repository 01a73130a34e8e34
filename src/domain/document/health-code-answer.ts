import { colours, testResults, type HealthStatus } from '../person/health-status.ts';

/**
 * What the city's own health code service says of a code, and how the district asks it (docs/formats.md, "The city’s health code"). It is
 * another's server: whatever it answers is read field by field, and what is not exactly so is no answer.
 */

/** What is keyed with the service's key to give `mac` of an answer. */
export function healthCodeText(statement: string): string {
  return `HSC1-health-code.${statement}`;
}

export const codeVerdicts = ['valid', 'invalid', 'expired'] as const;

export type HealthCodeAnswer =
  | { nonce: string; verdict: 'invalid' | 'expired' }
  | {
      nonce: string;
      verdict: 'valid';
      /** Masked at once, and not kept. */
      name: string;
      /** Resident ID number, where the service gives it: by it the passage is found later; '' where it does not. */
      idNumber: string;
      status: HealthStatus;
      /** When the service stated it, UTC ms. */
      at: number;
    };

const longestName = 100;

function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Reads the statement of an answer whose `mac` was compared. @returns null for anything else */
export function readHealthCodeAnswer(statement: string): HealthCodeAnswer | null {
  let value: unknown;
  try {
    value = JSON.parse(statement);
  } catch {
    return null;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const given = value as Record<string, unknown>;
  const { nonce, name, idNumber = '', colour, lastResult, at } = given;
  const verdict = codeVerdicts.find((one) => one === given['verdict']);
  if (typeof nonce !== 'string' || !/^[0-9a-f]{16}$/.test(nonce) || verdict === undefined) return null;
  if (verdict !== 'valid') return { nonce, verdict };
  if (typeof name !== 'string' || name.trim() === '' || name.length > longestName) return null;
  if (typeof idNumber !== 'string' || idNumber.length > 40 || !isTime(at)) return null;
  const [sampleTime, doses] = [given['sampleTime'] ?? null, given['doses'] ?? null];
  if (!colours.includes(colour as never) || !testResults.includes(lastResult as never)) return null;
  if (sampleTime !== null && !isTime(sampleTime)) return null;
  if (doses !== null && !(Number.isInteger(doses) && (doses as number) >= 0 && (doses as number) <= 14))
    return null;
  const status = { colour, lastResult, sampleTime, doses, lastDose: null } as HealthStatus;
  return { nonce, verdict, name, idNumber, status, at };
}
