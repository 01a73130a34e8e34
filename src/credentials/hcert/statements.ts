import type { FactKind } from '../../domain/credential/trust-list.ts';
import type { ForeignFact, ForeignPerson, ForeignReason } from '../foreign/foreign.ts';
import { numberOf, untagged, type CborMap, type CborValue } from './cbor.ts';

/** What a health certificate says, of whichever form. */
export interface Statements {
  person: ForeignPerson | null;
  /** The kinds it states, of any disease: what its signer must be allowed to sign. */
  kinds: FactKind[];
  facts: ForeignFact[];
  /** The identifiers of its statements (UVCI), as written: what lists of certificates called back go by. */
  ids: string[];
  /** What the facts leave out. */
  reasons: ForeignReason[];
}

/** The text at `key`, whole numbers included; '' when there is none. */
export function textAt(map: CborMap, key: string): string {
  const value = untagged(map.get(key));
  if (typeof value === 'string') return value.trim();
  const number = numberOf(value);
  return Number.isSafeInteger(number) ? String(number) : '';
}

/** A count from 0 to 99 at `key`, also when written as a text; a negative one is none, and 0; null when there is no count. */
export function countAt(map: CborMap, key: string): number | null {
  const text = textAt(map, key);
  if (/^-\d+$/.test(text)) return 0;
  return /^\d{1,2}$/.test(text) ? Number(text) : null;
}

export function asMap(value: CborValue | undefined): CborMap | null {
  const inner = untagged(value);
  return inner instanceof Map ? inner : null;
}

/** What remains of a statement that may be about COVID-19: a test that is not positive is then not understood. */
export function againstAlone(fact: ForeignFact): ForeignFact[] {
  if (fact.kind !== 'test') return [];
  return [fact.result === 'positive' ? fact : { ...fact, result: 'inconclusive' }];
}
