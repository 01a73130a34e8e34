import { fromBase64url } from '../domain/bytes.ts';
import {
  bundleMessage,
  readBundle,
  type Bundle,
  type PublicKey,
  type SignedBundle,
} from '../domain/bundle.ts';
import { verifies, verifyingKey } from './p256.ts';

/** Why a bundle is not taken. */
export class BundleRefused extends Error {
  constructor(
    readonly reason: 'signature' | 'older' | 'malformed',
    message: string,
  ) {
    super(message);
    this.name = 'BundleRefused';
  }
}

/**
 * The bundle inside a signed one. Throws BundleRefused when the district's key did not sign it, when it is older than the
 * one already held, or when it lacks a part.
 */
export async function verifyBundle(
  signed: SignedBundle,
  key: PublicKey,
  heldVersion: number,
): Promise<Bundle> {
  if (typeof signed?.body !== 'string' || typeof signed.signature !== 'string') {
    throw new BundleRefused('malformed', 'What the server sent is no bundle.');
  }
  let good = false;
  try {
    good =
      signed.key === key.id &&
      (await verifies(
        await verifyingKey(fromBase64url(key.point)),
        fromBase64url(signed.signature),
        bundleMessage(signed.body),
      ));
  } catch {
    good = false;
  }
  if (!good)
    throw new BundleRefused(
      'signature',
      "The bundle does not carry this district's signature. It was not used.",
    );
  let bundle: Bundle;
  try {
    bundle = readBundle(signed.body);
  } catch (fault) {
    throw new BundleRefused('malformed', (fault as Error).message);
  }
  if (bundle.version < heldVersion) {
    throw new BundleRefused(
      'older',
      `Bundle ${bundle.version} is older than the one in use (${heldVersion}). It was not used.`,
    );
  }
  return bundle;
}
