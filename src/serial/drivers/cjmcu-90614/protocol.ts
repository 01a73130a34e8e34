/**
 * The CJMCU-90614: an infrared thermometer (Melexis MLX90614) behind a small controller, at 115200 baud.
 *
 * `66 66 02 56` asks once, `66 66 01 56` for answers all the time. Answers are `66 66 mode 04 ToH ToL TaH TaL sum`: object
 * and ambient temperature, big-endian, in 0.01 °C; sum is the low 8 bits of the sum of all bytes before it.
 */
import { sum8 } from '../../framing/check-sums.ts';
import type { FrameFormat } from '../../framing/framer.ts';
import type { SurfaceAndAmbient } from '../gy-mcu90614/protocol.ts';

export const cjmcu90614Query = Uint8Array.of(0x66, 0x66, 0x02, 0x56);

const frameLength = 9;

export const cjmcu90614Format: FrameFormat = {
  name: 'CJMCU-90614',
  header: Uint8Array.of(0x66, 0x66),
  lengthKnownAfter: 4,
  lengthOf: (start) => ((start[2] === 1 || start[2] === 2) && start[3] === 4 ? frameLength : 0),
  maxLength: frameLength,
  isValid: (frame) => sum8(frame.subarray(0, frameLength - 1)) === frame[frameLength - 1],
  // A USB bridge holds bytes back for 16 ms, a busy page for some tenths of a second.
  staleAfterMs: 250,
};

/** Reads a frame that `cjmcu90614Format` found valid. */
export function decodeCjmcu90614(frame: Uint8Array): SurfaceAndAmbient {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  return { surface: view.getInt16(4), ambient: view.getInt16(6) };
}

/** Writes the frame for a pair of temperatures: what the emulator sends. @param mode 1 for one of many, 2 for an answer */
export function encodeCjmcu90614({ surface, ambient }: SurfaceAndAmbient, mode: 1 | 2): Uint8Array {
  const frame = new Uint8Array(frameLength);
  frame.set([0x66, 0x66, mode, 0x04]);
  const view = new DataView(frame.buffer);
  view.setInt16(4, surface);
  view.setInt16(6, ambient);
  frame[frameLength - 1] = sum8(frame.subarray(0, frameLength - 1));
  return frame;
}
