import { cardTagLength, cardTagText, mostCards } from '../../domain/roster/roster-card.ts';
import { recordList } from '../accounts/merged-persons.ts';
import { nextRosterVersion, rosterSeconds } from '../accounts/roster-turn.ts';
import { indexOf, unlessAway } from '../keys/signer.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';
import { turnRoster } from './roster-state.ts';

/**
 * The documents by which a site's roster knows its people while the network is away. The server knows numbers by their index alone, of which no
 * tag can be made: one is made where the number itself is in hand, in the row of a list that is imported, when the person gives it as they
 * join or say who they are, when a clerk has their document before them, and whenever it lies on a reader of the site. It is kept nowhere.
 */

/** The version of the notice (domain/privacy/notices.ts, "membership") that speaks of documents: who agreed to an older one is not asked for more. */
const saidInNotice = 2;
/** The version that speaks of numbers given elsewhere than at a reader of the site. */
const givenInNotice = 3;

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

/** What adds a document to an entry, within a transaction that changes the roster. */
export type AddDocument = (app: App, entry: number, now: number) => void;

/**
 * A number that is given as somebody joins the roster of a site. Without the signer nobody is kept from joining: the document is then
 * learnt from the first reader it lies on.
 * @param site its number
 * @param idNumber undefined where none was given
 * @param prove throws the fault that the caller answers where it is not the number of who joins
 */
export function givenDocument(
  site: number,
  idNumber: string | undefined,
  prove: (idNumber: string) => void,
): AddDocument {
  let add: AddDocument = () => undefined;
  if (idNumber === undefined) return add;
  unlessAway('Learning a document for a roster', () => {
    prove(idNumber);
    const tag = tagOf(idNumber, cardKeyOf(site));
    add = (app, entry, now) => void addTag(app, entry, tag, now);
  });
  return add;
}

/**
 * A person's number is in hand: the rosters that they are on already, and whose text of this they agreed to, know it from now on. Without
 * the signer it is left for the next time.
 * @param person record id, whose number it was proved to be
 */
export function linkDocument(app: App, person: string, idNumber: string, now: number): void {
  const entries = rows<{ entry: number; site: string; siteNumber: number }>(
    app,
    ['entry', 'site', 'siteNumber'],
    `select e.number as entry, s.id as site, s.number as siteNumber
     from roster_entries e join sites s on s.id = e.site
     where e.removed = 0 and e.person in (select value from json_each({:records}))`,
    { records: recordList(app, person) },
  );
  unlessAway('Linking a document to rosters', () => {
    const keys = entries.map(({ siteNumber }) => cardKeyOf(siteNumber));
    transact(app, (inside) => {
      for (const [at, { entry, site }] of entries.entries())
        linkEntry(inside, { entry, site }, idNumber, keys[at]!, now);
    });
  });
}

/** The same of one entry, where its person agreed to it. Within a transaction. @param of the entry's number, its site's record id @param key `cardKeyOf` */
export function linkEntry(
  app: App,
  { entry, site }: { entry: number; site: string },
  idNumber: string,
  key: string,
  now: number,
): void {
  const agreed = row(
    app,
    ['number'],
    `select number from roster_entries where number = {:entry} and removed = 0 and consent_version >= ${givenInNotice}`,
    { entry },
  );
  if (agreed && addTag(app, entry, tagOf(idNumber, key), now)) turnRoster(app, site, now);
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
