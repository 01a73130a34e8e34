import { byteString } from '../../credentials/hcert/cose.ts';
import { sign } from '../../credentials/bytes/p256.ts';
import { base45 } from '../../domain/bytes/base45.ts';
import { base64url, concat, fromBase64url, utf8 } from '../../domain/bytes/bytes.ts';

/** Makes the foreign credentials that the demo's visitors show, by keys that the demo's bundle alone believes. */
export interface DemoSignerKey {
  /** As the trust list names it. */
  kid: string;
  key: CryptoKey;
}

/** What the cards of the demo's hospital state as their issuer. */
export const demoCardIssuer = 'https://hospital.demo.example';

const hour = 3_600_000;
const day = 24 * hour;

/** Both are the healthy person's of the demo's cast, who was abroad: shown beside that pass they complete it. */
const holder = { fn: '林', gn: '晓岚', fnt: 'LIN', gnt: 'XIAOLAN' };
const born = '1990-05-17';

const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10);
const seconds = (at: number): number => Math.floor(at / 1000);

/** The QR text of an EU certificate of a second dose, issued the day before. */
export async function demoHealthCertificate({ kid, key }: DemoSignerKey, now: number): Promise<string> {
  const dose = {
    tg: '840539006',
    vp: '1119349007',
    mp: 'EU/1/20/1528',
    ma: 'ORG-100030215',
    dn: 2,
    sd: 2,
    dt: dayText(now - 60 * day),
    co: 'XX',
    is: 'Demo country',
    ci: 'URN:UVCI:01:XX:DEMO',
  };
  const content = { ver: '1.3.0', nam: holder, dob: born, v: [dose] };
  const claims = cbor(
    new Map<number, Plain>([
      [1, 'XX'],
      [4, seconds(now + 180 * day)],
      [6, seconds(now - day)],
      [-260, new Map<number, Plain>([[1, content]])],
    ]),
  );
  const header = cbor(
    new Map<number, Plain>([
      [1, -7],
      [4, fromBase64url(kid)],
    ]),
  );
  const signature = await sign(key, cbor(['Signature1', header, new Uint8Array(), claims]));
  const message = concat(Uint8Array.of(0xd2), cbor([header, new Map(), claims, signature]));
  return `HC1:${base45(await packed(message, 'deflate'))}`;
}

/** The QR text of a SMART Health Card: two doses and a negative nucleic acid test of twelve hours ago. */
export async function demoHealthCard({ kid, key }: DemoSignerKey, now: number): Promise<string> {
  const coding = (system: string, code: string) => ({ coding: [{ system, code }] });
  const dose = (at: number) => ({
    resourceType: 'Immunization',
    status: 'completed',
    vaccineCode: coding('http://hl7.org/fhir/sid/cvx', '207'),
    occurrenceDateTime: dayText(at),
  });
  const resources = [
    { resourceType: 'Patient', name: [{ family: holder.fn, given: [holder.gn] }], birthDate: born },
    dose(now - 300 * day),
    dose(now - 270 * day),
    {
      resourceType: 'Observation',
      status: 'final',
      code: coding('http://loinc.org', '94500-6'),
      effectiveDateTime: new Date(now - 12 * hour).toISOString(),
      valueCodeableConcept: coding('http://snomed.info/sct', '260415000'),
    },
  ];
  const claims = {
    iss: demoCardIssuer,
    nbf: seconds(now - 6 * hour),
    vc: {
      type: ['https://smarthealth.cards#health-card'],
      credentialSubject: {
        fhirVersion: '4.0.1',
        fhirBundle: {
          resourceType: 'Bundle',
          type: 'collection',
          entry: resources.map((resource, index) => ({ fullUrl: `resource:${index}`, resource })),
        },
      },
    },
  };
  const header = base64url(utf8(JSON.stringify({ zip: 'DEF', alg: 'ES256', kid })));
  const payload = base64url(await packed(utf8(JSON.stringify(claims)), 'deflate-raw'));
  const signature = base64url(await sign(key, utf8(`${header}.${payload}`)));
  const jws = `${header}.${payload}.${signature}`;
  const digits = [...jws].map((character) => String(character.charCodeAt(0) - 45).padStart(2, '0'));
  return `shc:/${digits.join('')}`;
}

async function packed(
  bytes: Uint8Array<ArrayBuffer>,
  format: 'deflate' | 'deflate-raw',
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream(format));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

type Plain = number | string | Uint8Array | Plain[] | Map<number, Plain> | { [name: string]: Plain };

/** CBOR of what a certificate holds; an object is a map of texts. */
function cbor(value: Plain): Uint8Array<ArrayBuffer> {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return concat(head(3, utf8(value).length), utf8(value));
  if (value instanceof Uint8Array) return byteString(value);
  if (Array.isArray(value)) return concat(head(4, value.length), ...value.map(cbor));
  const entries: [number | string, Plain][] = value instanceof Map ? [...value] : Object.entries(value);
  return concat(head(5, entries.length), ...entries.flatMap(([name, of]) => [cbor(name), cbor(of)]));
}

function head(major: number, count: number): Uint8Array<ArrayBuffer> {
  const first = major << 5;
  if (count < 24) return Uint8Array.of(first | count);
  if (count < 0x100) return Uint8Array.of(first | 24, count);
  if (count < 0x10000) return Uint8Array.of(first | 25, count >> 8, count & 255);
  return Uint8Array.of(first | 26, count >>> 24, (count >> 16) & 255, (count >> 8) & 255, count & 255);
}
