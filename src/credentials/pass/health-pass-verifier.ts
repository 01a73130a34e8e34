import { concat, fromBase64url } from '../../domain/bytes/bytes.ts';
import { inForce, type ChartedKey } from '../../domain/bundle/charter.ts';
import {
  decodeShownPass,
  issuerMessage,
  passEnd,
  passIdText,
  showingBytes,
  showingMessage,
  type ShownPass,
} from '../../domain/pass/health-pass.ts';
import type { Proof, Verification } from '../../domain/credential/verification.ts';
import { uncompressedPoint } from '../bytes/curve-point.ts';
import { sha256, verifies, verifyingKey } from '../bytes/p256.ts';
import { verifyPaperPass } from './paper-pass-verifier.ts';
import type { Issuers, VerifyingContext } from './verifying-context.ts';

/** The issuers of a charter as keys. A key that is no P-256 point is left out: what it signed is then forged. */
export async function importIssuers(keys: readonly ChartedKey[]): Promise<Issuers> {
  const issuers = new Map<number, Pick<ChartedKey, 'notBefore' | 'notAfter'> & { key: CryptoKey }>();
  for (const { id, point, notBefore, notAfter } of keys) {
    const key = await Promise.resolve()
      .then(() => verifyingKey(fromBase64url(point)))
      .catch(() => null);
    if (key) issuers.set(id, { key, notBefore, notAfter });
  }
  return issuers;
}

function unproved(proof: Proof, replayKey: string | null = null): Verification {
  return {
    proof,
    kind: 'pass',
    challenged: false,
    person: null,
    status: null,
    statedAt: null,
    showing: null,
    replayKey,
  };
}

/** Which window a showing with good signatures misses; 'proved' when it misses none. */
function timing(shown: ShownPass, context: VerifyingContext, replayKey: string): Proof {
  const { now, window } = context;
  const { fields, showing } = shown;
  const end = passEnd(fields);
  // Asked this way round, a clock or a window that gives no number proves nothing.
  if (!(now < end && showing.at < end)) return 'expired';
  if (!(now >= fields.notBefore - window.futureSeconds * 1000)) return 'not-yet-valid';
  if (!(showing.at >= now - window.pastSeconds * 1000)) return 'stale';
  if (!(showing.at <= now + window.futureSeconds * 1000)) return 'ahead';
  if (showing.challenge.length > 0 && !context.audience?.knows(showing.challenge)) return 'stale';
  return context.used(replayKey) ? 'replayed' : 'proved';
}

/** Verifies the QR text of a pass, a phone's or one on paper. Never throws: what cannot be read is 'unreadable'. */
export async function verifyPass(text: string, context: VerifyingContext): Promise<Verification> {
  return (await verifyPaperPass(text, context)) ?? verifyShownPass(text, context);
}

/**
 * Verifies the QR text of a shown pass. Never throws on any text: what cannot be read is 'unreadable'. Signatures are
 * checked before times, so that 'expired' or 'stale' is only ever said of a genuine pass.
 */
export async function verifyShownPass(text: string, context: VerifyingContext): Promise<Verification> {
  let shown: ShownPass;
  let holder: Uint8Array<ArrayBuffer>;
  try {
    shown = decodeShownPass(text);
    holder = uncompressedPoint(shown.fields.holderX, shown.fields.holderYOdd);
  } catch {
    return unproved('unreadable');
  }
  const { pass, fields, showing } = shown;
  const { audience } = context;
  const challenged = showing.challenge.length > 0;
  const replayKey = `${passIdText(fields)}.${Math.floor((showing.at - fields.notBefore) / 1000)}`;
  const issuer = context.issuers.get(fields.issuer);
  if (!issuer || !inForce(issuer, fields.notBefore)) return unproved('forged', replayKey);
  // An answer to a code is signed for one sentry: where none is here, it can be for nobody here.
  if (challenged && !audience) return unproved('forged', replayKey);
  const digest = await sha256(concat(pass.body, pass.signature));
  const asked = challenged && audience ? { ...audience, challenge: showing.challenge } : null;
  const message = showingMessage(digest, fields.notBefore, showing.at, asked);
  const [issued, held] = await Promise.all([
    verifies(issuer.key, new Uint8Array(pass.signature), issuerMessage(pass.body)),
    verifyingKey(holder).then((key) => verifies(key, new Uint8Array(showing.signature), message)),
  ]);
  if (!issued || !held) return unproved('forged', replayKey);
  const proof = timing(shown, context, replayKey);
  if (proof !== 'proved') return unproved(proof, replayKey);
  const { colour, lastResult, sampleTime, doses, lastDose } = fields;
  return {
    proof,
    kind: 'pass',
    challenged,
    person: { maskedName: fields.maskedName, passId: passIdText(fields) },
    status: { colour, lastResult, sampleTime, doses, lastDose },
    statedAt: fields.notBefore,
    showing: showingBytes(fields.notBefore, showing),
    replayKey,
  };
}
