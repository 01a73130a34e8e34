import { choice, day, number, site, text } from '../forms/fields.ts';
import { form, type FormCheck } from '../forms/form.ts';
import { idNumberFormat, phoneFormat } from '../forms/formats.ts';
import type { TextFormat } from '../forms/field.ts';
import { readPairingCode } from '../site/pairing-code.ts';
import { rosterKinds, type RosterKind } from './roster.ts';
import { shiftHours } from './shift-code.ts';

/**
 * How somebody said that they want to be on a roster.
 * - phone: by themself, in their own page, with the venue's one-time code
 * - desk: to a clerk, in person
 * - paper: on paper, which somebody holds
 */
export const consentWays = ['phone', 'desk', 'paper'] as const;
export type ConsentWay = (typeof consentWays)[number];

/** Who took somebody off a roster. */
export const removedBy = ['owner', 'person', 'desk'] as const;
export type RemovedBy = (typeof removedBy)[number];

const days = { min: 20200101, max: 20991231 } as const;
const entry = {
  kind: choice(rosterKinds),
  group: text({ most: 40, optional: true }),
  from: day({ ...days, optional: true }),
  until: day({ ...days, optional: true }),
};
const inOrder: FormCheck<{
  kind: RosterKind;
  group?: string | undefined;
  from?: number | undefined;
  until?: number | undefined;
}> = {
  of: ['from', 'until'],
  at: 'until',
  problem: 'before',
  holds: ({ from, until }) => from === undefined || until === undefined || from <= until,
};

/** An invitation's code, as a pairing code is made. */
const codeFormat: TextFormat = { problem: 'invitation-code', read: readPairingCode };
export const invitationCodeForm = form('roster-code', { code: text({ most: 40, format: codeFormat }) });

/** What somebody says who joins: the number of their ID card, where the site's sentries are to know it without a network. */
export const joinRosterForm = form('roster-join', {
  idNumber: text({ most: 64, format: idNumberFormat, personal: true, optional: true }),
});

/** What is said of a person who is to be on a roster. */
export const rosterEntryForm = form('roster-entry', entry, [inOrder]);

/** The same as the owner's page sends it, who invites somebody. */
export const rosterInviteForm = form('roster-invite', { site: site(), ...entry }, [inOrder]);

/** The same at a desk, where a clerk names the site. */
export const deskEntryForm = form('desk-roster', { site: site(), ...entry }, [inOrder]);

/** The same as it is sent: with the number on the document that lies before the clerk, where it is one of the city's ID cards. */
export const deskRosterForm = form(
  'desk-roster',
  {
    site: site(),
    idNumber: text({ most: 64, format: idNumberFormat, personal: true, optional: true }),
    ...entry,
  },
  [inOrder],
);

export const shiftForm = form('roster-shift', { hours: number(shiftHours) });

/** The most rows of an import, and of all of a clerk's imports of one day: its answers tell which numbers are somebody's. */
export const mostInImport = 500;

/** What a clerk says of a list that is imported. */
export const rosterImportForm = form('roster-import', {
  site: site(),
  /** Who has the sheets on which the persons consented. */
  heldBy: text({ least: 2, most: 60 }),
});

/** A row of the list. Numbers are looked up and kept nowhere. */
export const rosterRowForm = form(
  'roster-row',
  {
    idNumber: text({ most: 64, format: idNumberFormat, personal: true, optional: true }),
    phone: text({ most: 64, format: phoneFormat, personal: true, optional: true }),
    ...entry,
  },
  [
    inOrder,
    {
      of: ['kind'],
      at: 'idNumber',
      problem: 'missing',
      holds: ({ idNumber, phone }) => idNumber !== undefined || phone !== undefined,
    },
  ],
);

/**
 * What is wrong with a whole file of persons:
 * - headings: no column for a number, or none for what the persons are
 * - empty, many: no rows, or more than are imported at once
 */
export type RosterFileFault = 'headings' | 'empty' | 'many';
