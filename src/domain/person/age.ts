/** Under so many years a guardian consents for somebody (Personal Information Protection Law, art. 31). */
export const consentAge = 14;
/** From so many on somebody can be a guardian. */
export const guardianAge = 18;

/** How old somebody is on a day, by their resident ID number, whole years. @param day YYYYMMDD */
export function ageOn(idNumber: string, day: number): number {
  return yearsOn(Number(idNumber.slice(6, 14)), day);
}

/** How old somebody is on a day who was born on another, whole years. @param born YYYYMMDD */
export function yearsOn(born: number, day: number): number {
  return Math.floor((day - born) / 10_000);
}
