import { cardTagLength, cardTagText, mostCards } from '../../domain/roster/roster-card.ts';
import { recordList } from '../accounts/merged-persons.ts';
import { nextRosterVersion, rosterSeconds } from '../accounts/roster-turn.ts';
import { indexOf, unlessAway } from '../keys/signer.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';
import { turnRoster } from './roster-state.ts';

/**
 * The documents by which a site's roster knows its people while the network is away. A tag is made where the number is in hand anyway: in
 * the row of a list that is imported, and whenever the document lies on a reader of the site itself. The number is kept nowhere.
 */

/** The version of the notice (domain/privacy/notices.ts, "membership") that speaks of documents: who agreed to an older one is not asked for more. */
const saidInNotice = 2;

/** A site's key of documents: 64 hexadecimal characters. In no table, no file and no store. @throws Fault 'signer' while it is away */
export function cardKeyOf(site: number): string {
  return indexOf('roster-card', String(site));
}

function tagOf(documentNumber: string, key: string): string {
  return security.hs256(cardTagText(documentNumber), key).slice(0, cardTagLength);
}

/** Within a transaction. @returns whether it was not known, or one more than is kept */
function addTag(app: App, entry: number, tag: string, now: number): boolean {
  return (
    run(
      app,
      `insert into roster_cards (entry, tag, learnt)
       select {:entry}, {:tag}, {:now} where (select count(*) from roster_cards where entry = {:entry}) < ${mostCards}
       on conflict do nothing`,
      { entry, tag, now },
    ) === 1
  );
}

/** Documents of persons who are enrolled with their number in hand. Within a transaction that changes the roster. @param key `cardKeyOf` */
export function addDocument(app: App, entry: number, documentNumber: string, key: string, now: number): void {
  addTag(app, entry, tagOf(documentNumber, key), now);
}

/**
 * A document lay on a reader of a site: where its person is on that site's roster, the roster knows it from now on. Without the signer it is
 * left for the next time.
 * @param sentry record id
 */
export function rememberDocument(
  app: App,
  sentry: string,
  shown: { person: string; number: string },
  now: number,
): void {
  const found = row<{ entry: number; site: string; siteNumber: number }>(
    app,
    ['entry', 'site', 'siteNumber'],
    `select e.number as entry, s.id as site, s.number as siteNumber
     from sentries d join sites s on s.id = d.site join roster_entries e on e.site = s.id
     where d.id = {:sentry} and e.removed = 0 and e.consent_version >= ${saidInNotice}
       and e.person in (select value from json_each({:records}))`,
    { sentry, records: recordList(app, shown.person) },
  );
  if (!found) return;
  unlessAway('Remembering a document for a roster', () => {
    const tag = tagOf(shown.number, cardKeyOf(found.siteNumber));
    transact(app, (inside) => {
      if (addTag(inside, found.entry, tag, now)) turnRoster(inside, found.site, now);
    });
  });
}

/** The tags of each entry of a site. */
export function cardsOf(app: App, site: string): Map<number, string[]> {
  const found = rows<{ entry: number; tag: string }>(
    app,
    ['entry', 'tag'],
    `select c.entry, c.tag from roster_cards c join roster_entries e on e.number = c.entry
     where e.site = {:site} and e.removed = 0 order by c.entry, c.tag`,
    { site },
  );
  const tags = new Map<number, string[]>();
  for (const { entry, tag } of found) tags.set(entry, [...(tags.get(entry) ?? []), tag]);
  return tags;
}

/** Every hour: documents of entries that are over. */
export function forgetCards(app: App): void {
  run(
    app,
    'delete from roster_cards where entry not in (select number from roster_entries where removed = 0)',
  );
}

/** So old the statuses on a roster get while a shift runs, s. */
const freshSeconds = 4 * 3600;

/** Every hour: statuses on the rosters that are in use are stated anew, though nothing of them changed. Versions rise with the clock. */
export function renewStatuses(app: App, now: number): void {
  run(
    app,
    `update rosters set version = ${nextRosterVersion}
     where begun > 0 and until > {:now} and version < {:seconds} - ${freshSeconds} and exists (
       select 1 from roster_cards c join roster_entries e on e.number = c.entry where e.site = rosters.site and e.removed = 0)`,
    { now, ...rosterSeconds(now) },
  );
}
