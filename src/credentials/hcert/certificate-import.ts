import { cutText } from '../../domain/text/name-text.ts';
import { base64url, fromBase64url } from '../../domain/bytes/bytes.ts';
import { factKinds, type FactKind, type TrustEntry } from '../../domain/credential/trust-list.ts';
import { sha256 } from '../bytes/p256.ts';
import { kidText } from '../foreign/trusted-keys.ts';
import { readCertificate, readSignerKey } from './x509.ts';

/**
 * What a signer's certificate may be limited to (EU Technical Specifications for Digital COVID Certificates, volume 1,
 * extended key usage). Signers wrote both spellings of the registered arc.
 */
const usageArcs = ['1.3.6.1.4.1.1847.2021.1', '1.3.6.1.4.1.0.1847.2021.1'];
const usageNumbers: Record<string, FactKind> = { '1': 'test', '2': 'vaccination', '3': 'recovery' };

/** The kinds of statements that extended key usages allow; null when they limit none: then all are allowed. */
export function usagesOf(extendedKeyUsage: readonly string[]): FactKind[] | null {
  const found = new Set<FactKind>();
  for (const id of extendedKeyUsage) {
    const arc = usageArcs.find((start) => id.startsWith(`${start}.`));
    const kind = arc && usageNumbers[id.slice(arc.length + 1)];
    if (kind) found.add(kind);
  }
  return found.size === 0 ? null : factKinds.filter((kind) => found.has(kind));
}

/**
 * A trust list's entry for the key of a certificate (DER).
 * @param issuer its name for people; when left out, what the certificate's subject says
 * @throws RangeError when it is no certificate, or its key is of a kind that is not accepted
 */
export async function trustEntryOf(der: Uint8Array<ArrayBuffer>, issuer?: string): Promise<TrustEntry> {
  const certificate = readCertificate(der);
  readSignerKey(certificate.publicKey);
  const { country, organisation, commonName } = certificate;
  const subject = [country, organisation || commonName].filter(Boolean).join(', ');
  return {
    kid: kidText((await sha256(der)).subarray(0, 8)),
    issuer: issuer || cutText(subject, 200) || 'unnamed',
    kind: 'x509',
    key: base64url(certificate.publicKey),
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    usages: usagesOf(certificate.extendedKeyUsage),
    suspended: false,
    iss: null,
    crlVersion: null,
  };
}

/**
 * The certificates in a file: PEM with one or several, bare base64, or DER.
 * @throws RangeError when it is neither
 */
export function certificatesIn(file: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const sequence = 0x30;
  if (file[0] === sequence && file.some((byte) => byte >= 0x80)) return [file];
  const text = new TextDecoder('latin1').decode(file);
  const blocks = [...text.matchAll(/-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g)];
  const bodies = blocks.length > 0 ? blocks.map(([, body]) => body!) : [text];
  return bodies.map(fromBase64);
}

/** Bytes of standard base64, spaces and line breaks ignored. Throws a RangeError when it is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const bare = text.replaceAll(/\s/g, '').replace(/={1,2}$/, '');
  if (/[-_]/.test(bare)) throw new RangeError('Not a base64 text.');
  return fromBase64url(bare.replaceAll('+', '-').replaceAll('/', '_'));
}
