import type { ChainHead } from '../../domain/api/backup-api.ts';
import type { accountRoutes } from '../../domain/api/routes/account-routes.ts';
import type { Handler } from '../http/route-handlers.ts';
import { audit } from '../audit/audit.ts';
import { declareDurable, markOf } from './backup-marks.ts';
import { commitToDisk } from '../vm/commit-safety.ts';
import { Fault } from '../vm/fault.ts';
import { text } from '../http/request-body.ts';

function readHeads(value: unknown): Map<number, number> {
  const heads = Array.isArray(value) ? (value as Partial<ChainHead>[]) : [];
  const sound = (one: Partial<ChainHead>) =>
    Number.isSafeInteger(one?.chain) && Number.isSafeInteger(one?.last);
  if (!Array.isArray(value) || !heads.every(sound))
    throw new Fault('malformed', '"heads" must be a list of chains with their last records.');
  return new Map(heads.map(({ chain, last }) => [chain!, last!]));
}

/**
 * POST backup/durable. Only what was there when the backup began counts, and only when the copy was seen to contain all of it:
 * a sentry deletes what is durable.
 */
export const backupDurableRoute: Handler<typeof accountRoutes.declareBackup> = ({ app, asker, body }) => {
  const name = text(body, 'name', 200);
  const sha256 = text(body, 'sha256', 64);
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Fault('malformed', '"sha256" must be the copy’s SHA-256.');
  const found = readHeads(body['heads']);
  const marked = markOf(app, name);
  if (marked === null) throw new Fault('not-found', 'This server did not mark a backup of this name.');
  const short = marked.find(({ chain, last }) => (found.get(chain) ?? 0) < last);
  if (short) {
    const has = found.get(short.chain) ?? 0;
    throw new Fault(
      'not-allowed',
      `The copy is not this backup: of chain ${short.chain} it has ${has} records of ${short.last}.`,
    );
  }
  const now = Date.now();
  commitToDisk(app);
  declareDurable(app, name, marked, now);
  audit(app, { actor: `superuser:${asker.id}`, action: 'backup.durable', subject: `${name} ${sha256}` });
  return { chains: marked.length, now };
};
