import type { Catalogue } from './entry.ts';

const life = 'as long as the record: until the authority ends the measure (docs/operations.md)';
const days = 'the kept days (14 unless set), then dropped with the day’s key and certified';

/** What is kept of the people who show a code, and of where they were. */
export const persons: Catalogue = {
  persons: {
    purpose: 'who a pass is for: found by an exact number, shown by a masked name',
    basis: 'epidemic',
    kept: life,
    fields: {
      handle: 'id idIndex phoneIndex',
      health: 'colour',
      masked: 'maskedName',
      sealed: 'sealedIdentity sealedName sealedIdNumber sealedPhone',
      plain: 'keyGeneration source',
    },
  },
  identity_keys: {
    purpose:
      'what became of the key with which versions before sealed identities: how many were sealed anew, and when it was destroyed',
    basis: 'duty',
    kept: 'for good',
    fields: { plain: 'fingerprint begun persons destroyed' },
  },
  wrong_numbers: {
    purpose: 'how many wrong ID numbers an account gave today, so that nobody tries them one by one',
    basis: 'duty',
    kept: 'the day',
    fields: { account: 'account', plain: 'day wrong' },
  },
  gate_lookups: {
    purpose:
      'how many documents a sentry asked about today, and how many of them were nobody’s, so that nobody tries numbers with a sentry’s token',
    basis: 'duty',
    kept: 'the day',
    fields: { plain: 'day device asked unknown' },
  },
  citizens: {
    purpose:
      'the account a citizen signs in with on their own phone. An e-mail address is identity: the account’s own holder writes it, the server reads it at a sign-in, and neither an official nor a clerk is shown it',
    basis: 'epidemic',
    kept: life,
    fields: {
      handle: 'id',
      contact: 'email emailVisibility verified',
      secret: 'password tokenKey',
    },
  },
  account_persons: {
    purpose:
      'for whom an account stands: its own person, and those whose guardian has it, since when and on what basis',
    basis: 'consent',
    kept: life,
    fields: { handle: 'id account person', plain: 'relation since basis' },
  },
  roster_entries: {
    purpose:
      'who belongs to a site (its staff, its residents), so that its sentries can say so; to which version of the text they consented, how, and who has it on paper; when, and by whom, they were taken off',
    basis: 'consent',
    kept: 'until the person, the owner or a desk ends it, and 90 days after that',
    fields: {
      handle: 'person',
      account: 'added_by consent_held_by',
      plain:
        'number site kind belongs first_day last_day source added consent_version consent_way removed removed_by removed_version',
    },
  },
  roster_cards: {
    purpose:
      'by which documents the site’s own roster knows somebody without a network: a tag keyed for this site by a key of the signer’s',
    basis: 'consent',
    kept: 'as the entry, until it ends',
    fields: { secret: 'tag', plain: 'entry learnt' },
  },
  roster_invitations: {
    purpose: 'one-time codes, as hashes, with which a person puts themself on a site’s roster',
    basis: 'consent',
    kept: 'until it is used, a week at the most',
    fields: {
      account: 'owner',
      secret: 'hash',
      plain: 'site kind belongs first_day last_day made expires',
    },
  },
  person_merges: {
    purpose:
      'which two records are one person’s, since when, why, by which officials; and that they were parted again',
    basis: 'epidemic',
    kept: life,
    fields: {
      handle: 'person alias',
      account: 'asked_by decided_by undo_asked_by undone_by',
      plain: 'id reason at undo_reason undone_at',
    },
  },
  tests: {
    purpose: 'the last nucleic acid result, which the pass states',
    basis: 'epidemic',
    kept: life,
    fields: { handle: 'id person', health: 'result sampleTime', plain: 'lab' },
  },
  doses: {
    purpose: 'the number of vaccine doses, which the pass states',
    basis: 'epidemic',
    kept: life,
    fields: { handle: 'id person', health: 'day number product' },
  },
  overrides: {
    purpose: 'a colour set by hand: who asked, who decided, why, until when; the person reads it',
    basis: 'epidemic',
    kept: life,
    fields: {
      handle: 'id person',
      health: 'colour reason state requestedAt decidedAt liftedAt validUntil',
      account: 'requestedBy decidedBy liftedBy',
    },
  },
  person_requests: {
    purpose:
      'what people ask about themselves, a human’s look at their colour or a correction: their words, the promised time, what an official decided and why',
    basis: 'duty',
    kept: life,
    fields: {
      handle: 'person override',
      sealed: 'sealed identity',
      health: 'about',
      account: 'account decided_by',
      plain: 'id kind via at due outcome answer decided_at',
    },
  },
  consents: {
    purpose:
      'which privacy notice somebody was shown or agreed to, in which version, since when, through whom; and that they withdrew. Of visits and passes the day alone',
    basis: 'duty',
    kept: 'for good',
    fields: { handle: 'holder', account: 'account', plain: 'id purpose version act at via' },
  },
  papers: {
    purpose: 'passes on paper: counted, and withdrawn when a status worsens',
    basis: 'epidemic',
    kept: 'until the paper ended and no kept scan can hold it',
    fields: { handle: 'pass_id owner', sealed: 'sealed', plain: 'day expires' },
  },
  paper_owner_key: {
    purpose: 'which key the owners of papers are hashed with, by its fingerprint',
    basis: 'none',
    kept: 'one row',
    fields: { plain: 'key' },
  },
  paper_days: {
    purpose: 'for which days numbers of papers are written ahead',
    basis: 'none',
    kept: days,
    fields: { plain: 'day done' },
  },
  person_DAY: {
    purpose: 'the number of the day of a person, from which a trace leads back by the day’s key alone',
    basis: 'epidemic',
    kept: days,
    fields: { handle: 'person', sealed: 'sealed' },
  },
  pass_DAY: {
    purpose: 'whose a pass of the day is',
    basis: 'epidemic',
    kept: days,
    fields: { handle: 'pass person', sealed: 'sealed', plain: 'issued' },
  },
  scan_DAY: {
    purpose: 'passages at sentries: counted, replayed, and traced for the contacts of a positive person',
    basis: 'epidemic',
    kept: days,
    fields: {
      movement: 'site t pass detail',
      health: 'outcome',
      account: 'device chain',
      plain: 'seq policy',
    },
  },
  visit_DAY: {
    purpose: 'visits that people registered with their own phone',
    basis: 'epidemic',
    kept: days,
    fields: { movement: 'person t site zone', health: 'outcome reasons', plain: 'id policy merged' },
  },
  denied: {
    purpose: 'live passes that state a better status than their bearers now have',
    basis: 'epidemic',
    kept: 'until the pass ended and every sentry can have heard of it',
    fields: { handle: 'pass_id', plain: 'expires added_version removed_version lasting' },
  },
  notices: {
    purpose: 'alarms: which gate, when, with what reasons; no person and no pass',
    basis: 'epidemic',
    kept: days,
    fields: { plain: 'id body more outcome reasons sentryName site t unknown' },
  },
  cases: {
    purpose: 'files for which days are kept longer, with purpose and who opened them',
    basis: 'epidemic',
    kept: 'the row for good; what it keeps until some days after its close, then destroyed with its key and certified',
    fields: {
      account: 'opened_by closed_by',
      plain: 'id purpose opened_at closed_at key_name key_gone',
    },
  },
  case_holds: {
    purpose: 'which days a case keeps',
    basis: 'epidemic',
    kept: 'as the case',
    fields: { plain: 'id case_id first_day last_day', sealed: 'hold' },
  },
  case_scans: {
    purpose: 'scans and visits that a case keeps, sealed under its own key',
    basis: 'epidemic',
    kept: 'as the case',
    fields: { plain: 'case_id name day kind', sealed: 'sealed' },
  },
};
