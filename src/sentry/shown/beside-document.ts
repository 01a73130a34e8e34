import type { Verification } from '../../domain/credential/verification.ts';
import { maskedPersons } from '../../domain/text/masked-name.ts';

/**
 * A document that was laid down beside a pass. Whether they are one person's says the server, or the site's roster; where neither can, two
 * masked names that cannot be one person's say that they are not. That two masks are alike says nothing: it stays unknown, which admits nobody.
 * @param document what was found of the document: it decides
 * @param pass a live pass, as it was verified
 * @param same what was stated of the two
 */
export function besideDocument(
  document: Verification,
  pass: Verification,
  same: boolean | null,
): { verification: Verification; mismatch: boolean | null } {
  if (same === true) {
    // A roster may be older than the pass: of two statements on one person the newer counts.
    const { status, statedAt } = (pass.statedAt ?? 0) > (document.statedAt ?? 0) ? pass : document;
    const isProved = document.proof === 'proved';
    return { verification: isProved ? { ...document, status, statedAt } : document, mismatch: false };
  }
  const masks = [document, pass].map(({ person }) => person?.maskedName ?? '');
  const mismatch = same === false || maskedPersons(masks[0]!, masks[1]!) === 'different' ? true : null;
  return { verification: document, mismatch };
}
