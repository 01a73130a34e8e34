/**
 * Barcode and QR scanners on a serial port: they send the text of what they read, ended by CR, LF or TAB, or by nothing but silence. Any
 * device that sends text looks like one, so staff say what it is. Some put the AIM identifier of the kind of code before it (`]Q1`).
 */
import { utf8Text } from '../../../domain/bytes/bytes.ts';
import { LineFramer } from '../../framing/line-framer.ts';
import type { Driver } from '../driver.ts';

/** The longest text that a code at a gate has, with room: eight parts of a card are shown one after the other. */
const longest = 4296;
/** A scanner sends a code without a pause; at 9600 baud a byte takes a millisecond. */
const silenceMs = 80;

const groupSeparator = '\u001d';
const aimPrefix = /^\][A-Za-z][0-9A-Za-z]/;

/** The text of what was read, without its AIM identifier; null when it is none. */
export function scannedText(line: Uint8Array): string | null {
  try {
    const text = utf8Text(line).replace(aimPrefix, '');
    // GS separates parts within some one-dimensional codes; no other control character is in a code.
    const isText = text !== '' && !/\p{Cc}/u.test(text.replaceAll(groupSeparator, ''));
    return isText ? text : null;
  } catch {
    return null;
  }
}

export const lineScanner: Driver = {
  id: 'line-scanner',
  name: 'Barcode and QR scanner',
  kind: 'scanner',
  baudRates: [9600, 115_200, 57_600, 38_400, 19_200],
  recognition: { by: 'choice' },
  silentAfterMs: null,
  framer: () =>
    new LineFramer({
      ends: [0x0d, 0x0a, 0x09],
      maxLength: longest,
      idleMs: silenceMs,
      isValid: (line) => scannedText(line) !== null,
    }),
  begin: (link) => ({
    take(frame) {
      const text = scannedText(frame);
      if (text !== null) link.emit({ type: 'text', text });
    },
    end: () => undefined,
  }),
};
