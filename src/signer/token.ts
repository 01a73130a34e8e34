import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Token, TokenPlace } from './keys.ts';

export interface Attribute {
  type: number;
  value: number | boolean | string | Buffer;
}

/** The part of pkcs11js that is used here (https://github.com/PeculiarVentures/pkcs11js, MIT). */
export interface Pkcs11 {
  load(path: string): void;
  C_Initialize(): void;
  C_Finalize(): void;
  C_GetSlotList(withToken: boolean): Buffer[];
  C_GetTokenInfo(slot: Buffer): { label: string };
  C_OpenSession(slot: Buffer, flags: number): Buffer;
  C_Login(session: Buffer, user: number, pin: string): void;
  C_CreateObject(session: Buffer, template: Attribute[]): Buffer;
  C_DestroyObject(session: Buffer, object: Buffer): void;
  C_GenerateKeyPair(
    session: Buffer,
    mechanism: { mechanism: number; parameter?: null },
    publicTemplate: Attribute[],
    privateTemplate: Attribute[],
  ): { publicKey: Buffer; privateKey: Buffer };
  C_GetAttributeValue(session: Buffer, object: Buffer, template: { type: number }[]): { value: Buffer }[];
  C_FindObjectsInit(session: Buffer, template: Attribute[]): void;
  C_FindObjects(session: Buffer): Buffer | null;
  C_FindObjectsFinal(session: Buffer): void;
  C_SignInit(session: Buffer, mechanism: { mechanism: number; parameter?: null }, key: Buffer): void;
  C_Sign(session: Buffer, data: Buffer, signature: Buffer): Buffer;
}

// PKCS #11 2.40, section 2 and "Mechanisms": names as they stand there.
const CKF_RW_SESSION = 2;
const CKF_SERIAL_SESSION = 4;
const CKU_USER = 1;
const CKA_CLASS = 0;
const CKA_LABEL = 3;
const CKO_PRIVATE_KEY = 3;
const CKO_SECRET_KEY = 4;
const CKM_ECDSA = 0x1041;
const CKM_SHA256_HMAC = 0x251;

/**
 * Opens a token and signs in as its user. pkcs11js is native code, built where it is installed: it is no part of the signer's one file,
 * and is looked for beside the keys (`npm install --prefix FOLDER pkcs11js`).
 * @param folder the signer's own
 * @param writes whether objects are to be made
 * @throws Error that says what is missing
 */
export function signInToToken(
  folder: string,
  { module, token, pinFile }: TokenPlace,
  writes = false,
): { pkcs11: Pkcs11; session: Buffer } {
  let library: { PKCS11: new () => Pkcs11 };
  try {
    library = createRequire(join(folder, 'keys.json'))('pkcs11js') as typeof library;
  } catch (error) {
    throw new Error(`pkcs11js cannot be loaded: npm install --prefix ${folder} pkcs11js`, { cause: error });
  }
  const pkcs11 = new library.PKCS11();
  pkcs11.load(module);
  pkcs11.C_Initialize();
  const slot = pkcs11.C_GetSlotList(true).find((one) => pkcs11.C_GetTokenInfo(one).label.trim() === token);
  if (!slot) throw new Error(`${module} knows no token with the label "${token}".`);
  const session = pkcs11.C_OpenSession(
    slot,
    writes ? CKF_SERIAL_SESSION | CKF_RW_SESSION : CKF_SERIAL_SESSION,
  );
  pkcs11.C_Login(session, CKU_USER, readFileSync(pinFile, 'utf8').trim());
  return { pkcs11, session };
}

/** @throws Error as `signInToToken`, and where a token is open already: a library is initialized once in a process */
export function openToken(folder: string, place: TokenPlace): Token & { close(): void } {
  const { pkcs11, session } = signInToToken(folder, place);
  const found = new Map<string, Buffer>();
  const find = (kind: number, label: string): Buffer => {
    const known = found.get(`${kind} ${label}`);
    if (known) return known;
    pkcs11.C_FindObjectsInit(session, [
      { type: CKA_CLASS, value: kind },
      { type: CKA_LABEL, value: label },
    ]);
    const object = pkcs11.C_FindObjects(session);
    pkcs11.C_FindObjectsFinal(session);
    if (!object) throw new Error(`The token "${place.token}" has no key with the label "${label}".`);
    found.set(`${kind} ${label}`, object);
    return object;
  };
  const make = (mechanism: number, key: Buffer, data: Buffer, length: number): Uint8Array => {
    pkcs11.C_SignInit(session, { mechanism, parameter: null }, key);
    return new Uint8Array(pkcs11.C_Sign(session, data, Buffer.alloc(length)));
  };
  return {
    sign: (label, message) =>
      make(CKM_ECDSA, find(CKO_PRIVATE_KEY, label), createHash('sha256').update(message).digest(), 64),
    hmac: (label, text) => make(CKM_SHA256_HMAC, find(CKO_SECRET_KEY, label), Buffer.from(text), 32),
    close: () => pkcs11.C_Finalize(),
  };
}
