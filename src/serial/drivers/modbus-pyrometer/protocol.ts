/**
 * An infrared thermometer that speaks Modbus RTU, with the registers of Calex's PyroUSB: 9600 baud, 8N1, address 1,
 * temperatures in 0.1 °C as input registers 0x12 (filtered by the device) and 0x13 (as measured).
 */
import { crc16Modbus } from '../../framing/check-sums.ts';
import type { FrameFormat } from '../../framing/framer.ts';

const address = 0x01;
const readInputRegisters = 0x04;

/** A frame with its CRC, low byte first. */
function withCrc(...bytes: number[]): Uint8Array {
  const crc = crc16Modbus(Uint8Array.from(bytes));
  return Uint8Array.of(...bytes, crc & 0xff, crc >>> 8);
}

/** Asks for one input register. */
export function readRegister(register: number): Uint8Array {
  return withCrc(address, readInputRegisters, register >>> 8, register & 0xff, 0, 1);
}

/** As measured: this project judges by itself how steady readings are. */
export const unfilteredRegister = 0x13;

const frameLength = 7;

export const modbusFormat: FrameFormat = {
  name: 'Modbus RTU pyrometer',
  header: Uint8Array.of(address, readInputRegisters, 0x02),
  lengthKnownAfter: 3,
  lengthOf: () => frameLength,
  maxLength: frameLength,
  isValid: (frame) =>
    crc16Modbus(frame.subarray(0, frameLength - 2)) ===
    (frame[frameLength - 2]! | (frame[frameLength - 1]! << 8)),
  // The protocol ends a frame after 4 ms of silence; a USB bridge and a busy page make more of it.
  staleAfterMs: 250,
};

/** Reads a frame that `modbusFormat` found valid. @returns centi-degrees Celsius */
export function decodeModbus(frame: Uint8Array): number {
  return new DataView(frame.buffer, frame.byteOffset, frame.byteLength).getInt16(3) * 10;
}

/** Writes the answer: what the emulator sends. @param surface centi-degrees; the device knows tenths alone */
export function encodeModbus(surface: number): Uint8Array {
  const tenths = Math.round(surface / 10) & 0xffff;
  return withCrc(address, readInputRegisters, 0x02, tenths >>> 8, tenths & 0xff);
}
