import { fromBase64url, base64url } from '../../domain/bytes/bytes.ts';
import type { PasskeyAddRequest, PasskeyAsked, PasskeyBegun } from '../../domain/api/passkey-api.ts';
import { passkeyProofText } from '../../credentials/passkey/passkey.ts';

/** Whether this browser has passkeys at all: a page that is not of a secure address has none. */
export function hasPasskeys(): boolean {
  return typeof PublicKeyCredential === 'function' && typeof navigator.credentials?.get === 'function';
}

const bytesOf = (part: ArrayBuffer) => new Uint8Array(part);
const known = (ids: readonly string[]): PublicKeyCredentialDescriptor[] =>
  ids.map((id) => ({ type: 'public-key', id: fromBase64url(id) }));

/** Makes a passkey. @throws DOMException where the person does not want to, or the device has it already */
export async function makePasskey(
  { challenge, rpId, district, account, known: ids }: PasskeyBegun,
  name: string,
): Promise<PasskeyAddRequest> {
  const made = (await navigator.credentials.create({
    publicKey: {
      challenge: fromBase64url(challenge),
      rp: { id: rpId, name: district },
      user: { id: new TextEncoder().encode(account.id), name: account.name, displayName: account.name },
      // ES256 alone: the server verifies no other.
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
      attestation: 'none',
      excludeCredentials: known(ids),
      authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
    },
  })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    name,
    clientData: base64url(bytesOf(response.clientDataJSON)),
    attestation: base64url(bytesOf(response.attestationObject)),
  };
}

/** Signs what a sign-in was asked, for this page's address. @throws DOMException where the person does not want to */
export async function usePasskey({ challenge, ids }: PasskeyAsked): Promise<string> {
  const given = (await navigator.credentials.get({
    publicKey: {
      challenge: fromBase64url(challenge),
      allowCredentials: known(ids),
      userVerification: 'preferred',
    },
  })) as PublicKeyCredential;
  const response = given.response as AuthenticatorAssertionResponse;
  return passkeyProofText({
    id: base64url(bytesOf(given.rawId)),
    authenticatorData: bytesOf(response.authenticatorData),
    clientData: bytesOf(response.clientDataJSON),
    signature: bytesOf(response.signature),
  });
}
