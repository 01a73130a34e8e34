/**
 * Leaves out the English names that a place does not have, so that an answer is no longer for them.
 * @param fields the names of those fields, empty where there is no such name
 */
export function withEnglish<T extends object>(place: T, fields: readonly (keyof T)[]): T {
  const told = { ...place };
  for (const field of fields) if (!told[field]) delete told[field];
  return told;
}
