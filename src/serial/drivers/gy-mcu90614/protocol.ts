/**
 * The GY-MCU90614 / 90615 family: an infrared thermometer (Melexis MLX90614) behind a small controller.
 * 8 data bits, no parity; 9600 baud from the factory, some at 115200.
 *
 * Commands are `A5 code sum`, answers `5A 5A 45 04 ToH ToL TaH TaL sum`: object and ambient temperature, big-endian, in
 * 0.01 °C; sum is the low 8 bits of the sum of all bytes before it. The maker's sheet shows no value below zero: that
 * they are signed is this project's reading of it. Some firmwares append one byte, their own number: the framer skips it.
 */
import { sum8 } from '../../framing/check-sums.ts';
import type { FrameFormat } from '../../framing/framer.ts';

function command(code: number): Uint8Array {
  return Uint8Array.of(0xa5, code, (0xa5 + code) & 0xff);
}

/** What the device understands. There is no "stop": a device set to send continuously does so until it loses power. */
export const gyMcu90614Commands = {
  /** Answer once. */
  query: command(0x15),
  /** Send continuously. */
  continuous: command(0x45),
  /** Speak at this rate after the next power cycle. */
  baud9600: command(0xae),
  baud115200: command(0xaf),
  /** Send continuously from power-up on, or not. */
  autoOn: command(0x51),
  autoOff: command(0x52),
} as const;

/** Rates at which the family is sold, the commonest first. */
export const gyMcu90614BaudRates = [9600, 115_200] as const;

/** The maker's ±0.5 °C for 0..50 °C, centi-degrees. */
export const mlx90614Accuracy = 50;

const frameLength = 9;

export const gyMcu90614Format: FrameFormat = {
  name: 'GY-MCU90614',
  header: Uint8Array.of(0x5a, 0x5a, 0x45, 0x04),
  lengthKnownAfter: 4,
  lengthOf: () => frameLength,
  maxLength: frameLength,
  isValid: (frame) => sum8(frame.subarray(0, frameLength - 1)) === frame[frameLength - 1],
  // A frame takes 9.4 ms at 9600 baud; a USB bridge holds bytes back for 16 ms, a busy page for some tenths of a second.
  staleAfterMs: 250,
};

/** What one frame says, in whole centi-degrees Celsius (3652 = 36.52 °C). */
export interface SurfaceAndAmbient {
  surface: number;
  ambient: number;
}

/** Reads a frame that `gyMcu90614Format` found valid. */
export function decodeGyMcu90614(frame: Uint8Array): SurfaceAndAmbient {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  return { surface: view.getInt16(4), ambient: view.getInt16(6) };
}

/**
 * Writes the frame for a pair of temperatures: what the emulator sends.
 * @throws RangeError when a temperature does not fit in 16 signed bits
 */
export function encodeGyMcu90614({ surface, ambient }: SurfaceAndAmbient): Uint8Array {
  for (const value of [surface, ambient]) {
    if (!Number.isInteger(value) || value < -0x8000 || value > 0x7fff) {
      throw new RangeError(`${value} is no temperature in whole centi-degrees between -32768 and 32767.`);
    }
  }
  const frame = new Uint8Array(frameLength);
  frame.set(gyMcu90614Format.header);
  const view = new DataView(frame.buffer);
  view.setInt16(4, surface);
  view.setInt16(6, ambient);
  frame[frameLength - 1] = sum8(frame.subarray(0, frameLength - 1));
  return frame;
}

/**
 * True when an MLX90614 can have measured this at all (its data sheet: object -70..380 °C, ambient -40..125 °C). A frame
 * outside of it comes from a broken sensor. Whether it is a person's forehead is not decided here.
 */
export function isMeasurable({ surface, ambient }: SurfaceAndAmbient): boolean {
  return surface >= -7000 && surface <= 38_000 && ambient >= -4000 && ambient <= 12_500;
}
