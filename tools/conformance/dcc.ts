// EU DCC test data through the verifier, from the text of the QR code alone.
import type { ForeignVerification } from '../../src/credentials/foreign/foreign.ts';
import { certificatesIn, trustEntryOf } from '../../src/credentials/hcert/certificate-import.ts';
import { verifyHcert } from '../../src/credentials/hcert/hcert-verifier.ts';
import { emptyTrustList, type TrustList } from '../../src/domain/credential/trust-list.ts';
import { utf8 } from '../../src/domain/bytes/bytes.ts';
import { reasonOf } from '../plain-error.ts';
import type { DccCase, Step } from './dcc-cases.ts';
import type { Judged } from './report.ts';

/**
 * Judges one case: the verifier, told to trust the case's certificate alone, must accept the code when every step the case
 * tests should succeed, and refuse it when one of them should fail.
 */
export async function judgeDcc(dcc: DccCase): Promise<Judged> {
  const failing = stepsToFail(dcc);
  const wanted = failing.length === 0;
  const { answer, keyFault } = await verify(dcc);
  const accepted = answer.proof === 'proved';
  const why = `expected ${wanted ? 'to hold' : `to fail at ${failing.join(', ')}`}, found ${answer.proof}`;
  const details = [...answer.reasons, ...(keyFault ? [keyFault] : [])];
  return {
    name: dcc.name,
    passed: accepted === wanted,
    why: details.length > 0 ? `${why} (${details.join('; ')})` : why,
  };
}

/**
 * The steps that must make the verifier refuse. Where the signature is said to hold, a step that compares with the JSON or
 * the schema beside the code, and is said to fail, is a fault of what lies beside: the text alone is genuine.
 */
function stepsToFail({ expected }: DccCase): Step[] {
  const failing = [...expected].filter(([, should]) => !should).map(([step]) => step);
  return expected.get('VERIFY') === true ? failing.filter((step) => !besideSteps.has(step)) : failing;
}

const besideSteps: ReadonlySet<Step> = new Set<Step>(['DECODE', 'VALIDJSON', 'SCHEMAVALIDATION']);

async function verify(dcc: DccCase): Promise<{ answer: ForeignVerification; keyFault: string | null }> {
  const { trust, fault } = await trustOf(dcc);
  const stated = dcc.clock ?? Date.now();
  const answer = await verifyHcert(dcc.text, { now: stated, trust });
  // A case that does not test expiry says nothing about time (its clock is often another test's): such a certificate is
  // looked at in its own first second, which it states itself.
  const timeTested =
    dcc.clock === null ? dcc.expected.get('EXPIRATIONCHECK') === false : dcc.expected.has('EXPIRATIONCHECK');
  const late = answer.proof === 'expired' || answer.proof === 'not-yet-valid';
  if (timeTested || !late || answer.issuedAt === null) return { answer, keyFault: fault };
  return { answer: await verifyHcert(dcc.text, { now: answer.issuedAt, trust }), keyFault: fault };
}

/**
 * The trust list of a case: its certificate. The certificate's own validity is not applied: the set has no step for it, and
 * many of its codes were signed outside of it.
 */
async function trustOf({ certificate }: DccCase): Promise<{ trust: TrustList; fault: string | null }> {
  try {
    const [der] = certificatesIn(utf8(certificate));
    const entry = await trustEntryOf(der!);
    return {
      trust: { entries: [{ ...entry, notBefore: null, notAfter: null }], revocations: [] },
      fault: null,
    };
  } catch (error) {
    return { trust: emptyTrustList, fault: reasonOf(error) };
  }
}
