import type { sentryRoutes } from '../../domain/api/routes/sentry-routes.ts';
import type { venueRoutes } from '../../domain/api/routes/venue-routes.ts';
import type { PairingCodeAnswer } from '../../domain/api/api.ts';
import { pairingCodeAlphabet, pairingCodeLength, readPairingCode } from '../../domain/site/pairing-code.ts';
import { pairingRequestForm } from '../../domain/site/pairing-form.ts';
import { audit } from '../audit/audit.ts';
import { bundleForSentry } from '../policy/bundle.ts';
import { charter } from '../policy/charter.ts';
import { staffActor } from '../http/asker.ts';
import type { Handler } from '../http/route-handlers.ts';
import { demandForm } from '../http/form-body.ts';
import { noteOutside } from '../places/outside.ts';
import { inScopeSql, scopeValue } from '../places/scope.ts';
import { Fault } from '../vm/fault.ts';
import { keyring } from '../keys/keyring.ts';
import { refusePairingFlood, rememberFailedPairing } from './pairing-flood.ts';
import { text } from '../http/request-body.ts';
import { gateSettingsOf } from '../places/gate-settings.ts';
import { sentryPlace } from '../places/sentry-place.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import { NewRecord, security, type App, type StoredRecord } from '../vm/vm.ts';
import { pointOfText } from '../keys/signing.ts';
import { uploadKey } from '../keys/upload-key.ts';
import { signedWord } from './word.ts';

const codeLifetime = 30 * 60_000;
/** Nanoseconds. A pairing ends by being revoked, not by itself in the middle of a shift. */
const tokenLifetime = 3 * 365 * 86_400 * 1e9;

function codeHash(code: string): string {
  return security.hs256(`pairing-code:${code}`, keyring().hashKey);
}

/**
 * Makes a one-time pairing code for a gate; only its hash is stored.
 * @param gate record ids of site and zone ('' for none), and what the gate is called
 */
export function makePairingCode(
  app: App,
  gate: { site: string; zone: string; name: string },
  actor: string,
): PairingCodeAnswer {
  const code = security.randomStringWithAlphabet(pairingCodeLength, pairingCodeAlphabet);
  const expiresAt = Date.now() + codeLifetime;
  transact(app, (inside) => {
    const collection = inside.findCollectionByNameOrId('pairing_codes');
    inside.save(new NewRecord(collection, { ...gate, hash: codeHash(code), expires: expiresAt }));
    audit(inside, { actor, action: 'pairing-code.make', subject: `site:${gate.site} zone:${gate.zone}` });
  });
  return { code: `${code.slice(0, 4)}-${code.slice(4)}`, expiresAt };
}

/** POST venue/pairing-code */
export const pairingCodeRoute: Handler<typeof venueRoutes.pairingCode> = ({ app, asker, body }) => {
  const { site: number, zone: zoneNumber, name } = demandForm(pairingRequestForm, body);
  const isStaff = asker.account.collection().name === 'staff';
  // Nobody is told whether a site of somebody else, or of another sub-district, exists.
  const site = row<{ id: string }>(
    app,
    ['id'],
    `select s.id from sites s where s.number = {:number} and s.status = 'active'
     and (s.owner = {:owner} or {:all}) and ${inScopeSql('s')}`,
    { number, owner: asker.id, all: isStaff ? 1 : 0, ...scopeValue(asker.scope) },
  );
  if (!site) {
    noteOutside(app, asker, number, Date.now());
    throw new Fault('not-found', 'You have no site of this number.');
  }
  const zone = row<{ id: string }>(
    app,
    ['id'],
    'select id from zones where number = {:zoneNumber} and site = {:site}',
    { zoneNumber, site: site.id },
  );
  if (zoneNumber !== 0 && !zone) throw new Fault('not-found', 'The site has no zone of this number.');
  const actor = isStaff ? staffActor(asker) : `owner:${asker.id}`;
  return makePairingCode(app, { site: site.id, zone: zone?.id ?? '', name }, actor);
};

/** Takes the code back out of the database: whoever does that first has used it. */
function takeCode(app: App, code: string): { site: string; zone: string; name: string } {
  const found = row<{ id: string; site: string; zone: string; name: string; expires: number }>(
    app,
    ['id', 'site', 'zone', 'name', 'expires'],
    'select id, site, zone, name, expires from pairing_codes where hash = {:hash}',
    { hash: codeHash(code) },
  );
  if (!found || !(found.expires >= Date.now())) {
    throw new Fault('pairing-code', 'This pairing code is wrong, used or out of date. Ask for a new one.');
  }
  run(app, 'delete from pairing_codes where id = {:id}', { id: found.id });
  return { site: found.site, zone: found.zone, name: found.name };
}

/** Makes the token of a pairing worthless and takes its row off the boards. */
function revoke(app: App, sentry: StoredRecord): void {
  sentry.refreshTokenKey();
  sentry.set('revoked', true);
  app.save(sentry);
  run(app, 'delete from fleet where device = {:device}', { device: sentry.getInt('device') });
  audit(app, { actor: 'server', action: 'sentry.revoke', subject: `device:${sentry.getInt('device')}` });
}

function pair(app: App, code: string, key: string): StoredRecord {
  return transact(app, (inside) => {
    const gate = takeCode(inside, code);
    const before = rows<{ id: string }>(
      inside,
      ['id'],
      'select id from sentries where site = {:site} and zone = {:zone} and name = {:name} and not revoked',
      gate,
    );
    for (const { id } of before) revoke(inside, inside.findRecordById('sentries', id));
    const last = row<{ device: number }>(
      inside,
      ['device'],
      'select coalesce(max(device), 0) as device from sentries',
    );
    const device = last!.device + 1;
    const sentry = new NewRecord(inside.findCollectionByNameOrId('sentries'), { ...gate, device, key });
    sentry.setRandomPassword();
    inside.save(sentry);
    run(inside, 'insert into fleet (device) values ({:device})', { device });
    audit(inside, { actor: 'pairing-code', action: 'sentry.pair', subject: `device:${device}` });
    return sentry;
  });
}

/** POST sentry/pair */
export const pairRoute: Handler<typeof sentryRoutes.pair> = (asked) => {
  const { app, body } = asked;
  const code = readPairingCode(text(body, 'code', 64));
  if (code === null)
    throw new Fault('malformed', 'A pairing code has 8 letters and digits. Type it as it is shown.');
  const key = text(body, 'key', 87);
  if (!pointOfText(key)) throw new Fault('key', 'The device’s key is no public key. Load the page again.');
  refusePairingFlood(app);
  let sentry: StoredRecord;
  try {
    sentry = pair(app, code, key);
  } catch (error) {
    if (error instanceof Fault && error.code === 'pairing-code') rememberFailedPairing(app);
    throw error;
  }
  asked.tellBoards();
  return {
    token: sentry.newStaticAuthToken(tokenLifetime),
    uploadKey: uploadKey(sentry.getInt('device')),
    sentry: sentryPlace(app, sentry),
    settings: gateSettingsOf(app, sentry.getString('site')),
    root: charter().root,
    bundle: bundleForSentry(app, sentry, 0).signed,
    word: signedWord(app),
    now: Date.now(),
  };
};
