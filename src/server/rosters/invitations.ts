import type { RosterTerms } from '../../domain/api/gate/roster-api.ts';
import { pairingCodeAlphabet, pairingCodeLength, readPairingCode } from '../../domain/site/pairing-code.ts';
import { audit } from '../audit/audit.ts';
import { keyring } from '../keys/keyring.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';
import { termColumns, termNames, termsOf, type TermColumns } from './roster-entries.ts';
import type { RosterSite } from './roster-state.ts';

/** One-time codes with which a person puts themself on a site's roster. The owner names nobody; whoever has the code can use it once. */

/** So long a code can be used, ms. */
const lives = 7 * 86_400_000;
/** So many of a site wait at a time. */
const mostOpen = 200;

/** After so many wrong codes within the period nobody joins until it ends: a code has 8 of 31 characters. */
const mostFailures = 300;
const period = 10 * 60_000;
const failuresKey = 'roster-invitation-failures';

function hashOf(code: string): string {
  return security.hs256(`roster-invitation:${code}`, keyring().hashKey);
}

/** @throws Fault 'too-many' where too many wait */
export function invite(
  app: App,
  site: RosterSite,
  owner: string,
  { kind, group, from, until }: RosterTerms,
  now: number,
): { code: string; expiresAt: number } {
  const code = security.randomStringWithAlphabet(pairingCodeLength, pairingCodeAlphabet);
  const expiresAt = now + lives;
  transact(app, (inside) => {
    const { count } = row<{ count: number }>(
      inside,
      ['count'],
      'select count(*) as count from roster_invitations where site = {:site} and expires > {:now}',
      { site: site.id, now },
    )!;
    if (count >= mostOpen)
      throw new Fault('too-many', `${mostOpen} invitations wait already. Each is over after a week.`);
    run(
      inside,
      `insert into roster_invitations (hash, site, owner, kind, belongs, first_day, last_day, made, expires)
       values ({:hash}, {:site}, {:owner}, {:kind}, {:group}, {:from}, {:until}, {:now}, {:expiresAt})`,
      { hash: hashOf(code), site: site.id, owner, kind, group, from, until, now, expiresAt },
    );
    audit(inside, { actor: `owner:${owner}`, action: 'roster.invite', subject: `site:${site.number}` });
  });
  return { code: `${code.slice(0, 4)}-${code.slice(4)}`, expiresAt };
}

/** What a code is for. */
export interface Invitation {
  hash: string;
  site: RosterSite;
  terms: RosterTerms;
  expires: number;
}

/** "period:count" of the store. */
function failuresOf(stored: unknown, now: number): number {
  const [start, count] = String(stored ?? '').split(':');
  return Number(start) === Math.floor(now / period) ? Number(count) : 0;
}

/**
 * The invitation of a code as somebody typed it.
 * @throws Fault 'pairing-code' for one that is wrong, used or over, or whose site is no longer its owner's; 'too-many' while codes are guessed
 */
export function invitationOf(app: App, typed: string, now: number): Invitation {
  const store = app.store();
  if (failuresOf(store.get(failuresKey), now) >= mostFailures)
    throw new Fault('too-many', 'Too many wrong codes were sent. Try again in ten minutes.');
  const code = readPairingCode(typed);
  const hash = code === null ? '' : hashOf(code);
  const found =
    code === null
      ? null
      : row<TermColumns & { site: string; number: number; name: string; nameEn: string; expires: number }>(
          app,
          [...termNames, 'site', 'number', 'name', 'nameEn', 'expires'],
          `select ${termColumns}, e.site, s.number, s.name, s.nameEn, e.expires
           from roster_invitations e join sites s on s.id = e.site
           where e.hash = {:hash} and e.expires > {:now} and s.owner = e.owner and s.status <> 'retired'`,
          { hash, now },
        );
  if (!found) {
    if (code !== null)
      store.setFunc(failuresKey, (old) => `${Math.floor(now / period)}:${failuresOf(old, now) + 1}`);
    throw new Fault('pairing-code', 'This code is wrong, used or out of date. Ask for a new one.');
  }
  const { site: id, number, name, nameEn, expires, ...terms } = found;
  return { hash, site: { id, number, name, nameEn }, terms: termsOf(terms), expires };
}

/** Takes an invitation out of the database: whoever does that first has used it. Within a transaction. */
export function useInvitation(app: App, { hash }: Invitation): void {
  if (run(app, 'delete from roster_invitations where hash = {:hash}', { hash }) === 0)
    throw new Fault('pairing-code', 'This code was used meanwhile. Ask for a new one.');
}

/** Those of a site that wait, the latest first. */
export function openInvitations(
  app: App,
  site: string,
  now: number,
): { made: number; expires: number; kind: RosterTerms['kind']; group: string }[] {
  return rows<{ made: number; expires: number; kind: RosterTerms['kind']; belongs: string }>(
    app,
    ['made', 'expires', 'kind', 'belongs'],
    `select made, expires, kind, belongs from roster_invitations where site = {:site} and expires > {:now}
     order by made desc`,
    { site, now },
  ).map(({ belongs, ...rest }) => ({ ...rest, group: belongs }));
}
