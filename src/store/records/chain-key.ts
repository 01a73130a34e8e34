import { sign } from '../../credentials/bytes/p256.ts';
import { base64url } from '../../domain/bytes/bytes.ts';
import { rosterTakenMessage } from '../../domain/roster/roster-taken.ts';
import { chainHeadMessage } from '../../domain/scan/scan-chain.ts';

/** The key as a database keeps it: no script can export the private half. */
export interface KeptKey {
  privateKey: CryptoKey;
  /** 65 bytes uncompressed, base64url. */
  point: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** What this device signs its chains with. It is made once and stays the same when the device is paired anew. */
export class ChainKey {
  readonly #kept: KeptKey;

  constructor(kept: KeptKey) {
    this.#kept = kept;
  }

  /** Makes a new key; it is not kept anywhere yet. */
  static async make(): Promise<KeptKey> {
    const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
    const point = base64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
    return { privateKey: pair.privateKey, point };
  }

  /** The public half as a pairing request carries it: 65 bytes uncompressed, base64url. */
  get point(): string {
    return this.#kept.point;
  }

  /** r||s, base64url: that this device's chain reads `link` after record `seq`. */
  async signHead(chain: string, seq: number, link: string): Promise<string> {
    return base64url(await sign(this.#kept.privateKey, chainHeadMessage(chain, seq, link)));
  }

  /** r||s, base64url: that this device has a version of its site's roster. @param body as `RosterTaken` says it, JSON */
  async signTaken(body: string): Promise<string> {
    return base64url(await sign(this.#kept.privateKey, rosterTakenMessage(body)));
  }
}

/** True when what a database holds is a whole key. */
export function isKeptKey(value: unknown): value is KeptKey {
  const key = value as KeptKey | undefined;
  return typeof key?.point === 'string' && key.privateKey instanceof CryptoKey;
}
