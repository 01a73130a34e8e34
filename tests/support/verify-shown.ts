import { foreignVerification } from '../../src/credentials/foreign/foreign-status.ts';
import { verifyPass } from '../../src/credentials/pass/health-pass-verifier.ts';
import { askForeign, type PresentedContext } from '../../src/credentials/shown/verify.ts';
import type { Verification } from '../../src/domain/credential/verification.ts';

/** What the gate finds of one text that is shown: a pass, a health certificate (`HC1:`), a SMART Health Card (`shc:/`). */
export async function verifyShown(text: string, context: PresentedContext): Promise<Verification> {
  const foreign = await askForeign(text, context);
  return foreign ? foreignVerification(foreign, context.now) : verifyPass(text, context);
}
