import { base64url, fromBase64url, utf8 } from '../../domain/bytes/bytes.ts';
import type { Scan } from '../../domain/scan/scan.ts';
import {
  boxKeyText,
  mostSteps,
  nextStepText,
  packScan,
  recordsPerStep,
  sessionText,
  type SealedRecord,
} from '../../domain/scan/sealed-record.ts';

/** What sealing gives: a record without its place in a chain. */
export type Sealed = Pick<SealedRecord, 'session' | 'step' | 'box'>;

/** A step's key closes records for so long at the most, ms from its first record on. */
export const stepMs = 10 * 60_000;

const agreement = { name: 'ECDH', namedCurve: 'P-256' } as const;
const keyedHash = { name: 'HMAC', hash: 'SHA-256' } as const;

interface Options {
  /** Web Crypto; tests give their own. */
  crypto?: Crypto;
  /** Ms on a clock that never goes back. */
  elapsed?: () => number;
}

/** A key pair agreed with the server, of which nothing is left but the key of the step it has come to. */
interface Session {
  /** The public key, as records name it. */
  point: string;
  step: number;
  stepKey: CryptoKey;
  boxKey: CryptoKey;
  /** How many records this step has closed, and since when. */
  records: number;
  since: number;
}

/**
 * Closes records so that the server alone can open them (docs/formats.md, "Sealed records"). All of it lives in memory: no
 * key is ever stored, and what a step has closed cannot be opened with what is left here once the next has begun.
 */
export class Sealer {
  readonly #server: CryptoKey;
  readonly #crypto: Crypto;
  readonly #elapsed: () => number;
  #session: Session;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(server: CryptoKey, session: Session, crypto: Crypto, elapsed: () => number) {
    this.#server = server;
    this.#session = session;
    this.#crypto = crypto;
    this.#elapsed = elapsed;
  }

  /**
   * Begins a session with the server.
   * @param ingestPoint the server's ingest key: 65 bytes, or their base64url. Rejects with a RangeError when it is no point
   * of P-256.
   */
  static async begin(ingestPoint: Uint8Array | string, options: Options = {}): Promise<Sealer> {
    const { crypto = globalThis.crypto, elapsed = () => performance.now() } = options;
    const bytes = typeof ingestPoint === 'string' ? fromBase64url(ingestPoint) : Uint8Array.from(ingestPoint);
    let server: CryptoKey;
    try {
      server = await crypto.subtle.importKey('raw', bytes, agreement, false, []);
    } catch {
      throw new RangeError('The server’s ingest key is not a public key of P-256.');
    }
    return new Sealer(server, await beginSession(server, crypto), crypto, elapsed);
  }

  /** The session in which the next record is closed: 65 bytes uncompressed, base64url. */
  get session(): string {
    return this.#session.point;
  }

  /** Closes one record. Records that are handed over at once get their keys in the order of the calls. */
  async seal(scan: Omit<Scan, 'seq'>): Promise<Sealed> {
    const text = new TextEncoder().encode(packScan(scan));
    const turn = this.#turn.then(() => this.#next());
    this.#turn = turn.catch(() => undefined);
    const { session, step, boxKey } = await turn;
    const nonce = this.#crypto.getRandomValues(new Uint8Array(12));
    const closed = await this.#crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, boxKey, text);
    return { session, step, box: base64(nonce, new Uint8Array(closed)) };
  }

  /** The key for one record more; goes on to the next step or session where this one's is used up. */
  async #next(): Promise<{ session: string; step: number; boxKey: CryptoKey }> {
    const now = this.#elapsed();
    const used = this.#session;
    if (used.records >= recordsPerStep || (used.records > 0 && now - used.since >= stepMs)) {
      this.#session =
        used.step + 1 < mostSteps
          ? await nextStep(used, this.#crypto)
          : await beginSession(this.#server, this.#crypto);
    }
    const session = this.#session;
    if (session.records === 0) session.since = now;
    session.records++;
    return { session: session.point, step: session.step, boxKey: session.boxKey };
  }
}

async function beginSession(server: CryptoKey, crypto: Crypto): Promise<Session> {
  const { subtle } = crypto;
  // Not extractable, and gone with this call: what is left of the agreement is the first step's key.
  const pair = await subtle.generateKey(agreement, false, ['deriveBits']);
  const point = base64url(new Uint8Array(await subtle.exportKey('raw', pair.publicKey)));
  const shared = await subtle.deriveBits({ name: 'ECDH', public: server }, pair.privateKey, 256);
  const stepKey = await keyOf(await keyed(await keyOf(shared, subtle), sessionText(point), subtle), subtle);
  return { point, step: 0, stepKey, boxKey: await boxKeyOf(stepKey, subtle), records: 0, since: 0 };
}

async function nextStep({ point, step, stepKey }: Session, { subtle }: Crypto): Promise<Session> {
  const next = await keyOf(await keyed(stepKey, nextStepText, subtle), subtle);
  return {
    point,
    step: step + 1,
    stepKey: next,
    boxKey: await boxKeyOf(next, subtle),
    records: 0,
    since: 0,
  };
}

function keyed(key: CryptoKey, message: string, subtle: SubtleCrypto): Promise<ArrayBuffer> {
  return subtle.sign(keyedHash, key, utf8(message));
}

/** The key for HMAC that the hexadecimal text of these bytes is, for that is what the server can key with. */
async function keyOf(bytes: ArrayBuffer, subtle: SubtleCrypto): Promise<CryptoKey> {
  const text = hexAscii(new Uint8Array(bytes));
  const key = await subtle.importKey('raw', text, keyedHash, false, ['sign']);
  text.fill(0);
  return key;
}

async function boxKeyOf(stepKey: CryptoKey, subtle: SubtleCrypto): Promise<CryptoKey> {
  const text = hexAscii(new Uint8Array(await keyed(stepKey, boxKeyText, subtle)));
  const key = await subtle.importKey('raw', text.slice(0, 32), 'AES-GCM', false, ['encrypt']);
  text.fill(0);
  return key;
}

/** The ASCII bytes of the hexadecimal text of `bytes`, which are then cleared: no string of a key is ever made. */
function hexAscii(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const digits = utf8('0123456789abcdef');
  const text = new Uint8Array(2 * bytes.length);
  bytes.forEach((byte, at) => {
    text[2 * at] = digits[byte >> 4]!;
    text[2 * at + 1] = digits[byte & 15]!;
  });
  bytes.fill(0);
  return text;
}

function base64(...parts: Uint8Array[]): string {
  return btoa(parts.map((part) => String.fromCharCode(...part)).join(''));
}
