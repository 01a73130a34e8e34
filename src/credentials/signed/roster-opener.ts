import { hex, utf8 } from '../../domain/bytes/bytes.ts';
import { cardTagLength, cardTagText } from '../../domain/roster/roster-card.ts';
import { readRosterEntries } from '../../domain/roster/roster-list.ts';
import { rosterKeyText, type RosterEntry, type RosterStatement } from '../../domain/roster/roster.ts';

/** What is sealed in a roster: a sentry loads this when the key of a shift is shown to it. */

function keyedBy(key: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', utf8(key), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

async function keyed(key: CryptoKey, text: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(text))));
}

/** What is sealed in a version. Throws where the key is of another shift. */
async function opened(
  { site, version }: RosterStatement,
  sealed: string,
  shiftKey: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const raw = utf8((await keyed(await keyedBy(shiftKey), rosterKeyText(site, version))).slice(0, 32));
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt']);
  const box = Uint8Array.from(atob(sealed), (character) => character.charCodeAt(0));
  return new Uint8Array(
    await crypto.subtle.decrypt({ name: 'AES-GCM', iv: box.slice(0, 12) }, key, box.slice(12)),
  );
}

/** Who is on a verified roster; null where the key is of another shift. @param shiftKey as a shift's code gives it */
export async function openRoster(
  statement: RosterStatement,
  sealed: string,
  shiftKey: string,
): Promise<RosterEntry[] | null> {
  try {
    return readRosterEntries(new TextDecoder().decode(await opened(statement, sealed, shiftKey)));
  } catch {
    return null;
  }
}

/** Makes the tag by which the roster of this key's site knows a document. */
export type CardTagger = (documentNumber: string) => Promise<string>;

/** How a verified roster knows documents; null where it knows none. The key stays in this closure. @param sealed `SignedRoster.cardKey` */
export async function openCardTagger(
  statement: RosterStatement,
  sealed: string,
  shiftKey: string,
): Promise<CardTagger | null> {
  try {
    const text = await opened(statement, sealed, shiftKey);
    const key = await keyedBy(new TextDecoder().decode(text));
    return async (number) => (await keyed(key, cardTagText(number))).slice(0, cardTagLength);
  } catch {
    return null;
  }
}
