import type { Catalogue } from './entry.ts';

const good = 'for good';
const account = 'as long as the account';
const count = 'for good: numbers of a site, an hour or a part of the district';

/** Accounts, sites, sentries, rules, counts. */
export const district: Catalogue = {
  staff: {
    purpose: 'accounts of officials: sign-in, roles, sub-districts',
    basis: 'service',
    kept: account,
    fields: {
      account: 'id name roles subdistricts',
      contact: 'email emailVisibility verified',
      secret: 'password tokenKey',
    },
  },
  owners: {
    purpose: 'accounts of venues’ owners',
    basis: 'service',
    kept: account,
    fields: { account: 'id name', contact: 'email emailVisibility verified', secret: 'password tokenKey' },
  },
  sign_in_lanes: {
    purpose: 'slows down guessing of passwords: failures by a hash of the account',
    basis: 'duty',
    kept: 'until nothing failed for a while',
    fields: { account: 'lane', plain: 'failures last free' },
  },
  staff_accounts: {
    purpose:
      'what became of an account of staff: made, last used, locked, ended; whose it is, and who let them in',
    basis: 'duty',
    kept: account,
    fields: {
      account: 'account staff_number codes_by codes_at last_used locked_at locked_for ended_at end_reason',
      plain: 'made_at unlocked_at',
    },
  },
  staff_invitations: {
    purpose: 'by which a person sets the password of an account that was made for them',
    basis: 'service',
    kept: 'until it is used or 72 hours are over',
    fields: { account: 'account maker second_maker', secret: 'hash second_hash', plain: 'expires' },
  },
  staff_factors: {
    purpose: 'second factors of officials',
    basis: 'duty',
    kept: 'until it is reset or the account ends',
    fields: { account: 'account', sealed: 'sealed', plain: 'confirmed_at used_step' },
  },
  staff_recovery: {
    purpose: 'recovery codes in place of a second factor, as hashes',
    basis: 'duty',
    kept: 'until it is used, reset or the account ends',
    fields: { account: 'account', secret: 'hash' },
  },
  staff_passkeys: {
    purpose: 'public keys of officials’ passkeys, by which a sign-in is verified',
    basis: 'duty',
    kept: 'until its holder removes it, the second factor is reset or the account ends',
    fields: { account: 'id account name made_at used_at', plain: 'point count' },
  },
  staff_challenges: {
    purpose: 'what a passkey is to sign, once',
    basis: 'duty',
    kept: 'until it is used, or some minutes after the five that it is good for',
    fields: { account: 'account', secret: 'hash', plain: 'purpose expires' },
  },
  staff_sessions: {
    purpose: 'sign-ins of officials that are not over, so that each can be ended',
    basis: 'duty',
    kept: 'until it is ended, at the most some hours longer than the twelve of a sign-in',
    fields: { account: 'account since seen browser network moved_at', secret: 'id' },
  },
  staff_leave: {
    purpose:
      'that two administrators decided on a new invitation for an account in use, which the one who asked may make once',
    basis: 'duty',
    kept: 'until it is made, 24 hours at the most',
    fields: { account: 'account asker decider expires' },
  },
  staff_told: {
    purpose: 'what two administrators did to an account that was in use, which its holder is told',
    basis: 'duty',
    kept: '90 days',
    fields: { account: 'account at what asked_by decided_by seen_at', plain: 'id' },
  },
  ended_sign_ins: {
    purpose:
      'that a sign-in of a citizen or an owner was ended by who signed out, so that its token is worth nothing',
    basis: 'duty',
    kept: 'until the sign-in would have ended by itself, 90 days at the most',
    fields: { plain: 'until', secret: 'hash' },
  },
  sites: {
    purpose: 'places with a code',
    basis: 'service',
    kept: good,
    fields: {
      account: 'owner',
      plain:
        'id number name nameEn nameKey nameKeyOf address category subdistrict subdistrictEn geohash measuresTemperature status',
    },
  },
  zones: {
    purpose: 'parts of a site',
    basis: 'none',
    kept: good,
    fields: { plain: 'id number site name nameEn' },
  },
  site_codes: {
    purpose: 'the signed codes on doors',
    basis: 'none',
    kept: good,
    fields: { plain: 'id code site zone state fragment' },
  },
  sentries: {
    purpose: 'pairings of tablets',
    basis: 'service',
    kept: good,
    fields: {
      account: 'id device name site zone key revoked',
      contact: 'email emailVisibility verified',
      secret: 'password tokenKey',
    },
  },
  sentry_places: {
    purpose: 'where a sentry stood, so that its late scans are taken for the right place',
    basis: 'none',
    kept: 'until it has brought what it recorded there',
    fields: { plain: 'device site since until' },
  },
  pairing_codes: {
    purpose: 'one-time codes that pair a tablet',
    basis: 'none',
    kept: 'until used or out of date',
    fields: { plain: 'id hash name site zone expires' },
  },
  gate_settings: {
    purpose:
      'how loud the sentries of a site are, what bystanders learn, and what the PIN of its staff is checked by',
    basis: 'none',
    kept: 'as the site',
    fields: {
      secret: 'pin_salt pin_hash pin_rounds',
      plain: 'site version bystanders volume quiet_volume quiet_from quiet_to restart_hour',
    },
  },
  fleet: {
    purpose:
      'how each sentry is: queue, versions, devices, the median of temperatures, what was checked at its set-up, what it mended itself',
    basis: 'none',
    kept: 'as the pairing',
    fields: {
      plain:
        'device last_seen queue oldest_ms rejected bundle_version skew_ms app_version camera temperature sound held charter_version deny_version word_at storage measured body_median ambient_median calibrated_at boot started_at locked silent_since roster_version set_up_at set_up_steps healed restarted_at restarted_for',
    },
  },
  rosters: {
    purpose:
      'of each site’s roster the newest version, and the key of its shift, sealed; the roster itself is in no table',
    basis: 'none',
    kept: 'as the site',
    fields: { secret: 'shift_key', plain: 'site version shift begun until built changed' },
  },
  roster_versions: {
    purpose:
      'what was stated of a version of a roster: numbers of its entries, which lead to nobody outside of roster_entries',
    basis: 'duty',
    kept: 'the newest, and those that a sentry’s signature is kept of',
    fields: { plain: 'site version body key signature' },
  },
  roster_taken: {
    purpose: 'what each sentry signed of having taken a version: the proof that who was taken off is off',
    basis: 'duty',
    kept: '90 days, and the newest of each sentry',
    fields: { plain: 'site device version body signature at' },
  },
  roster_imports: {
    purpose: 'how many rows of lists a clerk sent today: the answers tell which numbers are somebody’s',
    basis: 'duty',
    kept: 'the day',
    fields: { account: 'official', plain: 'day rows' },
  },
  fleet_changes: {
    purpose: 'what changed at a sentry',
    basis: 'none',
    kept: 'the kept days',
    fields: { plain: 'id device at field before after' },
  },
  commands: {
    purpose: 'commands to sentries: who gave them, why',
    basis: 'service',
    kept: '14 days after their end, one that still locks a gate for longer',
    fields: {
      account: 'staff staff_id approved_by',
      plain: 'id kind reason at expires body key signature',
    },
  },
  command_targets: {
    purpose: 'what became of a command at each sentry',
    basis: 'none',
    kept: 'as the command',
    fields: { plain: 'device command state said said_at' },
  },
  notice_counts: {
    purpose: 'limits how many alarms one sentry raises',
    basis: 'none',
    kept: 'some minutes',
    fields: { plain: 'device site period late raised last' },
  },
  chains: {
    purpose: 'the chain of each tablet’s records',
    basis: 'none',
    kept: good,
    fields: { plain: 'chain id key device begun next' },
  },
  chain_stretches: {
    purpose: 'which records of a chain are there, and whether their head’s signature was checked',
    basis: 'none',
    kept: 'merged as they meet',
    fields: { plain: 'chain first last before after signature checked wrong looked' },
  },
  chain_rejected: {
    purpose: 'records that were rejected, by number and reason',
    basis: 'none',
    kept: 'until taken after all',
    fields: { plain: 'chain seq link fault at' },
  },
  chain_faults: {
    purpose: 'what does not hold in a chain',
    basis: 'none',
    kept: good,
    fields: { plain: 'chain seq what device at' },
  },
  chain_durable: {
    purpose: 'up to where a chain lies in a verified backup',
    basis: 'none',
    kept: good,
    fields: { plain: 'chain last at' },
  },
  seal_sessions: {
    purpose: 'keys of sentries’ sealing sessions, agreed once',
    basis: 'none',
    kept: 'some days',
    fields: { plain: 'session made', secret: 'sealed' },
  },
  bundles: {
    purpose: 'the rules in force and before, signed by two officials; public',
    basis: 'none',
    kept: good,
    fields: { plain: 'version issued_at body signatures' },
  },
  drafts: {
    purpose: 'rules that are being written',
    basis: 'service',
    kept: good,
    fields: { account: 'author', plain: 'id created state body signatures' },
  },
  rings: {
    purpose: 'which gates get new rules first',
    basis: 'none',
    kept: good,
    fields: { plain: 'site zone name ring' },
  },
  rollouts: {
    purpose: 'how far a version of the rules has been rolled out',
    basis: 'none',
    kept: good,
    fields: { plain: 'version published ring held next_at complete' },
  },
  rollout_pace: {
    purpose: 'how fast rules are rolled out',
    basis: 'none',
    kept: 'one row',
    fields: { plain: 'one minutes' },
  },
  deny_version: {
    purpose: 'the version of the deny list',
    basis: 'none',
    kept: 'one row',
    fields: { plain: 'one version complete_from' },
  },
  district: {
    purpose: 'the district’s advice to people and its telephone',
    basis: 'none',
    kept: 'one row',
    fields: {
      plain:
        'id demo adviceRedZh adviceRedEn adviceYellowZh adviceYellowEn advicePhone reviewHours correctionDays',
    },
  },
  stat_day: {
    purpose: 'counts by day and site',
    basis: 'none',
    kept: count,
    fields: { plain: 'day site scans visits alerts refused emergencies' },
  },
  stat_hour: {
    purpose: 'counts by hour',
    basis: 'none',
    kept: count,
    fields: { plain: 'day hour scans visits alerts refused emergencies' },
  },
  gate_ways: {
    purpose: 'which way people go through a sentry, where its owner or the fleet says so',
    basis: 'none',
    kept: 'as the sentry',
    fields: { plain: 'device way' },
  },
  site_ways: {
    purpose: 'which way people go through those sentries of a site of which nothing else is said',
    basis: 'none',
    kept: 'as the site',
    fields: { plain: 'site way' },
  },
  way_groups: {
    purpose:
      'which groups that came to a sentry were counted, so that none is twice: the number of the group since the sentry began, and of nobody in it',
    basis: 'none',
    kept: 'as the scans of the day',
    fields: { plain: 'day device boot number' },
  },
  stat_way: {
    purpose: 'counts by site and hour of who went in and out, of who came in groups, and of the groups',
    basis: 'none',
    kept: count,
    fields: { plain: 'day site hour ins outs grouped group_count' },
  },
  stat_area: {
    purpose: 'counts by day, kind and sub-district',
    basis: 'none',
    kept: count,
    fields: { plain: 'day category subdistrict scans visits alerts refused' },
  },
  stat_register: {
    purpose: 'how many sites and codes of each kind there are',
    basis: 'none',
    kept: count,
    fields: { plain: 'category subdistrict sites codes' },
  },
};
