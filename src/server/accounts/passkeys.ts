import { sha256 } from '@noble/hashes/sha2.js';
import {
  challengeMs,
  mostPasskeys,
  type PasskeyAsked,
  type PasskeyRow,
} from '../../domain/api/passkey-api.ts';
import { base64url, concat, fromBase64url, sameBytes, utf8 } from '../../domain/bytes/bytes.ts';
import {
  rawSignature,
  readAttestation,
  readAuthenticatorData,
  readClientData,
  type PasskeyProof,
} from '../../credentials/passkey/passkey.ts';
import { isSignedBy, pointOfText } from '../keys/signing.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';

/**
 * Passkeys of the staff's accounts. Whether one was made or used here is told by what the browser itself puts under the signature: the address
 * of the page. A false page gets a signature for its own address, which is worth nothing here.
 */

/** Where pages of this server are. */
export interface Site {
  /** Such as "https://code.example". */
  origin: string;
  /** The domain that passkeys are for. */
  rpId: string;
}

/** What passkeys are for at an address. A number of the network has none: on the machine itself that is "localhost". */
export function siteOf(origin: string): Site {
  const here = origin.replace(/^(https?:\/\/)127\.0\.0\.1(?=:|$)/, '$1localhost');
  return { origin: here, rpId: here.replace(/^https?:\/\//, '').replace(/:\d+$/, '') };
}

const challengeAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

type Purpose = 'make' | 'use';

function hashOf(account: string, purpose: Purpose, challenge: string): string {
  return security.sha256(`passkey:${purpose}:${account}:${challenge}`);
}

/** A new challenge of an account's. */
export function newChallenge(app: App, account: string, purpose: Purpose, now: number): string {
  const challenge = security.randomStringWithAlphabet(43, challengeAlphabet);
  run(app, 'delete from staff_challenges where expires < {:now}', { now });
  run(
    app,
    'insert into staff_challenges (hash, account, purpose, expires) values ({:hash}, {:account}, {:purpose}, {:expires})',
    { hash: hashOf(account, purpose, challenge), account, purpose, expires: now + challengeMs },
  );
  return base64url(utf8(challenge));
}

function useChallenge(app: App, account: string, purpose: Purpose, challenge: string, now: number): boolean {
  let text = '';
  try {
    text = String.fromCharCode(...fromBase64url(challenge));
  } catch {
    return false;
  }
  const hash = hashOf(account, purpose, text);
  return (
    run(app, 'delete from staff_challenges where hash = {:hash} and expires >= {:now}', { hash, now }) > 0
  );
}

/** Those of an account, as it is shown them. */
export function passkeysOf(app: App, account: string): PasskeyRow[] {
  return rows<PasskeyRow>(
    app,
    ['id', 'name', 'madeAt', 'usedAt'],
    `select id, name, made_at as madeAt, used_at as usedAt from staff_passkeys where account = {:account}
     order by made_at, id`,
    { account },
  );
}

/** What a sign-in is asked; null where the account has no passkey. */
export function askPasskey(app: App, account: string, now: number): PasskeyAsked | null {
  const ids = passkeysOf(app, account).map(({ id }) => id);
  return ids.length === 0 ? null : { challenge: newChallenge(app, account, 'use', now), ids };
}

/** @throws RangeError where it was not made here, just now, for this act */
function demandHere(
  app: App,
  account: string,
  purpose: Purpose,
  clientData: Uint8Array<ArrayBuffer>,
  { origin }: Site,
  now: number,
): void {
  const read = readClientData(clientData);
  // The challenge is used up first, whatever else is wrong.
  const isOurs = useChallenge(app, account, purpose, read.challenge, now);
  if (read.type !== (purpose === 'make' ? 'webauthn.create' : 'webauthn.get')) throw new RangeError('type');
  if (!isOurs) throw new RangeError('challenge');
  if (read.origin !== origin || read.isCrossOrigin) throw new RangeError('origin');
}

function demandData(data: { rpIdHash: Uint8Array; isPresent: boolean }, { rpId }: Site): void {
  if (!sameBytes(data.rpIdHash, sha256(utf8(rpId)))) throw new RangeError('domain');
  if (!data.isPresent) throw new RangeError('presence');
}

/** Keeps a new one. @throws Fault 'key' where it is none that was asked for here, 'too-many', 'overtaken' where it is known */
export function addPasskey(
  app: App,
  account: string,
  given: { name: string; clientData: string; attestation: string },
  site: Site,
  now: number,
): void {
  let made;
  try {
    const clientData = fromBase64url(given.clientData);
    demandHere(app, account, 'make', clientData, site, now);
    made = readAttestation(fromBase64url(given.attestation));
    demandData(made, site);
    if (!pointOfText(base64url(made.made.point))) throw new RangeError('key');
  } catch (error) {
    throw new Fault('key', 'This passkey was not made here, or not just now. Begin anew.', {
      reason: error instanceof RangeError ? error.message : 'form',
    });
  }
  const id = base64url(made.made.id);
  transact(app, (inside) => {
    if (passkeysOf(inside, account).length >= mostPasskeys)
      throw new Fault('too-many', `An account has ${mostPasskeys} passkeys at the most. Remove one first.`);
    if (row(inside, ['id'], 'select id from staff_passkeys where id = {:id}', { id }))
      throw new Fault('overtaken', 'This passkey is known already.');
    run(
      inside,
      `insert into staff_passkeys (id, account, name, point, count, made_at)
       values ({:id}, {:account}, {:name}, {:point}, {:count}, {:now})`,
      { id, account, name: given.name, point: base64url(made.made.point), count: made.count, now },
    );
  });
}

/** @returns whether there was such a one of the account's */
export function removePasskey(app: App, account: string, id: string): boolean {
  return (
    run(app, 'delete from staff_passkeys where id = {:id} and account = {:account}', { id, account }) > 0
  );
}

export function dropPasskeys(app: App, account: string): void {
  run(app, 'delete from staff_passkeys where account = {:account}', { account });
  run(app, 'delete from staff_challenges where account = {:account}', { account });
}

/**
 * Whether a passkey of the account's signed what it was asked at this sign-in. Its counter must rise, where it has one: one that stands still or
 * falls was copied.
 * @returns '' where it did; what is wrong otherwise
 */
export function passkeyFault(
  app: App,
  account: string,
  proof: PasskeyProof,
  site: Site,
  now: number,
): string {
  const { id, authenticatorData, clientData, signature } = proof;
  try {
    demandHere(app, account, 'use', clientData, site, now);
    const key = row<{ point: string; count: number }>(
      app,
      ['point', 'count'],
      'select point, count from staff_passkeys where id = {:id} and account = {:account}',
      { id, account },
    );
    if (!key) return 'unknown';
    const data = readAuthenticatorData(authenticatorData);
    if (data.made) return 'form';
    demandData(data, site);
    const message = concat(authenticatorData, sha256(clientData));
    if (!isSignedBy(fromBase64url(key.point), rawSignature(signature), message)) return 'signature';
    if ((data.count > 0 || key.count > 0) && data.count <= key.count) return 'counter';
    run(app, 'update staff_passkeys set count = {:count}, used_at = {:now} where id = {:id}', {
      id,
      count: data.count,
      now,
    });
    return '';
  } catch (error) {
    if (error instanceof RangeError) return error.message.startsWith('Passkey') ? 'form' : error.message;
    throw error;
  }
}
