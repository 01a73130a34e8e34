import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base64url, concat, utf8 } from '../../../src/domain/bytes/bytes.ts';
import { passkeyProofText } from '../../../src/credentials/passkey/passkey.ts';

/** What an authenticator does, and what it may be made to do wrong. */
export interface Change {
  origin?: string;
  rpId?: string;
  type?: string;
  flags?: number;
  count?: number;
  isCrossOrigin?: boolean;
  /** Signs with another key. */
  isForged?: boolean;
  fmt?: string;
  id?: string;
}

function cborBytes(bytes: Uint8Array): Uint8Array {
  return bytes.length < 256
    ? concat(Uint8Array.of(0x58, bytes.length), bytes)
    : concat(Uint8Array.of(0x59, bytes.length >> 8, bytes.length & 255), bytes);
}
const cborText = (text: string) => concat(Uint8Array.of(0x60 + text.length), utf8(text));

/** An authenticator of the tests, with one passkey for one place. */
export class MadePasskey {
  readonly #secret = p256.utils.randomSecretKey();
  readonly #rawId = crypto.getRandomValues(new Uint8Array(32));
  count = 0;

  constructor(
    readonly origin: string,
    readonly rpId: string,
  ) {}

  get id(): string {
    return base64url(this.#rawId);
  }

  #clientData(
    type: string,
    challenge: string,
    { origin = this.origin, isCrossOrigin = false, ...change }: Change,
  ) {
    return utf8(JSON.stringify({ type: change.type ?? type, challenge, origin, crossOrigin: isCrossOrigin }));
  }

  #data(flags: number, { rpId = this.rpId, count = ++this.count, ...change }: Change, ...more: Uint8Array[]) {
    const counted = new Uint8Array(4);
    new DataView(counted.buffer).setUint32(0, count);
    return concat(sha256(utf8(rpId)), Uint8Array.of(change.flags ?? flags), counted, ...more);
  }

  /** What a browser answers when one is made. */
  make(challenge: string, change: Change = {}): { clientData: string; attestation: string } {
    const point = p256.getPublicKey(this.#secret, false);
    const key = concat(
      Uint8Array.of(0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21),
      cborBytes(point.slice(1, 33)),
      Uint8Array.of(0x22),
      cborBytes(point.slice(33)),
    );
    const length = Uint8Array.of(0, this.#rawId.length);
    const data = this.#data(0x41, { count: 0, ...change }, new Uint8Array(16), length, this.#rawId, key);
    const attestation = concat(
      Uint8Array.of(0xa3),
      cborText('fmt'),
      cborText(change.fmt ?? 'none'),
      cborText('attStmt'),
      Uint8Array.of(0xa0),
      cborText('authData'),
      cborBytes(data),
    );
    return {
      clientData: base64url(this.#clientData('webauthn.create', challenge, change)),
      attestation: base64url(attestation),
    };
  }

  /** What a page sends at a sign-in. */
  sign(challenge: string, change: Change = {}): string {
    const clientData = this.#clientData('webauthn.get', challenge, change);
    const authenticatorData = this.#data(0x01, change);
    const secret = change.isForged ? p256.utils.randomSecretKey() : this.#secret;
    const signature = p256.sign(concat(authenticatorData, sha256(clientData)), secret, {
      prehash: true,
      format: 'der',
    });
    return passkeyProofText({
      id: change.id ?? this.id,
      authenticatorData,
      clientData,
      signature: Uint8Array.from(signature),
    });
  }
}
