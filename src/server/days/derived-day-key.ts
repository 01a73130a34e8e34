import { base64url, fromHex } from '../../domain/bytes/bytes.ts';

/** What a day's key is used as. Apart from the VM: the tool that fills a demo of a district's size seals its days beside it. */
export interface DayKey {
  /** Keys the numbers of the day. */
  numbers: string;
  /** Seals what leads from a number to a person; 32 ASCII characters. */
  sealing: string;
}

/** HMAC-SHA256 of a text under a key that is text too; in hexadecimal. */
export type Hs256 = (text: string, key: string) => string;

/** @param key as its file holds it: 64 hexadecimal characters */
export function derivedDayKey(key: string, hs256: Hs256): DayKey {
  return {
    numbers: hs256('numbers', key),
    sealing: base64url(fromHex(hs256('sealing', key)).slice(0, 24)),
  };
}

/** 52 bits of an HMAC: as many as a JavaScript number holds. */
export function dayNumber(what: string, { numbers }: DayKey, hs256: Hs256): number {
  return parseInt(hs256(what, numbers).slice(0, 13), 16);
}
