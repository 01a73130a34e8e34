// What the documents of a district are filled with: from its charter, the data catalogue, the notices and what the operator gives.
import type { Charter } from '../../src/domain/bundle/charter.ts';
import { PlainError } from '../plain-error.ts';

export type DocumentLanguage = 'zh-CN' | 'en';
export const documentLanguages: readonly DocumentLanguage[] = ['zh-CN', 'en'];

/** What no file of the district says: the operator gives it, and no document is made without. */
export interface GivenFacts {
  /** Whom people ask: an office with its telephone. */
  contact: string;
  /** Who answers for personal information, PIPL art. 52. */
  officer: string;
  /** Whom a breach is reported to. */
  supervisor: string;
  /** For how many days passages and visits are kept. */
  keptDays: number;
  reviewHours: number;
  correctionDays: number;
}

/** All of it. */
export interface DistrictFacts extends GivenFacts {
  charter: Pick<
    Charter,
    | 'version'
    | 'issuedAt'
    | 'expiresAt'
    | 'district'
    | 'officials'
    | 'issuers'
    | 'wordKeys'
    | 'ingestKeys'
    | 'tracingKeys'
    | 'escrowKey'
    | 'custodians'
  >;
  /** UTC ms. */
  now: number;
}

/** @throws PlainError naming what is missing */
export function checkFacts(facts: DistrictFacts): void {
  const names = ['contact', 'officer', 'supervisor'] as const;
  for (const name of names)
    if (facts[name].trim() === '')
      throw new PlainError(`--${name} is missing: no document is made with an empty field.`);
  for (const name of ['keptDays', 'reviewHours', 'correctionDays'] as const)
    if (!Number.isInteger(facts[name]) || facts[name] < 1)
      throw new PlainError(`"${name}" must be a whole number from 1.`);
}

/** A day as people write it, in the district's time. */
export function dayOf(time: number): string {
  return new Date(time + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
