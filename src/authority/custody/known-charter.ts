import { CustodyRefused, verifyCharter } from '../../credentials/signed/custody-verifier.ts';
import type { Charter } from '../../domain/bundle/charter.ts';
import type { CharterAnswer } from '../../domain/custody/custody-api.ts';
import { isKnownRoot, isNewestCharter } from '../../store/district/known-root.ts';

/**
 * The charter, signed by the root that this browser knows.
 * @throws CustodyRefused
 */
export async function knownCharter({ root, charter: signed, now }: CharterAnswer): Promise<Charter> {
  const charter = await verifyCharter(signed, root, now);
  if (!isKnownRoot(root, charter.district.demo))
    throw new CustodyRefused('root', 'The server gave another root than the one this browser knows.');
  if (!isNewestCharter(charter.version))
    throw new CustodyRefused('older', 'The server gave an older charter than this browser has seen.');
  return charter;
}
