// A bundle of its own (pinyin.js, 420 kB): the job's VM reads the sounds of Chinese only when a site has a new name.
import { pinyin } from 'pinyin-pro';

/** The longest key, characters: names are up to 100 long. */
const longest = 1000;
const sounds = new Map<string, string>();

/**
 * A text that sorts, compared byte by byte, as names are sorted by sound: each Chinese character as its most common reading with
 * tone, then itself, as dictionaries do; numbers by their value; letters without case.
 */
export function nameKey(name: string): string {
  const plain = name.normalize('NFKC').trim().toLowerCase();
  let key = '';
  for (const piece of plain.match(/\d+|[^\d]/gu) ?? []) {
    if (/^\d/.test(piece)) key += piece.replace(/^0+/, '').padStart(8, '0');
    else key += soundOf(piece);
  }
  return key.slice(0, longest);
}

function soundOf(character: string): string {
  if (character < '\u3400') return character;
  let sound = sounds.get(character);
  if (sound === undefined) {
    const read = pinyin(character, { toneType: 'num', type: 'string' });
    sound = read === character ? character : `${read}${character}`;
    sounds.set(character, sound);
  }
  return sound;
}
