import { sha256, sign } from '../../../src/credentials/bytes/p256.ts';
import { base64url, hex, utf8 } from '../../../src/domain/bytes/bytes.ts';
import { cardTagText } from '../../../src/domain/roster/roster-card.ts';
import { packRoster } from '../../../src/domain/roster/roster-list.ts';
import {
  rosterKeyText,
  rosterMessage,
  type RosterEntry,
  type RosterStatement,
  type SignedRoster,
} from '../../../src/domain/roster/roster.ts';
import { noon, type TestKey } from '../district.ts';

/** The key of a shift, as a code gives it. */
export const shiftKeyOf = (shift: number): string => String(shift).padStart(32, 'A');

/** Seals as the server does (tests/server/rosters opens the server's own). */
async function sealed(text: string, site: number, version: number, shiftKey: string): Promise<string> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const own = await crypto.subtle.importKey('raw', utf8(shiftKey), hmac, false, ['sign']);
  const derived = await crypto.subtle.sign('HMAC', own, utf8(rosterKeyText(site, version)));
  const raw = utf8(hex(new Uint8Array(derived)).slice(0, 32));
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const closed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, utf8(text)));
  return btoa(String.fromCharCode(...iv, ...closed));
}

/** The key of a site's documents. */
export const cardKeyOf = (site: number): string => String(site).padStart(64, 'c');

/** How a site's roster knows a document. */
export async function cardTag(number: string, site = 12): Promise<string> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', utf8(cardKeyOf(site)), hmac, false, ['sign']);
  const made = await crypto.subtle.sign('HMAC', key, utf8(cardTagText(number)));
  return hex(new Uint8Array(made)).slice(0, 32);
}

/** A roster as a server of these keys would sign it. */
export async function signedRoster(
  by: TestKey,
  entries: readonly RosterEntry[],
  change: Partial<RosterStatement> = {},
): Promise<SignedRoster> {
  const { site = 12, version = 5, shift = 1 } = change;
  const box = await sealed(packRoster(entries), site, version, shiftKeyOf(shift));
  const body = JSON.stringify({
    site,
    version,
    at: noon,
    shift,
    entries: entries.map(({ number }) => number),
    sha256: hex(await sha256(utf8(box))),
    ...change,
  });
  const signature = base64url(await sign(by.pair.privateKey, rosterMessage(body)));
  const cardKey = await sealed(cardKeyOf(site), site, version, shiftKeyOf(shift));
  return { body, key: by.publicKey.id, signature, sealed: box, cardKey };
}
