import { visitNoticeVersion } from './visit-short.ts';

/**
 * Privacy notices by purpose: wherever something is collected from somebody, its notice is shown, and the version that was shown is kept
 * with the time. The texts are notice-texts.ts's; a changed text is a new version (a test compares their hashes with a list).
 */

/** The version of each notice that is in force. Pages send it with what they collect: theirs is the text that they showed. */
export const noticeVersions = {
  visit: visitNoticeVersion, // a visit registered by one's own phone
  pass: 1, // a health pass on the phone
  paper: 1, // a pass on paper
  record: 2, // somebody registered at a desk
  owner: 1, // an owner's account
  staff: 1, // an account of the staff
  roster: 1, // who works or lives at a place, from its roster
  membership: 3, // one’s place on a site’s roster, for its sentries
  review: 1, // a colour is to be looked at again
  correction: 1, // something on record is wrong
  guardian: 1, // somebody stands for another
} as const satisfies { [purpose: string]: number };
export type NoticePurpose = keyof typeof noticeVersions;
export const noticePurposes = Object.keys(noticeVersions) as NoticePurpose[];

/**
 * On what the collecting rests.
 * - law: a measure against an epidemic; who is told has no choice
 * - consent: asked for by the person, who may withdraw it
 * - service: what an account needs
 */
export type NoticeBasis = 'law' | 'consent' | 'service';

/** @param since the day of the version, as people write it */
export const noticeFacts: { [purpose in NoticePurpose]: { since: string; basis: NoticeBasis } } = {
  visit: { since: '2026-12-01', basis: 'law' },
  pass: { since: '2026-12-01', basis: 'consent' },
  paper: { since: '2026-12-01', basis: 'consent' },
  record: { since: '2026-12-01', basis: 'law' },
  owner: { since: '2026-12-01', basis: 'service' },
  staff: { since: '2026-12-01', basis: 'service' },
  roster: { since: '2026-12-01', basis: 'law' },
  membership: { since: '2026-12-01', basis: 'consent' },
  review: { since: '2026-12-01', basis: 'consent' },
  correction: { since: '2026-12-01', basis: 'consent' },
  guardian: { since: '2026-12-01', basis: 'consent' },
};

/** What a person can withdraw by themself, on their own page. A request that waits is taken back where it is shown. */
export const withdrawables = ['pass', 'paper', 'guardian'] as const satisfies readonly NoticePurpose[];
export type Withdrawable = (typeof withdrawables)[number];

/** What became of a notice: told where the law or an account asks for it, else agreed to; and withdrawn. */
export type ConsentAct = 'told' | 'agreed' | 'withdrawn';
