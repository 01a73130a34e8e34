import type { SentryReach } from '../../domain/api/gate/roster-api.ts';
import { readRosterTaken, rosterTakenMessage } from '../../domain/roster/roster-taken.ts';
import { fromBase64url } from '../../domain/bytes/bytes.ts';
import { isSignedBy } from '../keys/signing.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';
import type { RosterSite } from './roster-state.ts';

/** Which sentries have which version of a roster: what they signed is kept, and is the proof. */

/** A sentry that signs. */
export interface Signer {
  device: number;
  /** Its public key, base64url. */
  key: string;
}

/**
 * Keeps what a sentry signed of a version that it has on its disk.
 * @throws Fault 'malformed' for what it did not sign, or that is not about itself and its site; 'not-found' for a version that was never stated
 */
export function takeTaken(
  app: App,
  site: RosterSite,
  sentry: Signer,
  { body, signature }: { body: string; signature: string },
): void {
  let taken: ReturnType<typeof readRosterTaken>;
  try {
    taken = readRosterTaken(body);
  } catch (error) {
    throw new Fault('malformed', (error as Error).message);
  }
  if (taken.device !== sentry.device || taken.site !== site.number)
    throw new Fault('malformed', 'This acknowledgement is about another sentry or site.');
  const stated = row<{ body: string }>(
    app,
    ['body'],
    'select body from roster_versions where site = {:site} and version = {:version}',
    { site: site.id, version: taken.version },
  );
  if (!stated || security.sha256(stated.body) !== taken.statement)
    throw new Fault('not-found', 'This version was never stated so.');
  if (!isSignedBy(bytesOf(sentry.key), bytesOf(signature), rosterTakenMessage(body)))
    throw new Fault('malformed', 'The sentry’s own key did not sign this.');
  transact(app, (inside) =>
    keepTaken(inside, site.id, { device: sentry.device, version: taken.version, body, signature }),
  );
}

/** What is no base64url is nobody's signature. */
function bytesOf(text: string): Uint8Array {
  try {
    return fromBase64url(text);
  } catch {
    return new Uint8Array();
  }
}

interface KeptTaken {
  device: number;
  version: number;
  body: string;
  signature: string;
}

function keepTaken(app: App, site: string, { device, version, body, signature }: KeptTaken): void {
  const before = rows<{ version: number }>(
    app,
    ['version'],
    `select version from roster_taken where site = {:site} and device = {:device} and version < {:version}
     order by version desc limit 2`,
    { site, device, version },
  ).map((one) => one.version);
  run(
    app,
    `insert into roster_taken (site, device, version, body, signature, at)
     values ({:site}, {:device}, {:version}, {:body}, {:signature}, {:now}) on conflict do nothing`,
    { site, device, version, body, signature, now: Date.now() },
  );
  const [last, lastButOne = 0] = before;
  // The one before is a proof where it was the first after somebody was taken off; else this one says as much.
  if (last !== undefined)
    run(
      app,
      `delete from roster_taken where site = {:site} and device = {:device} and version = {:last}
       and not exists (select 1 from roster_entries where site = {:site}
         and removed_version > {:lastButOne} and removed_version <= {:last})`,
      { site, device, last, lastButOne },
    );
}

/** How the sentries of a site know of a version, and those that stood there and did not learn of it. */
export function reachOf(app: App, site: string, version: number): SentryReach[] {
  return rows<SentryReach>(
    app,
    ['device', 'name', 'state', 'at', 'lastSeen'],
    `select d.device, d.name, coalesce(f.last_seen, 0) as lastSeen, k.at,
       case when k.at is not null then 'knows' when d.revoked or d.site <> {:site} then 'gone' else 'not-yet' end as state
     from sentries d left join fleet f on f.device = d.device
     left join (select device, min(at) as at from roster_taken
       where site = {:site} and version >= {:version} group by device) k on k.device = d.device
     where (d.site = {:site} and not d.revoked)
       or (k.at is null and d.device in (select device from roster_taken where site = {:site}))
     order by d.name, d.device`,
    { site, version },
  );
}

/** What proves of each sentry that it has a version or a later one: the first that it signed for. */
export function proofsOf(
  app: App,
  site: string,
  version: number,
): {
  device: number;
  deviceKey: string;
  body: string;
  signature: string;
  stated: string;
  statedKey: number;
  statedSignature: string;
}[] {
  return rows(
    app,
    ['device', 'deviceKey', 'body', 'signature', 'stated', 'statedKey', 'statedSignature'],
    `select t.device, d.key as deviceKey, t.body, t.signature, v.body as stated, v.key as statedKey,
       v.signature as statedSignature
     from roster_taken t join sentries d on d.device = t.device
     join roster_versions v on v.site = t.site and v.version = t.version
     where t.site = {:site} and t.version = (select min(version) from roster_taken o
       where o.site = t.site and o.device = t.device and o.version >= {:version})
     order by t.device`,
    { site, version },
  );
}
