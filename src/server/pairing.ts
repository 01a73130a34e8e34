import type { PairAnswer, PairRequest } from '../domain/sentry-api.ts';
import type { PairingCodeAnswer, PairingCodeRequest } from '../domain/api.ts';
import { audit } from './audit.ts';
import { bundleForSentry } from './bundle.ts';
import { charter } from './charter.ts';
import { answer } from './answer.ts';
import { Fault } from './fault.ts';
import { keyring } from './keyring.ts';
import { refusePairingFlood, rememberFailedPairing } from './pairing-flood.ts';
import { readBody, text, whole } from './request-body.ts';
import { sentryPlace } from './sentry-place.ts';
import { row, rows, run, transact } from './sql.ts';
import { NewRecord, security, type App, type RequestEvent, type StoredRecord } from './vm.ts';
import { pointOfText } from './signing.ts';
import { uploadKey } from './upload-key.ts';
import { whoAsks } from './who-asks.ts';
import { signedWord } from './word.ts';

/** No 0 and O, no 1, I and L: a code is read from one screen and typed at another. */
const codeAlphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const codeLength = 8;
const codeLifetime = 30 * 60_000;
/** Nanoseconds. A pairing ends by being revoked, not by itself in the middle of a shift. */
const tokenLifetime = 3 * 365 * 86_400 * 1e9;

function codeHash(code: string): string {
  return security.hs256(`pairing-code:${code}`, keyring().indexKey);
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
  const code = security.randomStringWithAlphabet(codeLength, codeAlphabet);
  const expiresAt = Date.now() + codeLifetime;
  transact(app, (inside) => {
    const collection = inside.findCollectionByNameOrId('pairing_codes');
    inside.save(new NewRecord(collection, { ...gate, hash: codeHash(code), expires: expiresAt }));
    audit(inside, { actor, action: 'pairing-code.make', subject: `site:${gate.site} zone:${gate.zone}` });
  });
  return { code: `${code.slice(0, 4)}-${code.slice(4)}`, expiresAt };
}

/** POST venue/pairing-code */
export function pairingCodeRoute(e: RequestEvent): void {
  answer(e, (): PairingCodeAnswer => {
    const asker = whoAsks(e, 'owners', 'staff');
    const body = readBody(e) as Partial<PairingCodeRequest>;
    const number = whole(body, 'site', 1, 0x7fffffff);
    const zoneNumber = whole(body, 'zone', 0, 0x7fffffff);
    const name = text(body, 'name', 60).trim();
    if (!name) throw new Fault('malformed', 'Give the gate a name.');
    const isStaff = asker.collection().name === 'staff';
    if (isStaff && asker.getString('role') !== 'administrator') {
      throw new Fault('not-allowed', 'Sentries are paired by the site’s owner or an administrator.');
    }
    // An owner is not told whether a site of somebody else exists.
    const site = row<{ id: string }>(
      e.app,
      ['id'],
      `select id from sites where number = {:number} and status = 'active' and (owner = {:owner} or {:all})`,
      { number, owner: asker.id, all: isStaff ? 1 : 0 },
    );
    if (!site) throw new Fault('not-found', 'You have no site of this number.');
    const zone = row<{ id: string }>(
      e.app,
      ['id'],
      'select id from zones where number = {:zoneNumber} and site = {:site}',
      { zoneNumber, site: site.id },
    );
    if (zoneNumber !== 0 && !zone) throw new Fault('not-found', 'The site has no zone of this number.');
    const actor = `${isStaff ? 'staff' : 'owner'}:${asker.id}`;
    return makePairingCode(e.app, { site: site.id, zone: zone?.id ?? '', name }, actor);
  });
}

/** Takes the code back out of the database: whoever does that first has used it. */
function takeCode(app: App, code: string): { site: string; zone: string; name: string } {
  const found = row<{ id: string; site: string; zone: string; name: string; expires: number }>(
    app,
    ['id', 'site', 'zone', 'name', 'expires'],
    'select id, site, zone, name, expires from pairing_codes where hash = {:hash}',
    { hash: codeHash(code) },
  );
  if (!found || found.expires < Date.now()) {
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
export function pairRoute(e: RequestEvent): void {
  answer(
    e,
    (): PairAnswer => {
      const body = readBody(e) as Partial<PairRequest>;
      const code = text(body, 'code', 40).replace(/[\s-]/g, '').toUpperCase();
      const key = text(body, 'key', 87);
      if (!pointOfText(key))
        throw new Fault('key', 'The device’s key is no public key. Load the page again.');
      refusePairingFlood(e.app);
      let sentry: StoredRecord;
      try {
        sentry = pair(e.app, code, key);
      } catch (error) {
        if (error instanceof Fault && error.code === 'pairing-code') rememberFailedPairing(e.app);
        throw error;
      }
      return {
        token: sentry.newStaticAuthToken(tokenLifetime),
        uploadKey: uploadKey(sentry.getInt('device')),
        sentry: sentryPlace(e.app, sentry),
        root: charter().root,
        bundle: bundleForSentry(e.app, sentry, 0).signed,
        word: signedWord(e.app),
        now: Date.now(),
      };
    },
    () => true,
  );
}
