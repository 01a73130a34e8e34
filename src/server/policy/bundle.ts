import type { publicRoutes } from '../../domain/api/routes/public-routes.ts';
import {
  readBundle,
  type Bundle,
  type OfficialSignature,
  type SignedBundle,
} from '../../domain/bundle/bundle.ts';
import type { Handler } from '../http/route-handlers.ts';
import { audit } from '../audit/audit.ts';
import { charter, firstBundle } from './charter.ts';
import { Fault } from '../vm/fault.ts';
import { newestVersion } from './newest-version.ts';
import { beginRollout } from './rollout.ts';
import { sentryStand } from '../places/sentry-place.ts';
import { row, run, transact } from '../vm/sql.ts';
import type { App, RequestEvent, StoredRecord } from '../vm/vm.ts';
import { wantedVersion } from './wanted-version.ts';

/** A bundle as the server keeps it: what the officials signed. */
export interface PublishedBundle {
  version: number;
  bundle: Bundle;
  signed: SignedBundle;
}

interface BundleRow {
  body: string;
  signatures: string;
}

/** A published bundle as it was read, and what its signatures were read from. */
interface Read {
  bundle: Bundle;
  body: string;
  signatures: OfficialSignature[];
  signed: string;
}

/** What this VM has read, by version: a published bundle never changes. Each is some 100 KB. */
const held = new Map<number, Read>();
/** The newest, the one before it at other rings, and one that a replay asks for. */
const mostHeld = 3;

/** A bundle of any version that was published; null when there was none. Read once a version. */
export function bundleOfVersion(app: App, version: number): PublishedBundle | null {
  const stored = row<{ signatures: string }>(
    app,
    ['signatures'],
    'select signatures from bundles where version = {:version}',
    { version },
  );
  if (!stored) return null;
  let read = held.get(version);
  // Other signatures are over another body: one that was read in a transaction which was undone.
  if (read?.signed !== stored.signatures) read = readStored(app, version);
  // The last one used is the last to go.
  held.delete(version);
  held.set(version, read);
  for (const old of held.keys()) {
    if (held.size <= mostHeld) break;
    held.delete(old);
  }
  const { bundle, body, signatures } = read;
  return { version, bundle, signed: { charter: charter().signed, body, signatures } };
}

function readStored(app: App, version: number): Read {
  const { body, signatures } = row<BundleRow>(
    app,
    ['body', 'signatures'],
    'select body, signatures from bundles where version = {:version}',
    { version },
  )!;
  return {
    bundle: readBundle(body),
    body,
    signatures: JSON.parse(signatures) as OfficialSignature[],
    signed: signatures,
  };
}

/** The newest bundle. Throws Fault 'server' while the district has published none. */
export function currentBundle(app: App): PublishedBundle {
  const { version } = row<{ version: number }>(
    app,
    ['version'],
    'select coalesce(max(version), 0) as version from bundles',
  )!;
  if (version > 0) return bundleOfVersion(app, version)!;
  const first = firstBundle();
  if (!first)
    throw new Fault('server', 'This district has published no policy yet: two officials must sign one.');
  storeBundle(app, first, 'set-up');
  return currentBundle(app);
}

/**
 * Stores a bundle that has been checked. A version that is there already is left as it is: versions only rise.
 * @param actor for the audit log
 */
export function storeBundle(app: App, signed: SignedBundle, actor: string): void {
  const bundle = readBundle(signed.body);
  const { version, issuedAt } = bundle;
  transact(app, (inside) => {
    const { stored } = row<{ stored: number }>(
      inside,
      ['stored'],
      'select count(*) as stored from bundles where version >= {:version}',
      { version },
    )!;
    if (stored > 0) return;
    const before = row<{ body: string }>(
      inside,
      ['body'],
      'select body from bundles order by version desc limit 1',
    );
    run(
      inside,
      `insert into bundles (version, issued_at, body, signatures)
       values ({:version}, {:issuedAt}, {:body}, {:signatures})`,
      { version, issuedAt, body: signed.body, signatures: JSON.stringify(signed.signatures) },
    );
    audit(inside, { actor, action: 'bundle.publish', subject: `bundle:${version}` });
    beginRollout(inside, before && readBundle(before.body), bundle, Date.now(), actor);
  });
}

/** The version of its ring. @param have the version that it holds; it never goes back */
export function bundleForSentry(app: App, sentry: StoredRecord, have: number): PublishedBundle {
  const newest = newestVersion(app);
  const held = Number.isInteger(have) && have > 0 ? have : 0;
  const version = wantedVersion(app, newest, sentryStand(app, sentry).ring, held);
  return (version === newest ? null : bundleOfVersion(app, version)) ?? currentBundle(app);
}

/** What the asker is to have: a sentry that shows its token the version of its ring, everybody else the newest. */
function bundleFor({ app, auth }: RequestEvent, have: number): PublishedBundle {
  return auth?.collection().name === 'sentries' ? bundleForSentry(app, auth, have) : currentBundle(app);
}

/** GET bundle?have=VERSION&charter=VERSION; who does not say which charter is held is asked about the bundle alone. */
export const bundleRoute: Handler<typeof publicRoutes.bundle> = ({ e, query }) => {
  const have = Number(query('have'));
  const heldCharter = query('charter');
  const { version, signed } = bundleFor(e, have);
  const newest = have === version && (!heldCharter || Number(heldCharter) >= charter().charter.version);
  return { bundle: newest ? null : signed, now: Date.now() };
};
