import { sign } from '../../src/credentials/bytes/p256.ts';
import { base64url } from '../../src/domain/bytes/bytes.ts';
import {
  commandMessage,
  type SentryCommand,
  type SignedCommand,
} from '../../src/domain/fleet/sentry-command.ts';
import type { TestDistrict } from '../support/district.ts';

let last = 0;

/** A command as the district's server signs it, for the tests' gate (device 9). */
export async function command(
  district: TestDistrict,
  kind: SentryCommand['kind'],
  change: Partial<SentryCommand> = {},
): Promise<SignedCommand & { id: number }> {
  last = Math.max(Date.now(), last + 1);
  const said: SentryCommand = {
    id: last,
    kind,
    devices: [9],
    at: Date.now(),
    expires: Date.now() + 3_600_000,
    ...change,
  };
  const body = JSON.stringify(said);
  const { pair, publicKey } = district.wordKey;
  const signature = base64url(await sign(pair.privateKey, commandMessage(body)));
  return { body, key: publicKey.id, signature, id: said.id };
}
