import { demandSealingKey } from '../../custody/sealing-key.ts';
import { indexOf, sealedIdentities } from '../../keys/signer.ts';
import type { PersonSeals } from './plan-people.ts';

/** As any district closes them. */
export function personSeals(): PersonSeals {
  const key = demandSealingKey();
  return {
    generation: key.generation,
    seal: (person, identity) => sealedIdentities(key, [{ person, identity }])[0]!,
    idNumberIndex: (idNumber) => indexOf('id-number', idNumber),
    phoneIndex: (phone) => indexOf('phone', phone),
  };
}
