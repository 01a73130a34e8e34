/**
 * How a site's own roster knows a document without a network. The key is the site's alone: the signer makes it of the index key, the server
 * keeps it nowhere, and a sentry has it in memory with the roster that a shift's key opened. So the tags of one site say nothing at
 * another, and what lies in the database or on a tablet's disk is no list of numbers that could be tried out.
 */

/** The most documents of one person that a roster knows. */
export const mostCards = 3;

/** A document's tag on a roster: so many hexadecimal characters. */
export const cardTagLength = 32;

/** What is keyed (HMAC-SHA-256, with the site's key of 64 hexadecimal characters as ASCII) to give a tag, its first 32 characters. */
export function cardTagText(documentNumber: string): string {
  return `HSC1-roster-card.${documentNumber}`;
}
