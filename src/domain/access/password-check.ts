import { longestPasswordBytes, shortestPassword, type AccountKind, type PasswordFault } from './account.ts';

/** Rows of neighbours that fingers find without a thought; each is read in both directions. */
const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
];
const pairs = new Set(
  rows.flatMap((row) => [row, [...row].toReversed().join('')]).flatMap((row) => pairsOf(row)),
);

function pairsOf(row: string): string[] {
  return [...row].slice(1).map((letter, at) => row[at]! + letter);
}

/** Letters that stand for others, as everybody who guesses knows. */
const stands: { [sign: string]: string } = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

function withoutStandIns(text: string): string {
  return [...text].map((sign) => stands[sign] ?? sign).join('');
}

/** One piece of up to six characters again and again, "abc123abc123"; or mostly steps along a row, "qwertyuiop12". */
function isPattern(text: string): boolean {
  const letters = [...text];
  for (let length = 1; length <= Math.min(6, Math.floor(letters.length / 2)); length++) {
    if (letters.every((letter, at) => letter === letters[at % length])) return true;
  }
  const steps = pairsOf(text).filter((pair) => pairs.has(pair) || pair[0] === pair[1]).length;
  return steps >= (letters.length - 1) * 0.75;
}

/** A common password as it stands, with other signs for its letters, or with digits and signs before or after it. */
function isCommon(text: string, isListed: (word: string) => boolean): boolean {
  const core = text.replace(/^[^a-z]+|[^a-z]+$/g, '');
  const words = [text, core, withoutStandIns(text), withoutStandIns(core)];
  for (const word of [core, withoutStandIns(text)]) {
    // Twice the same, "passwordpassword".
    const half = word.slice(0, word.length / 2);
    if (half.length >= 4 && half + half === word) words.push(half);
  }
  return words.some((word) => word.length >= 4 && isListed(word));
}

/** The pieces of a name or an address that a guesser would try first. */
function ownParts({ email, name }: Account): string[] {
  const words = `${email.split('@')[0]} ${name}`.normalize('NFKC').toLowerCase();
  const parts = words.split(/[\s._\-+@,;:'"()·]+/);
  // Two characters are much of a Chinese name, and nothing of a Latin one.
  return parts.filter((part) => [...part].length >= (/[\u0300-\uffff]/.test(part) ? 2 : 4));
}

interface Account {
  kind: AccountKind;
  email: string;
  name: string;
}

/** Bytes of a text in UTF-8. */
function byteLength(text: string): number {
  return [...text].reduce((sum, letter) => {
    const code = letter.codePointAt(0)!;
    return sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
  }, 0);
}

/**
 * What is wrong with a new password; null when it may be taken.
 * @param isListed whether a text in small letters is on the list of common passwords
 */
export function passwordFault(
  password: string,
  account: Account,
  isListed: (word: string) => boolean,
): PasswordFault | null {
  if ([...password].length < shortestPassword[account.kind]) return 'short';
  if (byteLength(password) > longestPasswordBytes) return 'long';
  const text = password.normalize('NFKC').toLowerCase();
  if (isPattern(text)) return 'pattern';
  if (isCommon(text, isListed)) return 'common';
  const plain = withoutStandIns(text);
  const has = (part: string) => text.includes(part) || plain.includes(withoutStandIns(part));
  return ownParts(account).some(has) ? 'own' : null;
}
