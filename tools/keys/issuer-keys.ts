// Which issuers' keys a signer has, and how it gets another: made in its file, or in the token where its keys lie.
import { join } from 'node:path';
import { longestPaperDays } from '../../src/domain/pass/pass-lifetime.ts';
import type { SignerFile, StoredKey, TokenFile, TokenKey } from '../../src/signer/keys.ts';
import { PlainError } from '../plain-error.ts';
import { newSigningKey, readSignerFile, signerFolder, writeClosed, type IssuerKey } from './secrets.ts';
import { destroyInToken, makeIssuerInToken } from './token-keys.ts';

const day = 86_400_000;
/** The longest that a pass lives (one on paper): for so long a retired issuer's key stays in the charter. */
const longestPass = longestPaperDays * day;
/** How long after its successor's time a retired key may still have signed, ms: servers and clocks differ. */
export const handOverMs = day;

type Held = StoredKey | TokenKey;

/**
 * The keys after a change of issuer: those whose passes have all ended are gone, a new one, which is answered whole, is the last.
 * @param make makes the key of a number
 * @throws PlainError when there is no number left
 */
export function withNewIssuer<Made extends Held>(
  issuers: readonly IssuerKey[],
  signsFrom: number,
  now: number,
  make: (id: number) => Made,
): { issuers: IssuerKey[]; made: Made } {
  const live = issuers
    .filter(({ retiredAt }) => retiredAt === undefined || retiredAt + handOverMs + longestPass > now)
    .map((key) => ({ ...key, retiredAt: key.retiredAt ?? signsFrom }));
  const taken = new Set(live.map(({ id }) => id));
  let id = ((issuers.at(-1)?.id ?? 0) % 255) + 1;
  for (let tries = 0; taken.has(id) && tries < 255; tries++) id = (id % 255) + 1;
  if (taken.has(id))
    throw new PlainError('255 issuer keys are in use: wait until passes of the oldest have ended.');
  const made = make(id);
  return { issuers: [...live, { id: made.id, publicKey: made.publicKey, signsFrom }], made };
}

/** Changes which issuers' keys the signer has. It reads its file again when it is asked for one that it does not know. */
export async function changeSignerIssuers(
  keyring: string,
  change: (issuers: SignerFile['issuers']) => Held[],
): Promise<void> {
  const file = await readSignerFile(keyring);
  await writeClosed(join(signerFolder(keyring), 'keys.json'), { ...file, issuers: change(file.issuers) });
}

/**
 * Gives the signer another issuer's key, in its token where it has one, and takes away those whose passes have all ended.
 * @param keyring where the keyring lies
 * @param issuers as the keyring names them now
 * @param signsFrom UTC ms
 * @returns what the keyring is to name now, and the new key's number
 * @throws PlainError when none can be made; nothing is changed then
 */
export async function giveSignerIssuer(
  keyring: string,
  issuers: readonly IssuerKey[],
  signsFrom: number,
  now: number,
): Promise<{ issuers: IssuerKey[]; id: number }> {
  const folder = signerFolder(keyring);
  const { pkcs11, issuers: before } = (await readSignerFile(keyring)) as SignerFile & Partial<TokenFile>;
  const next = withNewIssuer(issuers, signsFrom, now, (id): Held =>
    pkcs11 ? makeIssuerInToken(folder, pkcs11, id) : newSigningKey(id),
  );
  const { made } = next;
  const stays = ({ id }: Held): boolean => next.issuers.some((kept) => kept.id === id && id !== made.id);
  await changeSignerIssuers(keyring, (keys) => [...keys.filter(stays), made]);
  const gone = (before as Held[]).filter((key) => !stays(key));
  if (pkcs11)
    destroyInToken(
      folder,
      pkcs11,
      gone.flatMap((key) => ('label' in key ? [key.label] : [])),
    );
  return { issuers: next.issuers, id: made.id };
}
