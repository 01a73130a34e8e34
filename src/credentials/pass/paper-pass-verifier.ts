import { hex } from '../../domain/bytes/bytes.ts';
import { inForce } from '../../domain/bundle/charter.ts';
import { issuerMessage } from '../../domain/pass/health-pass.ts';
import { decodePaperPass, paperPassEnd, type PaperPass } from '../../domain/pass/paper-pass.ts';
import type { Proof, Verification } from '../../domain/credential/verification.ts';
import type { VerifyingContext } from './verifying-context.ts';
import { verifies } from '../bytes/p256.ts';

function answer(proof: Proof, kind: 'paper' | null, fields?: PaperPass): Verification {
  return {
    proof,
    kind,
    challenged: false,
    person: fields ? { maskedName: fields.maskedName, passId: hex(fields.passId) } : null,
    status: null,
    statedAt: fields ? fields.notBefore : null,
    showing: null,
    // A print is shown again and again: there is no replay of it.
    replayKey: null,
  };
}

/**
 * Verifies the QR text of a pass on paper: whose it is, and nothing of a status. Null when the text is that of a phone's pass.
 * Never throws.
 */
export async function verifyPaperPass(
  text: string,
  { now, window, issuers }: Pick<VerifyingContext, 'now' | 'window' | 'issuers'>,
): Promise<Verification | null> {
  let read: ReturnType<typeof decodePaperPass>;
  try {
    read = decodePaperPass(text);
  } catch {
    return answer('unreadable', null);
  }
  if (!read) return null;
  const { body, signature, fields } = read;
  const issuer = issuers.get(fields.issuer);
  if (!issuer || !inForce(issuer, fields.notBefore)) return answer('forged', 'paper');
  if (!(await verifies(issuer.key, signature, issuerMessage(body)))) return answer('forged', 'paper');
  // Asked this way round, a clock that gives no number proves nothing.
  if (!(now < paperPassEnd(fields))) return answer('expired', 'paper');
  if (!(now >= fields.notBefore - window.futureSeconds * 1000)) return answer('not-yet-valid', 'paper');
  return answer('proved', 'paper', fields);
}
