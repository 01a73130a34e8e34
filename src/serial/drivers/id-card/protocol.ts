/**
 * Readers of resident ID cards (SDT commands to the SAM_V security module), 8 data bits, no parity; 115200 baud as a rule.
 *
 * To the reader: `AA AA AA 96 69 | length | command parameter data | check`; from it: the same with `SW1 SW2 SW3 data`. The length, two
 * bytes big-endian, counts all after itself; the check is the XOR of all after the five bytes of the head but itself. SW3 says what
 * became of the command.
 */
import { addressTextBytes, residentTextBytes } from '../../../domain/document/resident-card.ts';
import type { FrameFormat } from '../../framing/framer.ts';

const head = Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69);
/** Head and length. */
const startLength = head.length + 2;

/** XOR of all bytes. */
export function xor8(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum ^ byte, 0);
}

/** A whole frame. @param content a command with its parameter and data, or three status bytes with theirs */
export function sdtFrame(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(startLength + content.length + 1);
  frame.set(head);
  new DataView(frame.buffer).setUint16(head.length, content.length + 1);
  frame.set(content, startLength);
  frame[frame.length - 1] = xor8(frame.subarray(head.length, -1));
  return frame;
}

/** Rates to try, the commonest first. */
export const idCardBaudRates = [115_200, 57_600, 38_400, 19_200, 9600] as const;

/** The longest answer has text, photo and both fingerprints. */
const longest = 2321;

export const sdtFormat: FrameFormat = {
  name: 'SDT',
  header: head,
  lengthKnownAfter: startLength,
  lengthOf: (start) => startLength + ((start[head.length]! << 8) | start[head.length + 1]!),
  maxLength: longest,
  isValid: (frame) =>
    frame.length > startLength + 3 && xor8(frame.subarray(head.length, -1)) === frame[frame.length - 1],
  // 1295 bytes take 1.35 s at 9600 baud, in pieces that follow at once on one another.
  staleAfterMs: 500,
};

const command = (code: number, parameter: number): Uint8Array => sdtFrame(Uint8Array.of(code, parameter));

export const sdtCommands = {
  status: command(0x11, 0xff),
  find: command(0x20, 0x01),
  select: command(0x20, 0x02),
  read: command(0x30, 0x01),
  newestAddress: command(0x30, 0x03),
} as const;

/** What SW3 says. */
export const sdtStatus = { ok: 0x90, found: 0x9f, none: 0x80, notSelected: 0x81, readFailed: 0x41 } as const;

export interface SdtAnswer {
  status: number;
  data: Uint8Array;
}

/** Takes a frame apart that `sdtFormat` found valid. */
export function sdtAnswer(frame: Uint8Array): SdtAnswer {
  return { status: frame[startLength + 2]!, data: frame.subarray(startLength + 3, -1) };
}

/**
 * Whether an answer can be the one to this command. Answers do not say what they answer: one that comes late, or twice since a
 * question was put twice, would else be taken for the next command's, and a card be found, selected and never read.
 */
export function mayAnswer(step: keyof typeof sdtCommands, { status, data }: SdtAnswer): boolean {
  const { ok, found, none, notSelected } = sdtStatus;
  const isOfStep = (bytes: boolean): boolean =>
    status === ok ? bytes : status !== found && status !== none && status !== notSelected;
  switch (step) {
    case 'status':
      return isOfStep(data.length === 0);
    case 'find':
      return status !== ok && status !== notSelected;
    case 'select':
      return status === ok
        ? data.length > 0 && data.length < addressTextBytes
        : status !== found && status !== none;
    case 'read':
      return isOfStep(data.length > addressTextBytes);
    case 'newestAddress':
      return isOfStep(data.length === addressTextBytes);
  }
}

/**
 * The text of the answer to `read`: the lengths of text and photo come first, and they must be what follows.
 * @returns the 256 bytes; null when the answer is of another form. The photo has closed decoders alone: it is never looked at.
 */
export function textOfRead(data: Uint8Array): Uint8Array | null {
  if (data.length < 4) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [text, photo] = [view.getUint16(0), view.getUint16(2)];
  if (text !== residentTextBytes || data.length !== 4 + text + photo) return null;
  return data.subarray(4, 4 + text);
}

/** The bytes of the answer to `newestAddress`; null when it is of another form. */
export function addressOfRead(data: Uint8Array): Uint8Array | null {
  return data.length === addressTextBytes ? data : null;
}
