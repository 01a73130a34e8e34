import type { DBSchema } from 'idb';
import { base64url } from '../../domain/bytes/bytes.ts';
import type { BoxKey } from '../../domain/custody/identity.ts';
import { openIdentity } from '../../credentials/custody/sealed-identity.ts';
import type { Identity } from '../../domain/custody/identity.ts';
import { unwrapKey, unwrapSecret, wrapKey } from '../../credentials/custody/wrapped-key.ts';
import { ReopeningDatabase } from '../browser/reopening-database.ts';

/** The key of an officer's browser: no script can export the private half. */
interface KeyRecord {
  privateKey: CryptoKey;
  /** 65 bytes uncompressed, base64url: what custody officers certify. */
  point: string;
}

interface KeySchema extends DBSchema {
  /** By the staff account: several officers may work at one computer. */
  own: { key: string; value: KeyRecord };
}

const algorithm = { name: 'ECDH', namedCurve: 'P-256' } as const;

/**
 * Where an officer's browser keeps the key that the tracing key is wrapped for. The tracing key itself is in no file of the browser's: it is
 * unwrapped for the opening of a name, not exportable, and forgotten with the page.
 */
export class TracerKey {
  readonly #database: ReopeningDatabase<KeySchema>;
  readonly #account: string;
  #record: KeyRecord | null;

  private constructor(database: ReopeningDatabase<KeySchema>, account: string, record: KeyRecord | null) {
    this.#database = database;
    this.#account = account;
    this.#record = record;
  }

  /** @param name tests use a database of their own */
  static async open(account: string, name = 'sitecode-tracer'): Promise<TracerKey> {
    const database = new ReopeningDatabase<KeySchema>({
      name,
      upgrade: (fresh) => void fresh.createObjectStore('own'),
    });
    const record = await database.run((connection) => connection.get('own', account));
    return new TracerKey(database, account, record ?? null);
  }

  /** The public half, base64url; null while there is no key. */
  get point(): string | null {
    return this.#record?.point ?? null;
  }

  /** Makes a key in place of the one that was here. Rejects, and changes nothing, when the browser does not keep it. */
  async make(): Promise<string> {
    const pair = await crypto.subtle.generateKey(algorithm, false, ['deriveBits']);
    const point = base64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
    const record = { privateKey: pair.privateKey, point };
    await this.#database.run(async (connection) => {
      const transaction = connection.transaction('own', 'readwrite', { durability: 'strict' });
      await Promise.all([transaction.store.put(record, this.#account), transaction.done]);
    });
    this.#record = record;
    return point;
  }

  /** Opens a person's identity. @throws RangeError when the key is not for this browser, or the text not of this person */
  async openName(tracing: BoxKey, wrapped: string, person: string, sealed: string): Promise<Identity> {
    return openIdentity(await unwrapKey(this.#private(), tracing, wrapped), person, sealed);
  }

  /**
   * Wraps the tracing key for the browser of the next officer, whose certificate the caller has verified.
   * @param point the other browser's
   * @throws RangeError when the key is not for this browser
   */
  async handOn(tracing: BoxKey, wrapped: string, point: string): Promise<string> {
    const secret = await unwrapSecret(this.#private(), tracing, wrapped);
    try {
      return await wrapKey(secret, { generation: 0, point }, tracing);
    } finally {
      secret.fill(0);
    }
  }

  close(): void {
    this.#database.close();
  }

  #private(): CryptoKey {
    if (!this.#record) throw new RangeError('This browser has no key that opens names.');
    return this.#record.privateKey;
  }
}
