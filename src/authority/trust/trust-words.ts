import type { TrustEntry } from '../../domain/credential/trust-list.ts';
import { dateTimeSeconds } from '../../ui/language/clock.ts';
import { language } from '../../ui/language/languages.ts';
import {
  differenceTexts,
  factKindTexts,
  noLimitTexts,
  trustFieldTexts,
  trustKindTexts,
} from '../../ui/texts/authority/policy-difference.ts';

/** The fields of a key of the trust list, in the order in which people read them. */
export const trustFields = [
  'issuer',
  'kind',
  'kid',
  'notBefore',
  'notAfter',
  'usages',
  'suspended',
  'iss',
  'crlVersion',
  'key',
] as const satisfies readonly (keyof TrustEntry)[];

/** One field of a key, in words. */
export function trustFieldWords(entry: TrustEntry, field: keyof TrustEntry): string {
  const none = noLimitTexts[language()];
  switch (field) {
    case 'kind':
      return trustKindTexts[language()][entry.kind];
    case 'notBefore':
    case 'notAfter':
      return entry[field] === null ? none.time : dateTimeSeconds(entry[field]);
    case 'usages':
      return entry.usages
        ? entry.usages.map((kind) => factKindTexts[language()][kind]).join(', ')
        : none.usages;
    case 'suspended':
      return differenceTexts[language()][entry.suspended ? 'yes' : 'no'];
    case 'iss':
      return entry.iss ?? none.iss;
    case 'crlVersion':
      return entry.crlVersion === null ? none.crlVersion : String(entry.crlVersion);
    default:
      return entry[field];
  }
}

/** All of a key, a line for each field, for those who are to sign that it is believed. */
export function trustEntryWords(entry: TrustEntry): string {
  const { colon } = differenceTexts[language()];
  // What belongs to the other kind of key says nothing of this one.
  const shown = trustFields.filter(
    (field) => entry.kind === 'jwk' || (field !== 'iss' && field !== 'crlVersion'),
  );
  return shown
    .map((field) => `${trustFieldTexts[language()][field]}${colon}${trustFieldWords(entry, field)}`)
    .join('\n');
}
