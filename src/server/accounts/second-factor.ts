import { readFactorCode, recoveryCodes, recoveryLength } from '../../domain/access/second-factor.ts';
import { base32Alphabet, fromBase32, secretLength, stepOf } from '../../domain/access/totp.ts';
import { pairingCodeAlphabet } from '../../domain/site/pairing-code.ts';
import { askedReason } from '../../domain/api/passkey-api.ts';
import { readPasskeyProof, type PasskeyProof } from '../../credentials/passkey/passkey.ts';
import { audit } from '../audit/audit.ts';
import { keyring } from '../keys/keyring.ts';
import { Fault } from '../vm/fault.ts';
import { row, run, transact } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';
import { askPasskey, dropPasskeys, passkeyFault, type Site } from './passkeys.ts';
import { forgive, takeTry } from './sign-in-throttle.ts';

/** What is kept of an account's second factor, and whether a code is one of its. */

interface Kept {
  sealed: string;
  confirmed: number;
  used: number;
}

/** Another one for each account: a secret that is put into another's row opens nothing. 32 ASCII characters. */
function sealKey(account: string): string {
  return security.hs256(`second-factor:${account}`, keyring().hashKey).slice(0, 32);
}

function recoveryHash(account: string, code: string): string {
  return security.hs256(`recovery-code:${account}:${code}`, keyring().hashKey);
}

function keptOf(app: App, account: string): Kept | null {
  return row<Kept>(
    app,
    ['sealed', 'confirmed', 'used'],
    `select sealed, confirmed_at as confirmed, used_step as used from staff_factors where account = {:account}`,
    { account },
  );
}

/** When it was set up, UTC ms, and the recovery codes that are left; null where there is none. */
export function factorOf(app: App, account: string): { since: number; recoveryLeft: number } | null {
  return row<{ since: number; recoveryLeft: number }>(
    app,
    ['since', 'recoveryLeft'],
    `select confirmed_at as since, (select count(*) from staff_recovery r where r.account = f.account) as recoveryLeft
     from staff_factors f where account = {:account} and confirmed_at > 0`,
    { account },
  );
}

/** Begins a second factor. @returns its secret, in base 32 @throws Fault 'overtaken' where the account has one */
export function beginFactor(app: App, account: string): string {
  const secret = security.randomStringWithAlphabet(secretLength, base32Alphabet);
  transact(app, (inside) => {
    if (keptOf(inside, account)?.confirmed)
      throw new Fault('overtaken', 'This account has a second factor. An administrator can reset it.');
    run(
      inside,
      `insert into staff_factors (account, sealed) values ({:account}, {:sealed})
       on conflict (account) do update set sealed = excluded.sealed, confirmed_at = 0, used_step = 0`,
      { account, sealed: security.encrypt(secret, sealKey(account)) },
    );
  });
  return secret;
}

/**
 * Confirms the one that was begun, by a code of it.
 * @returns recovery codes, which are known to nobody afterwards
 * @throws Fault 'second-factor' (wrong) for another code, 'overtaken' where none was begun
 */
export function confirmFactor(app: App, account: string, code: string, now: number): string[] {
  const kept = keptOf(app, account);
  if (!kept || kept.confirmed > 0)
    throw new Fault('overtaken', 'No second factor was begun for this account. Begin anew.');
  const step = stepOf(secretOf(account, kept), readFactorCode(code)?.code ?? '', now, 0);
  if (step === null) throw wrong();
  run(app, 'update staff_factors set confirmed_at = {:now}, used_step = {:step} where account = {:account}', {
    account,
    now,
    step,
  });
  run(app, 'delete from staff_recovery where account = {:account}', { account });
  return Array.from({ length: recoveryCodes }, () => {
    const recovery = security.randomStringWithAlphabet(recoveryLength, pairingCodeAlphabet);
    const hash = recoveryHash(account, recovery);
    run(app, 'insert into staff_recovery (account, hash) values ({:account}, {:hash})', { account, hash });
    return recovery;
  });
}

/** Takes an account's second factor away, passkeys too. @returns whether there was one */
export function dropFactor(app: App, account: string): boolean {
  dropPasskeys(app, account);
  run(app, 'delete from staff_recovery where account = {:account}', { account });
  return run(app, 'delete from staff_factors where account = {:account}', { account }) > 0;
}

/**
 * At a sign-in, once the password was right. Guessing is slowed down as that of passwords is, in a lane of its own.
 * @param given what was typed; '' for nothing yet
 * @param lane that of the password (sign-in-throttle.ts)
 * @throws Fault 'second-factor': asked, or wrong; 'too-many' while the lane waits
 */
export function demandCode(
  app: App,
  account: string,
  given: string,
  { lane, site }: { lane: string; site: Site },
  now: number,
): void {
  if (!factorOf(app, account)) return;
  if (given === '')
    throw new Fault('second-factor', 'Enter the code of your authenticator app as well.', {
      reason: askedReason(askPasskey(app, account, now)),
    });
  const proof = readPasskeyProof(given);
  const own = security.hs256(`sign-in-factor:${lane}:${account}`, keyring().hashKey);
  try {
    takeTry(app, own, () => {
      if (proof) usePasskey(app, account, proof, site, now);
      const how = proof ? 'passkey' : transact(app, (inside) => useCode(inside, account, given, now));
      forgive(app, own);
      if (how === 'recovery')
        audit(app, { actor: `staff:${account}`, action: 'factor.recovery', subject: 'used at a sign-in' });
    });
  } catch (error) {
    if (error instanceof Fault)
      audit(app, { actor: `staff:${account}`, action: 'factor.fail', subject: error.code });
    throw error;
  }
}

/** @throws Fault 'second-factor' (wrong) */
function usePasskey(app: App, account: string, proof: PasskeyProof, site: Site, now: number): void {
  const fault = passkeyFault(app, account, proof, site, now);
  if (fault === '') return;
  audit(app, { actor: `staff:${account}`, action: 'passkey.fail', subject: fault });
  throw wrong();
}

/**
 * A code of one's own second factor once more, before it is added to.
 * @throws Fault 'second-factor' (wrong), 'overtaken' where there is none yet, 'too-many' while the lane waits
 */
export function demandOwnCode(app: App, account: string, given: string, now: number): void {
  if (!factorOf(app, account))
    throw new Fault(
      'overtaken',
      'Set up your authenticator app first: it stands in where no passkey is at hand.',
    );
  const lane = security.hs256(`sign-in-confirm:${account}`, keyring().hashKey);
  takeTry(app, lane, () => {
    transact(app, (inside) => useCode(inside, account, given, now));
    forgive(app, lane);
  });
}

/** Uses a code up. @throws Fault 'second-factor' (wrong) */
function useCode(app: App, account: string, given: string, now: number): 'totp' | 'recovery' {
  const read = readFactorCode(given);
  if (!read) throw wrong();
  if (read.kind === 'recovery') {
    const hash = recoveryHash(account, read.code);
    if (
      run(app, 'delete from staff_recovery where account = {:account} and hash = {:hash}', {
        account,
        hash,
      }) === 0
    )
      throw wrong();
    return 'recovery';
  }
  const kept = keptOf(app, account)!;
  const step = stepOf(secretOf(account, kept), read.code, now, kept.used);
  if (step === null) throw wrong();
  run(app, 'update staff_factors set used_step = {:step} where account = {:account}', { account, step });
  return 'totp';
}

function secretOf(account: string, { sealed }: Kept): Uint8Array {
  return fromBase32(security.decrypt(sealed, sealKey(account)));
}

function wrong(): Fault {
  return new Fault('second-factor', 'This code is wrong, used or out of date. Take the next one.', {
    reason: 'wrong',
  });
}
