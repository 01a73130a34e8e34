import { inForce, type Charter } from '../../domain/bundle/charter.ts';
import {
  denyListMessage,
  readDenyList,
  type DenyDelta,
  type FullDenyList,
  type SignedDenyList,
} from '../../domain/pass/deny-list.ts';
import { signedBy } from './bundle-verifier.ts';

/** The list or delta inside a signed one, when one of the charter's statement keys signed it; null when none did. */
export async function verifyDenyList(
  signed: SignedDenyList,
  charter: Charter,
): Promise<FullDenyList | DenyDelta | null> {
  const key = charter.wordKeys.find(({ id }) => id === signed?.key);
  if (!key || typeof signed.body !== 'string' || typeof signed.signature !== 'string') return null;
  if (!(await signedBy(key.point, signed.signature, denyListMessage(signed.body)))) return null;
  try {
    const list = readDenyList(signed.body);
    return inForce(key, list.at) ? list : null;
  } catch {
    return null;
  }
}
