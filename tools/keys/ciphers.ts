// What PocketBase's $security does, beside its VM: many times faster where there are a million values.
import { createCipheriv, createHmac, randomFillSync } from 'node:crypto';

/** HMAC-SHA256 in hexadecimal, as $security.hs256. */
export function hs256(text: string, key: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

/** As $security.encrypt under a key of 32 ASCII characters: AES-256-GCM, base64 of nonce, ciphertext and tag. */
export function sealer(key: string): (text: string) => string {
  const nonces = new Nonces();
  return (text) => {
    const nonce = nonces.next();
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const closed = cipher.update(text, 'utf8');
    return Buffer.concat([nonce, closed, cipher.final(), cipher.getAuthTag()]).toString('base64');
  };
}

/** Random nonces, drawn from the system by the thousand. */
class Nonces {
  readonly #drawn = Buffer.alloc(12 * 1024);
  #at = this.#drawn.length;

  next(): Buffer {
    if (this.#at === this.#drawn.length) {
      randomFillSync(this.#drawn);
      this.#at = 0;
    }
    return this.#drawn.subarray(this.#at, (this.#at += 12));
  }
}
