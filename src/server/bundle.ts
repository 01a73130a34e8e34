import type { BundleAnswer } from '../domain/sentry-api.ts';
import { readBundle, type Bundle, type OfficialSignature, type SignedBundle } from '../domain/bundle.ts';
import { answer } from './answer.ts';
import { audit } from './audit.ts';
import { charter, firstBundle } from './charter.ts';
import { Fault } from './fault.ts';
import { newestVersion } from './newest-version.ts';
import { beginRollout } from './rollout.ts';
import { sentryStand } from './sentry-place.ts';
import { row, run, transact } from './sql.ts';
import type { App, RequestEvent, StoredRecord } from './vm.ts';
import { wantedVersion } from './wanted-version.ts';

/** A bundle as the server keeps it: what the officials signed. */
export interface PublishedBundle {
  version: number;
  bundle: Bundle;
  signed: SignedBundle;
}

interface BundleRow {
  version: number;
  body: string;
  signatures: string;
}

function published({ version, body, signatures }: BundleRow): PublishedBundle {
  const signed = {
    charter: charter().signed,
    body,
    signatures: JSON.parse(signatures) as OfficialSignature[],
  };
  return { version, bundle: readBundle(body), signed };
}

/** A bundle of any version that was published; null when there was none. */
export function bundleOfVersion(app: App, version: number): PublishedBundle | null {
  const found = row<BundleRow>(
    app,
    ['version', 'body', 'signatures'],
    'select version, body, signatures from bundles where version = {:version}',
    { version },
  );
  return found ? published(found) : null;
}

/** The newest bundle. Throws Fault 'server' while the district has published none. */
export function currentBundle(app: App): PublishedBundle {
  const newest = row<BundleRow>(
    app,
    ['version', 'body', 'signatures'],
    'select version, body, signatures from bundles order by version desc limit 1',
  );
  if (newest) return published(newest);
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
export function bundleRoute(e: RequestEvent): void {
  answer(e, (): BundleAnswer => {
    const have = Number(e.request.url.query().get('have'));
    const heldCharter = e.request.url.query().get('charter');
    const { version, signed } = bundleFor(e, have);
    const newest = have === version && (!heldCharter || Number(heldCharter) >= charter().charter.version);
    return { bundle: newest ? null : signed, now: Date.now() };
  });
}
