import { base64url } from '../domain/bytes.ts';
import { bundleMessage, type Bundle, type SignedBundle } from '../domain/bundle.ts';
import { standardPolicy } from '../domain/standard-policy.ts';
import type { BundleAnswer } from '../domain/api.ts';
import { audit } from './audit.ts';
import { district } from './district.ts';
import { answer } from './answer.ts';
import { keyring } from './keyring.ts';
import { publicKey, sign } from './signing.ts';
import { row, run, transact } from './sql.ts';
import type { App, RequestEvent } from './vm.ts';

const hour = 3_600_000;
/** A bundle is published anew at this age, so that a device which reached the server has a young one. */
const renewAfter = 24 * hour;
const lifetime = 7 * 24 * hour;
/** How long an unchanged bundle is given out before district and policy are looked at again. */
const checkEvery = 60_000;
/** Raised with every change of the policy. */
const policyVersion = 1;

export interface PublishedBundle {
  version: number;
  issuedAt: number;
  signed: SignedBundle;
}

interface BundleRow {
  version: number;
  issued_at: number;
  body: string;
  key: number;
  signature: string;
}

function newest(app: App): PublishedBundle | null {
  const found = row<BundleRow>(
    app,
    ['version', 'issued_at', 'body', 'key', 'signature'],
    'select version, issued_at, body, key, signature from bundles order by version desc limit 1',
  );
  if (!found) return null;
  const { body, key, signature } = found;
  return { version: found.version, issuedAt: found.issued_at, signed: { body, key, signature } };
}

/** What a bundle of this moment says, apart from its version and times. */
function content(app: App): Pick<Bundle, 'district' | 'issuers' | 'siteCodeKeys' | 'policy'> {
  const keys = keyring();
  return {
    district: district(app),
    issuers: [publicKey(keys.issuer)],
    siteCodeKeys: [publicKey(keys.siteCode)],
    policy: standardPolicy(policyVersion),
  };
}

function isDue(app: App, published: PublishedBundle | null, now: number): boolean {
  if (!published || now - published.issuedAt >= renewAfter || published.issuedAt > now + hour) return true;
  if (published.signed.key !== keyring().bundle.id) return true;
  const {
    version: _version,
    issuedAt: _issuedAt,
    expiresAt: _expiresAt,
    ...said
  } = JSON.parse(published.signed.body) as Bundle;
  return JSON.stringify(said) !== JSON.stringify(content(app));
}

/** Publishes a bundle when the newest one is old or says what is no longer so; answers the newest. */
export function publishIfDue(app: App, now = Date.now()): PublishedBundle {
  const published = newest(app);
  if (published && !isDue(app, published, now)) return published;
  return transact(app, (inside) => {
    // Looked at again: another VM may have published while this one waited for the transaction.
    const before = newest(inside);
    if (before && !isDue(inside, before, now)) return before;
    const version = (before?.version ?? 0) + 1;
    const bundle: Bundle = { version, issuedAt: now, expiresAt: now + lifetime, ...content(inside) };
    const body = JSON.stringify(bundle);
    const key = keyring().bundle;
    const signed = { body, key: key.id, signature: base64url(sign(key, bundleMessage(body))) };
    run(
      inside,
      `insert into bundles (version, issued_at, body, key, signature)
       values ({:version}, {:now}, {:body}, {:key}, {:signature})`,
      { version, now, ...signed },
    );
    audit(inside, { actor: 'server', action: 'bundle.publish', subject: `bundle:${version}` });
    return { version, issuedAt: now, signed };
  });
}

/** The bundle to give out now. */
export function currentBundle(app: App): PublishedBundle {
  const now = Date.now();
  const store = app.store();
  const checked = Number(store.get('bundle-checked') ?? 0);
  if (Math.abs(now - checked) < checkEvery) {
    const published = newest(app);
    if (published) return published;
  }
  const published = publishIfDue(app, now);
  store.set('bundle-checked', now);
  return published;
}

/** GET bundle?have=VERSION */
export function bundleRoute(e: RequestEvent): void {
  answer(e, (): BundleAnswer => {
    const have = Number(e.request.url.query().get('have'));
    const { version, signed } = currentBundle(e.app);
    return { bundle: have === version ? null : signed, now: Date.now() };
  });
}
