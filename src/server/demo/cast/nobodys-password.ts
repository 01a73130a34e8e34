import { NewRecord, security, type App } from '../../vm/vm.ts';

/**
 * The hash of a random password that is thrown away at once, for the many accounts nobody signs in to: to hash one for each
 * would take half a minute.
 */
export function nobodysPassword(app: App): string {
  const pattern = new NewRecord(app.findCollectionByNameOrId('owners'));
  pattern.setRandomPassword();
  return pattern.getString('password:hash');
}

/** What an account's tokens are signed with, besides the collection's own secret. */
export function newTokenKey(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  return security.randomStringWithAlphabet(50, letters);
}
