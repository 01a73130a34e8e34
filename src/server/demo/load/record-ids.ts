/** PocketBase's ids have 15 small letters and digits. This one is told by a letter for the collection and the nth record, from 1. */
export function recordId(letter: string, nth: number): string {
  // A prime below 2^31: no two numbers are scattered to the same.
  const scattered = ((nth * 48_271) % 2_147_483_647).toString(36);
  return letter + nth.toString(36).padStart(8, '0') + scattered.padStart(6, '0');
}

/** A person by their serial number: the cast first, from 1, then the many, then the family of the first, then who was registered twice. */
export const personId = (serial: number): string => recordId('c', serial);
/** The account of the person with this serial number. */
export const accountId = (serial: number): string => recordId('a', serial);
/** The owner of the cast is the first, that of the chain the second. */
export const ownerId = (nth: number): string => recordId('w', nth);
