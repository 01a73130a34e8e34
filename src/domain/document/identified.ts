import { colours, testResults, type HealthStatus } from '../person/health-status.ts';

/**
 * What the server states of the person whose document was laid on a sentry's reader: what a pass would say, of this moment. It is a text
 * with its HMAC-SHA-256, keyed with the pairing's upload key, so that neither a proxy on the way nor an answer to another question makes
 * anybody green; the sentry's nonce is in it.
 */

export const identifiedKinds = ['id-card', 'travel-document', 'health-code'] as const;
export type IdentifiedKind = (typeof identifiedKinds)[number];

export interface Identified {
  /** As the sentry made it: 16 hexadecimal characters. */
  nonce: string;
  kind: IdentifiedKind;
  /** When it was stated, UTC ms. */
  at: number;
  /** Null where the district knows nobody with this document. */
  person: IdentifiedPerson | null;
  /** Of a health code that is none, or no longer: what its service says. */
  fault?: 'forged' | 'expired';
}

export interface IdentifiedPerson {
  maskedName: string;
  /** What the passage is recorded under: 16 hexadecimal characters, another on each day; null where nothing leads to a person of the district's. */
  passId: string | null;
  status: HealthStatus;
  /** Whether the pass that was named beside it is this person's; null where none was named, or that cannot be told. */
  beside: boolean | null;
}

/** What is keyed with the upload key. */
export function identifiedText(statement: string): string {
  return `HSC1-identified.${statement}`;
}

const passId = /^[0-9a-f]{16}$/;

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 8e15;
}

function readStatus(value: unknown): HealthStatus | null {
  const { colour, lastResult, sampleTime, doses, lastDose } = (value ?? {}) as Record<string, unknown>;
  if (!colours.includes(colour as never) || !testResults.includes(lastResult as never)) return null;
  if (sampleTime !== null && !isTime(sampleTime)) return null;
  if (lastDose !== null && !isTime(lastDose)) return null;
  if (doses !== null && !(Number.isInteger(doses) && (doses as number) >= 0 && (doses as number) <= 99))
    return null;
  return { colour, lastResult, sampleTime, doses, lastDose } as HealthStatus;
}

function readPerson(value: unknown): IdentifiedPerson | null {
  if (value === null || typeof value !== 'object') return null;
  const { maskedName, passId: pass, status, beside } = value as Record<string, unknown>;
  const read = readStatus(status);
  if (typeof maskedName !== 'string' || maskedName.length > 10 || !read) return null;
  if (pass !== null && !(typeof pass === 'string' && passId.test(pass))) return null;
  if (beside !== null && typeof beside !== 'boolean') return null;
  return { maskedName, passId: pass as string | null, status: read, beside: beside as boolean | null };
}

/** Reads a statement whose hash was compared. @returns null for anything that is none: it admits nobody */
export function readIdentified(statement: string): Identified | null {
  let value: unknown;
  try {
    value = JSON.parse(statement);
  } catch {
    return null;
  }
  if (value === null || typeof value !== 'object') return null;
  const { nonce, kind, at, person, fault } = value as Record<string, unknown>;
  if (typeof nonce !== 'string' || !passId.test(nonce) || !isTime(at)) return null;
  if (!identifiedKinds.includes(kind as never)) return null;
  const read = person === null ? null : readPerson(person);
  if (person !== null && read === null) return null;
  if (fault !== undefined && fault !== 'forged' && fault !== 'expired') return null;
  return { nonce, kind: kind as IdentifiedKind, at, person: read, ...(fault && { fault }) };
}
