import { hex, utf8 } from '../../domain/bytes/bytes.ts';
import { inForce, type Charter } from '../../domain/bundle/charter.ts';
import {
  deletionMessage,
  readDeletion,
  type DeletionCertificate,
  type SignedDeletion,
} from '../../domain/scan/deletion-certificate.ts';
import { signedBy } from './bundle-verifier.ts';
import { sha256 } from '../bytes/p256.ts';

/** Why a certificate proves nothing. */
export class DeletionRefused extends Error {
  override name = 'DeletionRefused';
}

/**
 * The certificates of a list, proved: each is signed by a statement key of one of the charters, in force at its time, and each names
 * the one before it in the list.
 * @param charters of one district, verified; an older one may name a key that the newest does not
 * @param before SHA-256 of the body of the one before the list's first, hexadecimal; '' when the list begins with number 1
 * @throws DeletionRefused naming the first that is none
 */
export async function verifyDeletions(
  list: readonly SignedDeletion[],
  charters: readonly Charter[],
  before = '',
): Promise<DeletionCertificate[]> {
  const proved: DeletionCertificate[] = [];
  let expected = before;
  for (const [index, signed] of list.entries()) {
    const where = `Certificate ${index + 1} of the list`;
    if (typeof signed?.body !== 'string' || typeof signed.signature !== 'string')
      throw new DeletionRefused(`${where} is none.`);
    const message = deletionMessage(signed.body);
    const signers = charters.flatMap(({ wordKeys }) => wordKeys).filter(({ id }) => id === signed.key);
    const signs = await Promise.all(signers.map(({ point }) => signedBy(point, signed.signature, message)));
    const signer = signers.filter((_, at) => signs[at]);
    if (signer.length === 0)
      throw new DeletionRefused(`${where} is not signed by a key that the charter names.`);
    let certificate: DeletionCertificate;
    try {
      certificate = readDeletion(signed.body);
    } catch (error) {
      throw new DeletionRefused(`${where}: ${(error as Error).message}`);
    }
    if (!signer.some((key) => inForce(key, certificate.keyDestroyedAt)))
      throw new DeletionRefused(`${where} is signed by a key that was not in force at its time.`);
    const last = proved.at(-1);
    if (last && certificate.number !== last.number + 1)
      throw new DeletionRefused(
        `${where} has number ${certificate.number}: number ${last.number + 1} is missing.`,
      );
    if (certificate.before !== expected)
      throw new DeletionRefused(`${where} (number ${certificate.number}) does not follow the one before it.`);
    proved.push(certificate);
    expected = hex(await sha256(utf8(signed.body)));
  }
  return proved;
}
