import type { ForeignContext, ForeignVerification } from './foreign.ts';
import { hcertPrefix, verifyHcert } from '../hcert/hcert-verifier.ts';
import { cardPrefix } from '../smart-health-card/numeric.ts';
import { verifySmartHealthCard } from '../smart-health-card/smart-health-card-verifier.ts';

/** Which foreign credential a code's text begins as; null when it is none. */
export function foreignKind(text: string): ForeignVerification['source'] | null {
  if (text.startsWith(hcertPrefix)) return 'hcert';
  return text.startsWith(cardPrefix) ? 'smart-health-card' : null;
}

/**
 * Verifies one foreign credential. Never throws on any text.
 * @param codes the text of its QR code; the texts of all its codes for a split card (`ChunkCollector` gathers them)
 * @returns null when it is no foreign credential: then it may be a pass of our own
 */
export function verifyForeign(
  codes: string | readonly string[],
  context: ForeignContext,
): Promise<ForeignVerification> | null {
  const first = typeof codes === 'string' ? codes : codes[0];
  const kind = first === undefined ? null : foreignKind(first);
  if (kind === null) return null;
  return kind === 'hcert' ? verifyHcert(first!, context) : verifySmartHealthCard(codes, context);
}
