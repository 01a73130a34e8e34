import type { DBSchema } from 'idb';
import { sign } from '../../credentials/bytes/p256.ts';
import { bundleMessage } from '../../domain/bundle/bundle.ts';
import { tracerMessage } from '../../domain/custody/tracer-certificate.ts';
import { base64url, fromBase64url } from '../../domain/bytes/bytes.ts';
import { ReopeningDatabase } from '../browser/reopening-database.ts';

/** An official's key as this browser keeps it: no script can export the private half. */
interface KeyRecord {
  privateKey: CryptoKey;
  /** 65 bytes uncompressed, base64url: what the root certifies. */
  point: string;
}

interface KeySchema extends DBSchema {
  key: { key: 'own'; value: KeyRecord };
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** Where an official's browser keeps the one key they sign policy with, and certify other officers' browsers. */
export class OfficialKey {
  readonly #database: ReopeningDatabase<KeySchema>;
  #record: KeyRecord | null;

  private constructor(database: ReopeningDatabase<KeySchema>, record: KeyRecord | null) {
    this.#database = database;
    this.#record = record;
  }

  /** @param name tests use a database of their own */
  static async open(name = 'sitecode-official'): Promise<OfficialKey> {
    const database = new ReopeningDatabase<KeySchema>({
      name,
      upgrade: (fresh) => void fresh.createObjectStore('key'),
    });
    return new OfficialKey(
      database,
      (await database.run((connection) => connection.get('key', 'own'))) ?? null,
    );
  }

  /** The public half, base64url; null while there is no key. */
  get point(): string | null {
    return this.#record?.point ?? null;
  }

  /** Makes a key. The one that was here is lost for good. Rejects, and changes nothing, when the browser does not keep it. */
  async make(): Promise<string> {
    const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
    const point = base64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
    return this.#keep({ privateKey: pair.privateKey, point });
  }

  /** Takes a key that was made elsewhere: the founding officials' of the demo district. @param pkcs8 base64url */
  async adopt(pkcs8: string, point: string): Promise<string> {
    const privateKey = await crypto.subtle.importKey('pkcs8', fromBase64url(pkcs8), algorithm, false, [
      'sign',
    ]);
    return this.#keep({ privateKey, point });
  }

  /** r||s over a bundle's text, base64url. Throws an Error when there is no key. */
  sign(body: string): Promise<string> {
    return this.#sign(bundleMessage(body));
  }

  /** r||s over the certificate of an officer's browser, base64url. Throws an Error when there is no key. */
  certify(body: string): Promise<string> {
    return this.#sign(tracerMessage(body));
  }

  async #sign(message: Uint8Array<ArrayBuffer>): Promise<string> {
    if (!this.#record) throw new Error('This browser has no official’s key.');
    return base64url(await sign(this.#record.privateKey, message));
  }

  close(): void {
    this.#database.close();
  }

  async #keep(record: KeyRecord): Promise<string> {
    await this.#database.run(async (connection) => {
      const transaction = connection.transaction('key', 'readwrite', { durability: 'strict' });
      await Promise.all([transaction.store.put(record, 'own'), transaction.done]);
    });
    this.#record = record;
    return record.point;
  }
}
