import { faultInBundle } from './bundle-check.ts';
import { concat, utf8 } from './bytes.ts';
import type { Policy } from './policy.ts';

/** A P-256 public key as bundles hold it. */
export interface PublicKey {
  /** 0..255, as passes and site codes name it. */
  id: number;
  /** 65 bytes, uncompressed (04 || X || Y), base64url. */
  point: string;
}

/** What every sentry, phone and the server itself decide by. Public: it holds no secret and no person. */
export interface Bundle {
  /** Rises with every publication; a device never takes a lower one. */
  version: number;
  /** UTC ms. */
  issuedAt: number;
  /** UTC ms; after it the bundle decides nothing. */
  expiresAt: number;
  /** `demo` is true in the demo district alone: only there do demo faces run. */
  district: { name: { 'zh-CN': string; en: string }; demo: boolean };
  /** Keys that sign passes. */
  issuers: PublicKey[];
  /** Keys that sign site codes. */
  siteCodeKeys: PublicKey[];
  policy: Policy;
}

/** A bundle as it travels: the very text that was signed, and r||s over `bundleMessage(body)`, base64url. */
export interface SignedBundle {
  body: string;
  /** The id of the district's bundle key. */
  key: number;
  signature: string;
}

/** What the district signs (ECDSA P-256 with SHA-256). */
export function bundleMessage(body: string): Uint8Array<ArrayBuffer> {
  return concat(utf8('HSC1-bundle\0'), utf8(body));
}

/**
 * Reads the text of a bundle whose signature has been verified.
 * @throws RangeError naming the part that is missing or wrong.
 */
export function readBundle(body: string): Bundle {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new RangeError('The bundle is no JSON text.');
  }
  const fault = faultInBundle(value);
  if (fault) throw new RangeError(`The bundle has no good "${fault}".`);
  return value as Bundle;
}
