import { hex, utf8 } from '../domain/bytes.ts';
import { inForce } from '../domain/charter.ts';
import { issuerMessage } from '../domain/health-pass.ts';
import { decodePaperPass, paperIdText, paperPassEnd, type PaperPass } from '../domain/paper-pass.ts';
import type { Proof, Verification } from '../domain/verification.ts';
import type { VerifyingContext } from './health-pass-verifier.ts';
import { sha256, verifies } from './p256.ts';

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
  if (now < fields.notBefore - window.futureSeconds * 1000) return answer('not-yet-valid', 'paper');
  return answer('proved', 'paper', fields);
}

/** Whether an ID number is the one a pass on paper was printed for; one in 65536 others is taken for it too. */
export async function idNumberMatches(fields: PaperPass, idNumber: string): Promise<boolean> {
  const digest = await sha256(utf8(paperIdText(fields.passId, idNumber)));
  return hex(digest.slice(0, 2)) === hex(fields.idHash);
}
