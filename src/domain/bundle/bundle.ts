import { faultInBundle } from './bundle-check.ts';
import type { AuditHead } from '../access/audit-chain.ts';
import { concat, utf8 } from '../bytes/bytes.ts';
import type { SignedCharter } from './charter.ts';
import type { Policy } from '../policy/policy.ts';
import type { TrustList } from '../credential/trust-list.ts';

/** What every sentry, phone and the server itself decide by. Public: it holds no secret and no person. */
export interface Bundle {
  /** Rises with every publication; a device never takes a lower one. */
  version: number;
  /** UTC ms. */
  issuedAt: number;
  /** UTC ms; after it the bundle decides nothing. */
  expiresAt: number;
  policy: Policy;
  /** Whose foreign credentials are believed. */
  trust: TrustList;
  /** Where the audit log stood when this was drafted: officials sign it too. Missing in the founding bundle. */
  audit?: AuditHead;
}

/** One official's r||s over `bundleMessage(body)`, base64url. */
export interface OfficialSignature {
  official: number;
  signature: string;
}

/** How many officials must sign a bundle: nobody, and no server, changes the rules alone. */
export const signaturesNeeded = 2;

/** A bundle as it travels: the very text that was signed, its signatures, and the charter that says whose they may be. */
export interface SignedBundle {
  charter: SignedCharter;
  body: string;
  signatures: OfficialSignature[];
}

/** What each official signs (ECDSA P-256 with SHA-256). */
export function bundleMessage(body: string): Uint8Array<ArrayBuffer> {
  return concat(utf8('HSC1-bundle\0'), utf8(body));
}

/** Reads the text of a bundle whose signatures have been verified. Throws a RangeError naming the part at fault. */
export function readBundle(body: string): Bundle {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new RangeError('The bundle is no JSON text.');
  }
  const fault = faultInBundle(value);
  if (fault) throw new RangeError(`The bundle is not whole: its part ${fault} is missing or wrong.`);
  return value as Bundle;
}
