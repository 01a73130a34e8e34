import { base64url, fromBase64url } from '../../domain/bytes/bytes.ts';
import type { BoxKey } from '../../domain/custody/identity.ts';
import { agreementKey, BoxClosed, BoxMaker, generationOfBox, openBox } from './closed-box.ts';

/**
 * The private half of a generation of the tracing key, closed for one officer's browser or for the escrow key. Nobody else opens it, and
 * whoever does compares it with the public half that the root signed.
 */
const purpose = 'HSC1-tracing-key';
const secretBytes = 32;

/**
 * @param secret 32 bytes
 * @param holder whose key it is closed for; its generation is that of the escrow key, 0 for a browser's
 * @param tracing the generation of the tracing key that this is
 * @returns base64url
 */
export async function wrapKey(
  secret: Uint8Array<ArrayBuffer>,
  holder: BoxKey,
  tracing: BoxKey,
): Promise<string> {
  const maker = await BoxMaker.begin(holder);
  return base64url(await maker.close(purpose, subjectOf(tracing), secret));
}

/**
 * The 32 bytes. Only for handing the key on: what keeps it takes `unwrapKey`.
 * @throws RangeError when it does not open, or is not the private half of `tracing`
 */
export async function unwrapSecret(
  holder: CryptoKey,
  tracing: BoxKey,
  wrapped: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const secret = await openBox(holder, purpose, subjectOf(tracing), fromBase64url(wrapped));
  if (secret.length !== secretBytes) throw new BoxClosed('What was closed here is no key.');
  await agreementKey(secret, tracing.point);
  return secret;
}

/** The key as a browser keeps it: no script can export it. @throws RangeError as `unwrapSecret` */
export async function unwrapKey(holder: CryptoKey, tracing: BoxKey, wrapped: string): Promise<CryptoKey> {
  const secret = await unwrapSecret(holder, tracing, wrapped);
  const key = await agreementKey(secret, tracing.point);
  secret.fill(0);
  return key;
}

/** Whether a text has the form of a wrapped key. */
export function isWrappedKey(text: string): boolean {
  try {
    const box = fromBase64url(text);
    generationOfBox(box);
    return box.length === wrappedBytes;
  } catch {
    return false;
  }
}
/** Version, generation, ephemeral point, nonce, the secret, tag. */
const wrappedBytes = 2 + 65 + 12 + secretBytes + 16;

function subjectOf({ generation, point }: BoxKey): string {
  return `${generation}.${point}`;
}
