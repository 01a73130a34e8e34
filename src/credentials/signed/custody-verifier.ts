import {
  charterMessage,
  inForce,
  readCharter,
  type Charter,
  type Official,
  type PublicKey,
  type SignedCharter,
} from '../../domain/bundle/charter.ts';
import {
  custodiansNeeded,
  readTracer,
  tracerMessage,
  type Tracer,
  type TracerSignature,
} from '../../domain/custody/tracer-certificate.ts';
import { signedBy } from './bundle-verifier.ts';

/** Why what the server sent about custody is not used. */
export class CustodyRefused extends Error {
  constructor(
    readonly reason: 'root' | 'older' | 'charter' | 'uncertified',
    message: string,
  ) {
    super(message);
    this.name = 'CustodyRefused';
  }
}

/** The charter that a root signed. @param now UTC ms @throws CustodyRefused */
export async function verifyCharter(signed: SignedCharter, root: PublicKey, now: number): Promise<Charter> {
  const isSigned =
    signed.root === root.id && (await signedBy(root.point, signed.signature, charterMessage(signed.body)));
  if (!isSigned) throw new CustodyRefused('charter', 'The root did not sign this charter.');
  let charter: Charter;
  try {
    charter = readCharter(signed.body);
  } catch (fault) {
    throw new CustodyRefused('charter', (fault as Error).message);
  }
  if (!(now < charter.expiresAt)) throw new CustodyRefused('charter', 'The district’s charter has expired.');
  return charter;
}

/** The different custody officers who have signed for a browser. One account and one key are one officer. */
export async function certifiersOf(
  charter: Charter,
  body: string,
  signatures: readonly TracerSignature[],
  now: number,
): Promise<Official[]> {
  const message = tracerMessage(body);
  const found: Official[] = [];
  for (const { custodian, signature } of signatures.slice(0, 16)) {
    const one = charter.custodians?.find(({ id }) => id === custodian);
    if (!one || !inForce(one, now) || !(await signedBy(one.point, signature, message))) continue;
    if (!found.some(({ point, account }) => point === one.point || account === one.account)) found.push(one);
  }
  return found;
}

/**
 * Whose a browser is, when two custody officers of the charter, and not the officer alone, say so.
 * @throws CustodyRefused when they do not
 */
export async function certifiedTracer(
  charter: Charter,
  given: { body: string; signatures: readonly TracerSignature[] },
  now: number,
): Promise<Tracer> {
  let tracer: Tracer;
  try {
    tracer = readTracer(given.body);
  } catch (fault) {
    throw new CustodyRefused('uncertified', (fault as Error).message);
  }
  const certifiers = await certifiersOf(charter, given.body, given.signatures, now);
  if (certifiers.filter(({ account }) => account !== tracer.account).length < custodiansNeeded)
    throw new CustodyRefused('uncertified', 'Two custody officers have not certified this browser.');
  return tracer;
}
