import { trustEntriesOf } from '../../../src/credentials/smart-health-card/key-set-import.ts';
import { base64url, utf8 } from '../../../src/domain/bytes/bytes.ts';
import type { RevocationList, TrustEntry, TrustList } from '../../../src/domain/credential/trust-list.ts';
import { compressed, day, noon } from '../hcert/make-hcert.ts';

/** An issuer of SMART Health Cards, with a key of its own. */
export interface CardIssuer {
  pair: CryptoKeyPair;
  /** Its public key as its key set states it. */
  jwk: JsonWebKey & { kid: string };
  entry: TrustEntry;
}

export const issuerUrl = 'https://issuer.example';

export async function cardIssuer(): Promise<CardIssuer> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const jwk = {
    kty: 'EC',
    kid: `key-${x!.slice(0, 8)}`,
    use: 'sig',
    alg: 'ES256',
    crv: 'P-256',
    x: x!,
    y: y!,
  };
  const { entries } = await trustEntriesOf({ keys: [jwk] }, { name: 'Some Hospital', iss: issuerUrl });
  return { pair, jwk, entry: entries[0]! };
}

export function trustingCards(
  issuer: CardIssuer | TrustEntry,
  revocations: RevocationList[] = [],
): TrustList {
  return { entries: ['entry' in issuer ? issuer.entry : issuer], revocations };
}

type Json = unknown;

export const patient = {
  resourceType: 'Patient',
  name: [{ family: 'Anyperson', given: ['John', 'B.'] }],
  birthDate: '1951-01-20',
};

export const dose = {
  resourceType: 'Immunization',
  status: 'completed',
  vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '207' }] },
  occurrenceDateTime: '2026-01-01',
  performer: [{ actor: { display: 'ABC General Hospital' } }],
};

export const result = {
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '94500-6' }] },
  effectiveDateTime: '2026-05-19T08:00:00Z',
  valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '260415000' }] },
  performer: [{ display: 'Lab 1' }],
};

export function bundleOf(resources: Json[] = [patient, dose, result]): Json {
  const entry = resources.map((resource, index) => ({ fullUrl: `resource:${index}`, resource }));
  return { resourceType: 'Bundle', type: 'collection', entry };
}

/** The claims of a card issued a day before `noon`. */
export function cardClaims(
  change: Record<string, Json> = {},
  credential: Record<string, Json> = {},
): Record<string, Json> {
  return {
    iss: issuerUrl,
    nbf: (noon - day) / 1000,
    vc: {
      type: ['https://smarthealth.cards#health-card'],
      credentialSubject: { fhirVersion: '4.0.1', fhirBundle: bundleOf() },
      ...credential,
    },
    ...change,
  };
}

/** How a card is put together; what is left out is as the format says. */
export interface CardMaking {
  claims?: Json;
  /** The bytes that are compressed, in place of `claims`. */
  payload?: Uint8Array<ArrayBuffer>;
  header?: Record<string, Json>;
  format?: 'deflate' | 'deflate-raw';
}

/** A signed card (JWS compact serialization). */
export async function signCard(issuer: CardIssuer, making: CardMaking = {}): Promise<string> {
  const header = { zip: 'DEF', alg: 'ES256', kid: issuer.jwk.kid, ...making.header };
  const payload = making.payload ?? utf8(JSON.stringify(making.claims ?? cardClaims()));
  const packed = await compressed(payload, making.format ?? 'deflate-raw');
  const message = `${base64url(utf8(JSON.stringify(header)))}.${base64url(packed)}`;
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    issuer.pair.privateKey,
    utf8(message),
  );
  return `${message}.${base64url(new Uint8Array(signature))}`;
}

/** The text of one QR code for a signed card. */
export function numeric(jws: string): string {
  return `shc:/${digits(jws)}`;
}

function digits(text: string): string {
  return [...text].map((character) => String(character.charCodeAt(0) - 45).padStart(2, '0')).join('');
}

/** The texts of `total` QR codes for a signed card. */
export function numericChunks(jws: string, total: number): string[] {
  const length = Math.ceil(jws.length / total);
  return Array.from(
    { length: total },
    (_, index) => `shc:/${index + 1}/${total}/${digits(jws.slice(index * length, (index + 1) * length))}`,
  );
}
