/**
 * The code that gives the sentries of a site the key of a shift: the owner's page shows it, and the sentry's own camera reads it. It lies in
 * no address and is stored on no tablet. In capitals and digits, so that it makes a small QR code.
 */
export interface ShiftCode {
  site: number;
  shift: number;
  /** When the shift ends, and the sentry forgets the key, UTC ms: whole minutes. */
  until: number;
  /** 32 capital hexadecimal characters. */
  key: string;
}

export const shiftCodePrefix = 'HSCR1.';
const minute = 60_000;
const pattern = /^HSCR1\.([1-9]\d{0,9})\.([1-9]\d{0,8})\.([1-9]\d{0,9})\.([0-9A-F]{32})$/;

/** So long a shift may be, hours. */
export const shiftHours = { min: 1, max: 24 } as const;

export function shiftCodeText({ site, shift, until, key }: ShiftCode): string {
  return `${shiftCodePrefix}${site}.${shift}.${Math.floor(until / minute)}.${key}`;
}

/** The code in a text that a camera read; null for what is none. */
export function readShiftCode(text: string): ShiftCode | null {
  const [, site, shift, minutes, key] = pattern.exec(text) ?? [];
  if (key === undefined) return null;
  return { site: Number(site), shift: Number(shift), until: Number(minutes) * minute, key };
}
