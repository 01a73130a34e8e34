import { numberOfDay } from './day-keys.ts';
import { keyring } from './keyring.ts';
import { security, type App } from './vm.ts';

/**
 * The number of a person on one day. Passes and visits are logged under it, so a copied database shows unnamed people who
 * cannot be followed from one day to the next.
 * @param day YYYYMMDD
 */
export function personOfDay(app: App, citizen: string, day: number): number {
  return numberOfDay(app, day, `person:${citizen}`);
}

/** A personal value as it is stored: AES-256-GCM. */
export function seal(text: string): string {
  return security.encrypt(text, keyring().personKey);
}

/** Opens what `seal` closed. */
export function unseal(sealed: string): string {
  return security.decrypt(sealed, keyring().personKey);
}

/** What a phone number is found by: its digits, without the country's own prefix. */
export function phoneIndex(phone: string): string {
  const digits = phone.replace(/\D/g, '').replace(/^(00)?86(?=1\d{10}$)/, '');
  return security.hs256(`phone:${digits}`, keyring().indexKey);
}

/** What an ID number is found by without decrypting anybody. */
export function idNumberIndex(idNumber: string): string {
  return security.hs256(`id-number:${idNumber.toUpperCase()}`, keyring().indexKey);
}
