import { fromHex, hex, utf8 } from '../../domain/bytes/bytes.ts';
import { paperIdText } from '../../domain/pass/paper-pass.ts';

/**
 * What a pass on paper holds of the ID number: made in the browser that has the number.
 * @param passId 16 hexadecimal characters
 * @returns 4 hexadecimal characters
 */
export async function paperIdHash(passId: string, idNumber: string): Promise<string> {
  const text = utf8(paperIdText(fromHex(passId), idNumber));
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', text)).slice(0, 2));
}
