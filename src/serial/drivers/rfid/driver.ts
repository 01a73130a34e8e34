import { Framer, type FrameFormat } from '../../framing/framer.ts';
import type { Driver } from '../driver.ts';
import { rfidBinaryFormat, rfidBinaryNumber, rfidTextFormat, rfidTextNumber } from './protocol.ts';

/** A card that is held there sends its number again and again: it is one showing until so long nothing came, ms. */
const sameShowingMs = 2000;

function rfidReader(
  id: string,
  name: string,
  format: FrameFormat,
  numberOf: (frame: Uint8Array) => string,
): Driver {
  return {
    id,
    name,
    kind: 'staff-card-reader',
    baudRates: [9600],
    recognition: { by: 'listening' },
    silentAfterMs: null,
    framer: () => new Framer(format),
    begin(link) {
      let last = { number: '', at: -Infinity };
      return {
        take(frame) {
          const [number, at] = [numberOf(frame), link.timers.now()];
          const isNew = number !== last.number || at - last.at > sameShowingMs;
          last = { number, at };
          if (isNew) link.emit({ type: 'staff-card', number });
        },
        end: () => undefined,
      };
    },
  };
}

export const rfidTextReader = rfidReader(
  'rfid-text',
  'Staff card reader (text)',
  rfidTextFormat,
  rfidTextNumber,
);
export const rfidBinaryReader = rfidReader(
  'rfid-binary',
  'Staff card reader (binary)',
  rfidBinaryFormat,
  rfidBinaryNumber,
);
