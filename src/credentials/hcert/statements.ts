import type { FactKind } from '../../domain/trust-list.ts';
import type { ForeignFact, ForeignPerson, ForeignReason } from '../foreign.ts';
import { untagged, type CborMap, type CborValue } from './cbor.ts';

/** What a health certificate says, of whichever form. */
export interface Statements {
  person: ForeignPerson | null;
  /** The kinds it states, of any disease: what its signer must be allowed to sign. */
  kinds: FactKind[];
  facts: ForeignFact[];
  /** What the facts leave out. */
  reasons: ForeignReason[];
}

/** The text at `key`, whole numbers included; '' when there is none. */
export function textAt(map: CborMap, key: string): string {
  const value = untagged(map.get(key));
  return typeof value === 'number' && Number.isSafeInteger(value)
    ? String(value)
    : typeof value === 'string'
      ? value.trim()
      : '';
}

/** A count from 0 to 99 at `key`, also when written as a text; null when there is none. */
export function countAt(map: CborMap, key: string): number | null {
  const text = textAt(map, key);
  return /^\d{1,2}$/.test(text) ? Number(text) : null;
}

export function asMap(value: CborValue | undefined): CborMap | null {
  const inner = untagged(value);
  return inner instanceof Map ? inner : null;
}
