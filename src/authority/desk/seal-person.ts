import { tracingKey } from '../../domain/bundle/charter.ts';
import type { CharterAnswer } from '../../domain/custody/custody-api.ts';
import { CustodyRefused } from '../../credentials/signed/custody-verifier.ts';
import { IdentitySealer } from '../../credentials/custody/sealed-identity.ts';
import { maskName } from '../../domain/text/masked-name.ts';
import { knownCharter } from '../custody/known-charter.ts';

/** A person whom a clerk registers, as it leaves the browser: the server is told no name. */
interface SealedPerson {
  person: string;
  maskedName: string;
  sealed: string;
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
const idLength = 15;

/** A record's id as PocketBase makes them. */
export function newRecordId(): string {
  // Bytes that the alphabet does not divide are drawn again: no letter is likelier than another.
  let id = '';
  while (id.length < idLength) {
    const [byte] = crypto.getRandomValues(new Uint8Array(1));
    if (byte! < 252) id += letters[byte! % letters.length]!;
  }
  return id;
}

/**
 * Masks a name and seals who it is to the tracing key of the charter, which the root that this browser knows has signed.
 * @param person the record's id, which is bound into what is sealed; a new one when left out
 * @throws CustodyRefused when there is no such key, or the charter cannot be believed
 */
export async function sealPerson(
  answer: CharterAnswer,
  given: { name: string; idNumber: string; phone?: string | undefined; address?: string | undefined },
  person = newRecordId(),
): Promise<SealedPerson> {
  const key = tracingKey(await knownCharter(answer));
  if (!key) throw new CustodyRefused('charter', 'The charter names no tracing key yet.');
  const { name, idNumber, phone = '', address = '' } = given;
  const sealer = await IdentitySealer.begin(key);
  const sealed = await sealer.seal(person, { name, idNumber, phone, address });
  return { person, maskedName: maskName(name), sealed };
}
