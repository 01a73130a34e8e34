import { base64url, fromBase64url, sameBytes, utf8 } from '../../domain/bytes/bytes.ts';
import { pinRounds, type PinHash } from '../../domain/gate/pin.ts';

/** Hashes a new PIN, with a salt of its own. */
export async function hashPin(pin: string, rounds: number = pinRounds.made): Promise<PinHash> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return { salt: base64url(salt), hash: base64url(await stretch(pin, salt, rounds)), rounds };
}

/** Whether it is that PIN; false too where what it is checked by is not whole. */
export async function checkPin(pin: string, { salt, hash, rounds }: PinHash): Promise<boolean> {
  try {
    return sameBytes(await stretch(pin, fromBase64url(salt), rounds), fromBase64url(hash));
  } catch {
    return false;
  }
}

async function stretch(
  pin: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey('raw', utf8(pin), 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    key,
    256,
  );
  return new Uint8Array(bits);
}
