import { unproved, type ForeignContext, type ForeignVerification } from './foreign.ts';
import { hcertPrefix } from '../hcert/prefix.ts';
import { cardPrefix } from '../smart-health-card/numeric.ts';

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
  return kind === 'hcert' ? byHcert(first!, context) : byCard(codes, context);
}

/** The readers of these are a sixth of all that a gate needs: they come once it is open, from its own disk. */
const readers = {
  hcert: () => import('../hcert/hcert-verifier.ts'),
  card: () => import('../smart-health-card/smart-health-card-verifier.ts'),
};

/** Loads the readers before the first one is shown. */
export async function loadForeignReaders(): Promise<void> {
  // What cannot be had now is asked for again when somebody shows one.
  await Promise.allSettled([readers.hcert(), readers.card()]);
}

async function byHcert(text: string, context: ForeignContext): Promise<ForeignVerification> {
  const reader = await readers.hcert().catch(() => null);
  return reader ? reader.verifyHcert(text, context) : unproved('hcert', 'unreadable', 'not-known-form');
}

async function byCard(
  codes: string | readonly string[],
  context: ForeignContext,
): Promise<ForeignVerification> {
  const reader = await readers.card().catch(() => null);
  if (!reader) return unproved('smart-health-card', 'unreadable', 'not-known-form');
  return reader.verifySmartHealthCard(codes, context);
}
