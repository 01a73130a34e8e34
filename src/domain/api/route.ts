import type { AccessKind } from '../access/access-log.ts';
import type { AuditAction } from '../access/audit-action.ts';
import type { Right } from '../access/rights.ts';
import type { NoticePurpose } from '../privacy/notices.ts';

/** What is sent and what is answered: types alone. */
export interface Says<Sent, Answer> {
  readonly sent: Sent;
  readonly answer: Answer;
}
/** @example says: says<PassRequest, PassAnswer>() */
export function says<Sent extends object, Answer extends object>(): Says<Sent, Answer> {
  return undefined as never;
}

/** Nothing is sent. */
export type Nothing = Record<never, never>;

/** Longest bodies, bytes. The reverse proxy's configurations are made from the same numbers (tools/proxy). */
export const bodyBytes = {
  /** Where a route says nothing else. */
  small: 16_384,
  /** A command to the fleet may name every sentry. */
  fleet: 32_768,
  /** A declared backup names the head of every chain. */
  backup: 1 << 20,
  /** An upload of scans. */
  upload: 4 << 20,
  /** A list of persons for a roster. */
  rows: 131_072,
  /** A bundle with a full trust list is long. The longest body there is. */
  draft: 8 << 20,
} as const;

/**
 * How many requests one address may make, as PocketBase counts them by the most exact of its labels. A mall's tablets and visitors
 * share an address: these stop floods, not crowds. They lie in PocketBase's settings, put there by the schema's steps; a test compares them.
 */
export const addressRates = {
  everything: { label: '/api/', most: 3000, seconds: 10 },
  pairing: { label: 'POST /api/sitecode/sentry/pair', most: 60, seconds: 60 },
  sentries: { label: 'POST /api/sitecode/sentry/', most: 3000, seconds: 10 },
  passes: { label: 'POST /api/sitecode/pass', most: 600, seconds: 60 },
  visits: { label: 'POST /api/sitecode/visit', most: 1200, seconds: 60 },
  siteCodes: { label: 'POST /api/sitecode/site-code', most: 1200, seconds: 60 },
  venues: { label: 'POST /api/sitecode/venue/', most: 60, seconds: 60 },
} as const;
export type AddressRate = keyof typeof addressRates;

/** One row of the table of routes. A route that is not in the table does not exist. */
export interface Route {
  /** What GET sends goes into the address, and what POST sends is a JSON object. */
  readonly method: 'GET' | 'POST';
  /** After /api/sitecode/. */
  readonly path: string;
  /** Who has it may ask. */
  readonly right: Right;
  readonly says: Says<object, object>;
  /** Which of the server's bundles answers: `app` when left out. */
  readonly bundle?: 'gate' | 'demo';
  /** Longest body of a POST, bytes; `bodyBytes.small` when left out. */
  readonly body?: number;
  /** True where the handler reads the body's text by itself, later. */
  readonly readsText?: true;
  /** What limits an address; `everything` when left out. */
  readonly addressRate?: AddressRate;
  /** How often a sentry may ask within a minute; as often as its address when left out. */
  readonly deviceRate?: number;
  /** True where long answers are packed. */
  readonly compressed?: true;
  /** Requests that fail are always in PocketBase's log; true where those that succeed are too. */
  readonly logged?: true;
  /** All that it may write into the audit log; nothing when left out. */
  readonly audited?: readonly AuditAction[];
  /** How it shows staff something tied to a person: noted in the person's own log before its answer goes out, or it answers nothing. */
  readonly readsPersons?: readonly AccessKind[];
  /** Where something is collected from a person: for what. Pages show its notice, and the client sends the version that they showed. */
  readonly collects?: NoticePurpose;
}

export type Sent<Row extends Route> = Row['says']['sent'];
export type Answered<Row extends Route> = Row['says']['answer'];
