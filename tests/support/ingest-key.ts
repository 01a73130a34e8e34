import { p256 } from '@noble/curves/nist.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64url, hex } from '../../src/domain/bytes/bytes.ts';
import type { Scan } from '../../src/domain/scan/scan.ts';
import {
  boxKeyText,
  nextStepText,
  sessionText,
  unpackScan,
  type SealedRecord,
} from '../../src/domain/scan/sealed-record.ts';

/**
 * The server's side of sealing, by another implementation than the one that seals: agreement and keyed hashes by noble,
 * written down from docs/formats.md.
 */
export class IngestKey {
  readonly privateKey: Uint8Array;
  /** 65 bytes. */
  readonly point: Uint8Array;

  constructor(privateKey: Uint8Array = p256.utils.randomSecretKey()) {
    this.privateKey = privateKey;
    this.point = p256.getPublicKey(privateKey, false);
  }

  /** The text that a step's key is. @param session as records name it */
  stepKey(session: string, step: number): string {
    const shared = hex(p256.getSharedSecret(this.privateKey, fromBase64url(session), false).slice(1, 33));
    let key = keyed(shared, sessionText(session));
    for (let at = 0; at < step; at++) key = keyed(key, nextStepText);
    return key;
  }

  /** The scan in a record. Rejects when the record cannot be opened. */
  async open(record: SealedRecord): Promise<Scan> {
    const key = keyed(this.stepKey(record.session, record.step), boxKeyText).slice(0, 32);
    return unpackScan(await openBox(record.box, key), record.seq) as unknown as Scan;
  }
}

/** HMAC-SHA-256 with a text as the key, hexadecimal. */
export function keyed(key: string, message: string): string {
  return hex(hmac(sha256, ascii(key), ascii(message)));
}

/** What PocketBase's `$security.decrypt` does. @param key 32 characters */
export async function openBox(box: string, key: string): Promise<string> {
  const bytes = Uint8Array.from(atob(box), (character) => character.charCodeAt(0));
  const imported = await crypto.subtle.importKey('raw', ascii(key), 'AES-GCM', false, ['decrypt']);
  const iv = bytes.slice(0, 12);
  const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, imported, bytes.slice(12));
  return new TextDecoder().decode(text);
}

function ascii(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
