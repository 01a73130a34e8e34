import type { PublicKey } from '../bundle/charter.ts';
import type { BoxKey, Identity } from '../custody/identity.ts';

/**
 * What the server asks of the signer, a process beside it that alone holds the keys that sign and the key of the index
 * (src/signer). Over HTTP on the loopback, with `authorization: Bearer TOKEN`.
 */

/**
 * - pass, paper: an issuer's key; the body is base64url
 * - site-code: the site code key; the body is base64url
 * - word, deny-list, command, deletion, audit-head, roster: the statement key; the body is the very text
 */
export const signingKinds = [
  'pass',
  'paper',
  'site-code',
  'word',
  'deny-list',
  'command',
  'deletion',
  'audit-head',
  'roster',
] as const;
export type SigningKind = (typeof signingKinds)[number];

/**
 * What the index key makes something of.
 * - phone, id-number: numbers by which a person is found
 * - roster-card: a site's number, for the key of its roster's documents (domain/roster/roster-card.ts)
 */
export const indexKinds = ['phone', 'id-number', 'roster-card'] as const;
export type IndexKind = (typeof indexKinds)[number];

/** POST sign/KIND/KEY-ID */
export interface SignAnswer {
  /** r||s, base64url. */
  signature: string;
}

/** POST index/KIND: a number a line, `mostNumbers` at most. */
export interface IndexAnswer {
  /** HMAC-SHA-256 of each, hexadecimal, in their order. */
  indexes: string[];
}
export const mostNumbers = 1000;

/**
 * POST seal: identities closed for the tracing key, `mostIdentities` at most, with one agreement. It takes none of the signer's keys and has no
 * limit: the server's VM has no Web Crypto, and the signer is the process beside it that has.
 */
export interface SealRequest {
  key: BoxKey;
  people: { person: string; identity: Identity }[];
}
export interface SealAnswer {
  /** In their order, as `IdentitySealer` gives them. */
  sealed: string[];
}
export const mostIdentities = 1000;

/** GET state */
export interface SignerState {
  issuers: PublicKey[];
  word: PublicKey;
  siteCode: PublicKey;
  /** SHA-256 of the index key, hexadecimal: whether it is the one that the stored indexes were made with. */
  indexKey: string;
  /** What was signed and looked up of each kind since the day began (Asia/Shanghai), and how much may be. */
  today: { [kind in SigningKind | IndexKind]: { done: number; most: number } };
}

/** Every refusal. */
export interface SignerFault {
  /** What is wrong, in English; it never repeats what was sent. */
  message: string;
  /** Of a limit: in how many ms there is room again. */
  retryMs?: number;
}
