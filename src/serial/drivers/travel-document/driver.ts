/**
 * Readers of the machine-readable lines of travel documents, at 9600 or 115200 baud. They send by themselves when a document is laid on
 * or drawn through: `02 line 0D line 0D [line 0D] 03` (DESKO); others put `01 length "OU"` before and a check byte behind the same
 * (3M), and fill lines up with `_`. What the check byte would say the check digits in the lines say better (domain/document).
 */
import { BracketFramer } from '../../framing/bracket-framer.ts';
import type { Driver } from '../driver.ts';

const [begin, end, lineEnd, filler] = [0x02, 0x03, 0x0d, 0x5f];
/** Three lines of 44, as some readers fill them up to, with their ends. */
const longest = 3 * 45 + 8;

/** The lines between the two bytes; null when these are none of a travel document. */
export function linesOf(content: Uint8Array): string[] | null {
  let text = '';
  for (const byte of content) {
    if (byte === lineEnd) text += '\n';
    else if (
      byte === filler ||
      byte === 0x3c ||
      (byte >= 0x30 && byte <= 0x39) ||
      (byte >= 0x41 && byte <= 0x5a)
    )
      text += String.fromCharCode(byte);
    else if (byte !== 0x0a) return null;
  }
  const lines = text
    .split('\n')
    .map((line) => line.replace(/_+$/, ''))
    .filter((line) => line !== '');
  const form = lines.map(({ length }) => length).join(' ');
  return ['30 30 30', '36 36', '44 44'].includes(form) && !text.includes('_<') ? lines : null;
}

/** Reads the lines of passports and of cards made like them. */
export const travelDocumentReader: Driver = {
  id: 'travel-document',
  name: 'Travel document reader',
  kind: 'document-reader',
  baudRates: [9600, 115_200],
  recognition: { by: 'listening' },
  silentAfterMs: null,
  framer: () =>
    new BracketFramer({
      begin,
      end,
      maxLength: longest,
      isValid: (content) => linesOf(content) !== null,
      staleAfterMs: 1000,
    }),
  begin: (link) => ({
    take(frame) {
      const lines = linesOf(frame);
      frame.fill(0);
      if (lines) link.emit({ type: 'document', lines });
    },
    end: () => undefined,
  }),
};
