import type { SignedBundle } from '../../domain/bundle/bundle.ts';
import {
  readCharter,
  type Charter,
  type PublicKey,
  type SignedCharter,
} from '../../domain/bundle/charter.ts';
import { besideKeyring } from '../keys/keyring.ts';
import { os, textOf } from '../vm/vm.ts';

/**
 * The district's charter as its root signed it, with the root's public half. Both are made offline (docs/operations.md);
 * the server only passes them on. They lie beside the keyring.
 */
export interface DistrictCharter {
  root: PublicKey;
  signed: SignedCharter;
  charter: Charter;
}

let held: { read: DistrictCharter; at: number } | null = null;
/** A new charter is taken up without a restart. */
const readEvery = 60_000;

/** The charter; throws an Error that says what is wrong with its file. */
export function charter(): DistrictCharter {
  const now = Date.now();
  if (held && Math.abs(now - held.at) < readEvery) return held.read;
  const path = besideKeyring('charter.json');
  try {
    const { root, signed } = JSON.parse(textOf(os.readFile(path))) as Omit<DistrictCharter, 'charter'>;
    held = { read: { root, signed, charter: readCharter(signed.body) }, at: now };
  } catch (error) {
    throw new Error(`${path}, the district’s charter, cannot be read: ${String(error)}`, { cause: error });
  }
  return held.read;
}

/** The bundle that the district was set up with; null when there is none. */
export function firstBundle(): SignedBundle | null {
  try {
    const { body, signatures } = JSON.parse(
      textOf(os.readFile(besideKeyring('first-bundle.json'))),
    ) as SignedBundle;
    return { charter: charter().signed, body, signatures };
  } catch {
    return null;
  }
}
