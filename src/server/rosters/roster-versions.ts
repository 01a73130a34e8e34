import { packRoster } from '../../domain/roster/roster-list.ts';
import { rosterKeyText, type RosterStatement, type SignedRoster } from '../../domain/roster/roster.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { keyring } from '../keys/keyring.ts';
import { signed } from '../keys/signer.ts';
import { livePassesOf } from '../passes/pass-log.ts';
import { healthStatus } from '../people/person-status.ts';
import { run, transact } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';
import { cardKeyOf, cardsOf } from './roster-cards.ts';
import { entriesOn } from './roster-entries.ts';
import { rosterState, shiftKey, turnRoster, type RosterSite } from './roster-state.ts';

/**
 * The newest version of a roster as its sentries get it, made when the first of them asks. What is sealed leads from passes to persons: it is
 * in the memory of this process alone, in no database and no backup. A process that has just started makes another version.
 */

interface Kept {
  version: number;
  roster: SignedRoster;
}

function kept(app: App, site: RosterSite): Kept | null {
  const text = app.store().get(storeKey(site));
  return text ? (JSON.parse(String(text)) as Kept) : null;
}

const storeKey = (site: RosterSite): string => `roster.${site.id}`;

/** The statement of a version, and what is sealed beside it. */
function makeRoster(
  app: App,
  site: RosterSite,
  now: number,
): { version: number; body: string; sealed: string; cardKey?: string } | null {
  // Asked before the transaction: nobody waits for the database meanwhile. Without the signer no version can be signed either.
  const known = cardsOf(app, site.id).size > 0 ? cardKeyOf(site.number) : null;
  return transact(app, (inside) => {
    let state = rosterState(inside, site.id);
    if (!state) return null;
    if (state.built >= state.version) {
      turnRoster(inside, site.id, now);
      state = rosterState(inside, site.id)!;
    }
    const { version, shift } = state;
    const entries = entriesOn(inside, site.id, localDay(now));
    const passes = livePassesOf(
      inside,
      entries.map(({ person }) => person),
      now,
    );
    const cards = known === null ? new Map<number, string[]>() : cardsOf(inside, site.id);
    const text = packRoster(
      entries.map(({ person, ...entry }) => {
        const own = cards.get(entry.number);
        return {
          ...entry,
          passes: passes.get(person) ?? [],
          ...(own && { cards: own, status: healthStatus(inside, person, now) }),
        };
      }),
    );
    const key = security.hs256(rosterKeyText(site.number, version), shiftKey(state)).slice(0, 32);
    const sealed = security.encrypt(text, key);
    const statement: RosterStatement = {
      site: site.number,
      version,
      at: now,
      shift,
      entries: entries.map(({ number }) => number),
      sha256: security.sha256(sealed),
    };
    return {
      version,
      body: JSON.stringify(statement),
      sealed,
      ...(known !== null && { cardKey: security.encrypt(known, key) }),
    };
  });
}

/**
 * The newest version of a site's roster, signed.
 * @param have the version that the asker has
 * @returns null where the site keeps none, the asker has the newest, or another VM makes it just now: the sentry asks again
 * @throws Fault 'signer' while it is away
 */
export function newestRoster(app: App, site: RosterSite, have: number, now: number): SignedRoster | null {
  const state = rosterState(app, site.id);
  if (!state || have >= state.version) return null;
  const there = kept(app, site);
  if (there?.version === state.version) return there.roster;
  const made = makeRoster(app, site, now);
  if (!made) return null;
  const { version, body, sealed, cardKey } = made;
  const key = keyring().word.id;
  // Signed outside of the transaction: nobody should wait for the database while the signer is asked.
  const signature = signed('roster', key, body);
  const isFirst = transact(app, (inside) => {
    const stated = run(
      inside,
      `insert into roster_versions (site, version, body, key, signature)
       values ({:site}, {:version}, {:body}, {:key}, {:signature}) on conflict do nothing`,
      { site: site.id, version, body, key, signature },
    );
    run(inside, 'update rosters set built = max(built, {:version}) where site = {:site}', {
      site: site.id,
      version,
    });
    return stated === 1;
  });
  if (!isFirst) return null;
  const roster = { body, key, signature, sealed, ...(cardKey !== undefined && { cardKey }) };
  app.store().set(storeKey(site), JSON.stringify({ version, roster } satisfies Kept));
  return roster;
}
