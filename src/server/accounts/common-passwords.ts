// A bundle of its own (passwords.js): a VM reads the long list only when somebody sets a password.
import { dictionary } from '@zxcvbn-ts/language-common';

// One text is a tenth of what a set of 49,000 texts would take in each VM.
const listed = `\n${dictionary['passwords-common'].join('\n')}\n`;

/** Whether a text, in small letters, is one of the passwords that are in use most (of leaked ones). */
export function isCommonPassword(word: string): boolean {
  return !word.includes('\n') && listed.includes(`\n${word}\n`);
}
