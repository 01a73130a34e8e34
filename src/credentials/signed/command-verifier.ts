import { inForce, type Charter } from '../../domain/bundle/charter.ts';
import {
  commandMessage,
  readCommand,
  type SentryCommand,
  type SignedCommand,
} from '../../domain/fleet/sentry-command.ts';
import { signedBy } from './bundle-verifier.ts';

/** A command, when one of the charter's statement keys signed it; null when none did. */
export async function verifyCommand(signed: SignedCommand, charter: Charter): Promise<SentryCommand | null> {
  const key = charter.wordKeys.find(({ id }) => id === signed?.key);
  if (!key || typeof signed.body !== 'string' || typeof signed.signature !== 'string') return null;
  if (!(await signedBy(key.point, signed.signature, commandMessage(signed.body)))) return null;
  try {
    const command = readCommand(signed.body);
    return inForce(key, command.at) ? command : null;
  } catch {
    return null;
  }
}
