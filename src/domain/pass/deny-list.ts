import { base64url, concat, fromBase64url, fromHex, hex, utf8 } from '../bytes/bytes.ts';

/**
 * The live passes that state a better status than their bearers now have. It names nobody: a pass id is random and dies
 * with its pass. For sentries alone. Bytes and examples stand in docs/formats.md.
 */

/** Bytes of a pass id. */
export const passIdBytes = 8;

/** The whole list of one version. */
export interface FullDenyList {
  /** Rises with every change; a device never takes a lower one. */
  version: number;
  /** When it was signed, UTC ms. */
  at: number;
  /** The pass ids, 8 bytes each, ascending, joined; base64url. */
  ids: string;
}

/** What turns the list of one version into that of another. */
export interface DenyDelta {
  from: number;
  to: number;
  /** When it was signed, UTC ms. */
  at: number;
  /** As `ids` of a full list. Ids that are there already, or not there to be removed, change nothing. */
  add: string;
  remove: string;
  /** SHA-256 over the ASCII text `ids` of the full list that results, hexadecimal. */
  sha256: string;
}

/** Either of them as it travels: the very text that was signed, and r||s over `denyListMessage(body)`, base64url. */
export interface SignedDenyList {
  body: string;
  /** The id of one of the charter's `wordKeys`. */
  key: number;
  signature: string;
}

/** What stands before the body in the message that is signed. */
export const denyListPrefix = 'HSC1-deny\0';

/** What the server signs (ECDSA P-256 with SHA-256). */
export function denyListMessage(body: string): Uint8Array<ArrayBuffer> {
  return concat(utf8(denyListPrefix), utf8(body));
}

/** The joined ids of a text. Throws a RangeError when they are no ids, not ascending, or one is there twice. */
export function readPassIds(text: string): Uint8Array<ArrayBuffer> {
  const ids = fromBase64url(text);
  if (ids.length % passIdBytes !== 0) throw new RangeError('The deny list ends within a pass id.');
  for (let at = passIdBytes; at < ids.length; at += passIdBytes) {
    if (compareIds(ids, at - passIdBytes, ids, at) >= 0)
      throw new RangeError('The ids of the deny list do not ascend.');
  }
  return ids;
}

/** The text of pass ids (16 hexadecimal characters each), in any order. */
export function passIdsText(passIds: readonly string[]): string {
  return base64url(fromHex([...passIds].sort().join('')));
}

/** Reads the text of a list whose signature has been verified. Throws a RangeError when a part is missing or wrong. */
export function readDenyList(body: string): FullDenyList | DenyDelta {
  let list: Partial<FullDenyList & DenyDelta>;
  try {
    list = JSON.parse(body) as Partial<FullDenyList & DenyDelta>;
  } catch {
    throw new RangeError('The deny list is no JSON text.');
  }
  const whole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
  const full = list !== null && whole(list?.at) && whole(list.version) && typeof list.ids === 'string';
  const delta =
    list !== null &&
    [list?.at, list?.from, list?.to].every(whole) &&
    list.to! > list.from! &&
    [list.add, list.remove].every((text) => typeof text === 'string') &&
    typeof list.sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(list.sha256);
  if (full) readPassIds(list.ids!);
  if (full === delta) throw new RangeError('The deny list lacks its time, a version or its ids.');
  return list as FullDenyList | DenyDelta;
}

/** True of a delta, false of a full list. */
export function isDelta(list: FullDenyList | DenyDelta): list is DenyDelta {
  return 'from' in list;
}

/** The joined ids after a delta. Throws a RangeError when the delta's ids are none. The caller checks the hash. */
export function applyDelta(
  ids: Uint8Array,
  { add, remove }: Pick<DenyDelta, 'add' | 'remove'>,
): Uint8Array<ArrayBuffer> {
  const held = new Set<string>();
  for (let at = 0; at < ids.length; at += passIdBytes) held.add(hex(ids.subarray(at, at + passIdBytes)));
  for (const id of split(readPassIds(remove))) held.delete(id);
  for (const id of split(readPassIds(add))) held.add(id);
  return fromHex([...held].sort().join(''));
}

/** Whether a pass id (16 hexadecimal characters) is among joined ids. Binary search. */
export function holdsPassId(ids: Uint8Array, passId: string): boolean {
  const wanted = fromHex(passId);
  if (wanted.length !== passIdBytes) return false;
  let low = 0;
  let high = ids.length / passIdBytes;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compareIds(ids, middle * passIdBytes, wanted, 0);
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}

function split(ids: Uint8Array): string[] {
  return Array.from({ length: ids.length / passIdBytes }, (_, index) =>
    hex(ids.subarray(index * passIdBytes, (index + 1) * passIdBytes)),
  );
}

function compareIds(a: Uint8Array, at: number, b: Uint8Array, bt: number): number {
  for (let i = 0; i < passIdBytes; i++) {
    const difference = a[at + i]! - b[bt + i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
