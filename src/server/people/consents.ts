import type { Relation } from '../../domain/person/account-person.ts';
import { noticeFacts, type ConsentAct, type NoticePurpose } from '../../domain/privacy/notices.ts';
import { dayStart, localDay } from '../../domain/time/local-day.ts';
import { noticeShown } from '../http/declared/declared-notices.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** Which privacy notices somebody was shown, agreed to and withdrew from. Append-only. */

/** Whose: a person's record id, or a member of staff as the audit log calls them. And through whom, with that one's account. */
export interface NoticeHolder {
  holder: string;
  via: 'own' | 'guardian' | 'desk';
  account: string;
}

/** Who is told on a phone: the person, or who stands for them. */
export function noticeHolder(account: string, person: string, relation: Relation): NoticeHolder {
  return { holder: person, via: relation === 'self' ? 'own' : 'guardian', account };
}

/** The moment beside a person would lead to the visit, or the pass, of that moment: of these the day is kept. */
const byDay: readonly NoticePurpose[] = ['visit', 'pass'];

/** What became of the notice of a purpose last; null where it was never shown. */
export function lastConsent(
  app: App,
  holder: string,
  purpose: NoticePurpose,
): { act: ConsentAct; version: number } | null {
  return row<{ act: ConsentAct; version: number }>(
    app,
    ['act', 'version'],
    'select act, version from consents where holder = {:holder} and purpose = {:purpose} order by id desc limit 1',
    { holder, purpose },
  );
}

/** Writes down that a notice was shown, agreed to or withdrawn from. */
export function storeConsent(
  app: App,
  { holder, via, account }: NoticeHolder,
  consent: { purpose: NoticePurpose; version: number; act: ConsentAct },
  now: number,
): void {
  const at = byDay.includes(consent.purpose) ? dayStart(localDay(now)) : now;
  run(
    app,
    `insert into consents (holder, purpose, version, act, at, via, account)
     values ({:holder}, {:purpose}, {:version}, {:act}, {:at}, {:via}, {:account})`,
    { holder, via, account, ...consent, at },
  );
}

/**
 * Notes the notice that the page of this request showed, once for each version: told, or agreed to where it rests on consent. A page that says
 * none leaves no row.
 * @param anew whether what is asked for here is itself a new consent of somebody who had withdrawn
 * @throws Fault 'withdrawn' where the consent was withdrawn
 */
export function noteNotice(app: App, whose: NoticeHolder, now: number, anew = false): void {
  const { purpose, version } = noticeShown();
  const last = lastConsent(app, whose.holder, purpose);
  if (last?.act === 'withdrawn' && !(anew && version > 0))
    throw new Fault('withdrawn', 'The consent for this was withdrawn. Agree to it again first.');
  if (version === 0 || (last !== null && last.act !== 'withdrawn' && last.version >= version)) return;
  const act = noticeFacts[purpose].basis === 'consent' ? 'agreed' : 'told';
  storeConsent(app, whose, { purpose, version, act }, now);
}

/**
 * As `noteNotice`, where nothing is done without the consent.
 * @throws Fault 'malformed' where the page says no version
 */
export function demandNotice(app: App, whose: NoticeHolder, now: number): void {
  if (noticeShown().version === 0)
    throw new Fault('malformed', '"notice" must be the version of the privacy notice that was shown.');
  noteNotice(app, whose, now, true);
}

/** All that became of the notices of some records of a person, the latest first. @param records as `recordList` gives them */
export function consentsOf(
  app: App,
  records: string,
): { purpose: NoticePurpose; version: number; act: ConsentAct; at: number; via: NoticeHolder['via'] }[] {
  return rows(
    app,
    ['purpose', 'version', 'act', 'at', 'via'],
    `select purpose, version, act, at, via from consents
     where holder in (select value from json_each({:records})) order by id desc limit 200`,
    { records },
  );
}
