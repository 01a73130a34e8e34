import { concat } from '../../domain/bytes/bytes.ts';

/**
 * How the journal's files are written: a file's mark, then frames. A frame is its mark, the length of its text and the text's
 * CRC-32 (both 4 bytes, the lowest first), and the text in UTF-8. The marks begin with a byte that no UTF-8 text holds, so
 * behind damaged bytes the next frame is found again.
 */
const fileMark = Uint8Array.of(0xf5, 0x48, 0x53, 0x4a);
const frameMark = Uint8Array.of(0xf5, 0x53, 0x43, 0x46);
const headLength = 12;
/** A longer text is no frame of ours, bytes. */
const mostTextBytes = 4_000_000;

/** A frame that was read: where it lies in its file, bytes. */
export interface Frame {
  at: number;
  length: number;
  text: string;
}

/** What a file holds. */
export interface FramesRead {
  frames: Frame[];
  /** Stretches of bytes that are no frame, without those at the file's end: something was damaged. */
  damaged: number;
  /** Where the last whole frame ends: what follows was cut off while it was written, or is damaged. */
  end: number;
  /** True when bytes follow that end. */
  torn: boolean;
}

/** What a file begins with. */
export function fileHead(): Uint8Array<ArrayBuffer> {
  return fileMark.slice();
}

/** A text as one frame. */
export function frameOf(text: string): Uint8Array<ArrayBuffer> {
  const body = encoder.encode(text);
  const head = new DataView(new ArrayBuffer(8));
  head.setUint32(0, body.length, true);
  head.setUint32(4, crc32(body), true);
  return concat(frameMark, new Uint8Array(head.buffer), body);
}

/** Reads a file, whatever became of it: every frame that is whole, and whether anything else was there. */
export function readFrames(bytes: Uint8Array): FramesRead {
  const frames: Frame[] = [];
  let damaged = 0;
  let end = 0;
  let at = 0;
  if (hasMark(bytes, 0, fileMark)) end = at = fileMark.length;
  while (at < bytes.length) {
    const frame = frameAt(bytes, at);
    if (frame) {
      if (at > end) damaged++;
      frames.push(frame);
      end = at = frame.at + frame.length;
    } else {
      at = bytes.indexOf(frameMark[0]!, at + 1);
      if (at < 0) break;
    }
  }
  return { frames, damaged, end, torn: end < bytes.length };
}

/** The text of the frame that begins at `at`; null when there is no whole frame. */
function frameAt(bytes: Uint8Array, at: number): Frame | null {
  if (bytes.length - at < headLength || !hasMark(bytes, at, frameMark)) return null;
  const head = new DataView(bytes.buffer, bytes.byteOffset + at, headLength);
  const size = head.getUint32(4, true);
  if (size > mostTextBytes || at + headLength + size > bytes.length) return null;
  const body = bytes.subarray(at + headLength, at + headLength + size);
  if (crc32(body) !== head.getUint32(8, true)) return null;
  try {
    return { at, length: headLength + size, text: decoder.decode(body) };
  } catch {
    return null;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function hasMark(bytes: Uint8Array, at: number, mark: Uint8Array): boolean {
  return mark.every((byte, index) => bytes[at + index] === byte);
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 as of zip and PNG. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ crcTable[(crc ^ byte) & 0xff]!;
  return (crc ^ 0xffffffff) >>> 0;
}
