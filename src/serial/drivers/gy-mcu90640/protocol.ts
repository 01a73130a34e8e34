/**
 * The GY-MCU90640: a thermal array of 32 × 24 pixels (Melexis MLX90640) behind a small controller; 115200 baud from the
 * factory, 9600 and 460800 possible.
 *
 * A picture is 1544 bytes, little-endian: `5A 5A 02 06` (1538 bytes follow), 768 temperatures in 0.01 °C row by row, the
 * sensor's own temperature, and the low 16 bits of the sum of the first 771 words. Commands are `A5 op value sum`.
 */
import type { ThermalPicture } from '../../../domain/scan/thermal-picture.ts';
import { sum8 } from '../../framing/check-sums.ts';
import type { FrameFormat } from '../../framing/framer.ts';

function command(operation: number, value: number): Uint8Array {
  return Uint8Array.of(0xa5, operation, value, sum8(Uint8Array.of(0xa5, operation, value)));
}

export const gyMcu90640Commands = {
  /** Send one picture. */
  query: command(0x35, 0x01),
  /** Send pictures all the time. */
  continuous: command(0x35, 0x02),
  /** Measure four, or eight times a second. */
  fourAndEightHertz: [command(0x25, 0x03), command(0x25, 0x04)],
  /** Speak at 460800 baud. */
  baud460800: command(0x15, 0x03),
} as const;

/** Rates that it can be set to; from the factory it has the first. */
export const gyMcu90640BaudRates = [115_200, 460_800, 9600] as const;

/** Pixels a row, and rows. */
const width = 32;
const height = 24;
export const pixels = width * height;
const frameLength = 4 + pixels * 2 + 2 + 2;
/** The maker's ±2 °C, centi-degrees. */
export const mlx90640Accuracy = 200;

export const gyMcu90640Format: FrameFormat = {
  name: 'GY-MCU90640',
  header: Uint8Array.of(0x5a, 0x5a, 0x02, 0x06),
  lengthKnownAfter: 4,
  lengthOf: () => frameLength,
  maxLength: frameLength,
  isValid: (frame) => sum16(frame) === wordAt(frame, frameLength - 2),
  // At 9600 baud a picture takes 1.6 s, in pieces as the bridge cuts them.
  staleAfterMs: 400,
};

function wordAt(frame: Uint8Array, at: number): number {
  return frame[at]! | (frame[at + 1]! << 8);
}

/** The low 16 bits of the sum of all words but the last. */
function sum16(frame: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < frameLength - 2; at += 2) sum += wordAt(frame, at);
  return sum & 0xffff;
}

/** Reads a frame that `gyMcu90640Format` found valid. @param at when it came, UTC ms */
export function decodeGyMcu90640(frame: Uint8Array, at: number): ThermalPicture {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const picture = Int16Array.from({ length: pixels }, (_, pixel) => view.getInt16(4 + pixel * 2, true));
  return { width, height, pixels: picture, ambient: view.getInt16(4 + pixels * 2, true), at };
}

/** Writes the frame of a picture: what the emulator sends. */
export function encodeGyMcu90640(picture: Pick<ThermalPicture, 'pixels' | 'ambient'>): Uint8Array {
  const frame = new Uint8Array(frameLength);
  frame.set(gyMcu90640Format.header);
  const view = new DataView(frame.buffer);
  picture.pixels.forEach((value, pixel) => view.setInt16(4 + pixel * 2, value, true));
  view.setInt16(4 + pixels * 2, picture.ambient, true);
  view.setUint16(frameLength - 2, sum16(frame), true);
  return frame;
}

/** True when an MLX90640 can have measured this at all: -40..300 °C in the picture, -40..85 °C itself. */
export function isMeasurablePicture({ pixels: all, ambient }: ThermalPicture): boolean {
  return ambient >= -4000 && ambient <= 8500 && all.every((value) => value >= -4000 && value <= 30_000);
}
