import { inForce, type Charter } from '../../domain/bundle/charter.ts';
import { hex, utf8 } from '../../domain/bytes/bytes.ts';
import { readRosterTaken, rosterTakenMessage, type RosterTaken } from '../../domain/roster/roster-taken.ts';
import {
  readRoster,
  rosterMessage,
  type RosterStatement,
  type SignedRoster,
} from '../../domain/roster/roster.ts';
import { sha256 } from '../bytes/p256.ts';
import { signedBy } from './bundle-verifier.ts';

/** What a signed statement says, when one of the charter's statement keys signed it; null when none did. */
export async function verifyRosterStatement(
  signed: Pick<SignedRoster, 'body' | 'key' | 'signature'>,
  charter: Charter,
): Promise<RosterStatement | null> {
  const key = charter.wordKeys.find(({ id }) => id === signed?.key);
  if (!key || typeof signed.body !== 'string' || typeof signed.signature !== 'string') return null;
  if (!(await signedBy(key.point, signed.signature, rosterMessage(signed.body)))) return null;
  try {
    const roster = readRoster(signed.body);
    return inForce(key, roster.at) ? roster : null;
  } catch {
    return null;
  }
}

/** The same of a whole roster: what is sealed is what the statement names. */
export async function verifyRoster(signed: SignedRoster, charter: Charter): Promise<RosterStatement | null> {
  const roster = await verifyRosterStatement(signed, charter);
  if (!roster || typeof signed.sealed !== 'string') return null;
  return hex(await sha256(utf8(signed.sealed))) === roster.sha256 ? roster : null;
}

/** What a device signed of having taken a version, when its key did; null when it did not. @param point its public key, base64url */
export async function verifyRosterTaken(
  { body, signature }: { body: string; signature: string },
  point: string,
): Promise<RosterTaken | null> {
  try {
    if (!(await signedBy(point, signature, rosterTakenMessage(body)))) return null;
    return readRosterTaken(body);
  } catch {
    return null;
  }
}

/** One sentry's part of what proves that an entry is on its tablet no more. */
export interface RosterProof {
  device: number;
  deviceKey: string;
  statement: { body: string; key: number; signature: string };
  taken: { body: string; signature: string };
}

/**
 * Whether a sentry is shown to have taken a version of the site's roster that has no such entry: the statement is the district's, the device
 * signed that it has that very statement, and the entry is not in it.
 */
export async function provesRemoval(
  { device, deviceKey, statement, taken }: RosterProof,
  { site, entry, version }: { site: number; entry: number; version: number },
  charter: Charter,
): Promise<boolean> {
  const said = await verifyRosterStatement(statement, charter);
  const signed = await verifyRosterTaken(taken, deviceKey);
  if (!said || !signed) return false;
  const isOfStatement = signed.statement === hex(await sha256(utf8(statement.body)));
  const isAboutIt = said.site === site && signed.site === site && signed.device === device;
  return (
    isOfStatement &&
    isAboutIt &&
    said.version === signed.version &&
    said.version >= version &&
    !said.entries.includes(entry)
  );
}
