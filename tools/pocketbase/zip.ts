// Takes one file out of a zip archive, so that a release can be unpacked where no `unzip` is installed.
import { crc32 } from './crc32.ts';
import { inflateRawSync } from 'node:zlib';

/*
 * The parts of the format used here (PKWARE APPNOTE 6.3.10; all integers little-endian):
 *   end of central directory (4.3.16), the last thing in the file, 22 bytes and a comment:
 *     0 signature 06054b50 | 10 number of entries u16 | 16 offset of the central directory u32
 *   central directory header (4.3.12), 46 bytes, then name, extra field, comment:
 *     0 signature 02014b50 | 8 flags u16 | 10 method u16 (0 stored, 8 deflated) | 16 CRC-32 u32
 *     20 packed size u32 | 24 size u32 | 28 name length u16 | 30 extra length u16 | 32 comment length u16
 *     42 offset of the local header u32
 *   local header (4.3.7), 30 bytes, then name, extra field, the packed bytes:
 *     0 signature 04034b50 | 26 name length u16 | 28 extra length u16
 * Sizes come from the central directory: a local header may leave them 0 and give them after the data.
 */
const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;

/**
 * The bytes of the file called `name` in the archive `zip`.
 * @throws Error saying what is wrong: no zip, cut short, no such file, encrypted, unknown packing, wrong checksum.
 */
export function fileInZip(zip: Buffer, name: string): Buffer {
  const end = findEnd(zip);
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  const seen: string[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || zip.readUInt32LE(at) !== entrySignature)
      throw new Error('the zip file is damaged in its directory');
    const nameLength = zip.readUInt16LE(at + 28);
    const entryName = zip.toString('utf8', at + 46, at + 46 + nameLength);
    if (entryName === name) return unpack(zip, at, name);
    seen.push(entryName);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  throw new Error(`the zip file holds no "${name}", only: ${seen.join(', ') || 'nothing'}`);
}

function findEnd(zip: Buffer): number {
  const commentAtMost = 0xffff;
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 22 - commentAtMost); at--) {
    if (zip.readUInt32LE(at) === endSignature) return at;
  }
  throw new Error('this is no zip file, or its end is missing');
}

function unpack(zip: Buffer, entry: number, name: string): Buffer {
  const encrypted = (zip.readUInt16LE(entry + 8) & 1) !== 0;
  const method = zip.readUInt16LE(entry + 10);
  const checksum = zip.readUInt32LE(entry + 16);
  const packedSize = zip.readUInt32LE(entry + 20);
  const size = zip.readUInt32LE(entry + 24);
  const local = zip.readUInt32LE(entry + 42);
  if (encrypted) throw new Error(`"${name}" in the zip file is encrypted`);
  if (local + 30 > zip.length || zip.readUInt32LE(local) !== localSignature) {
    throw new Error(`the zip file is damaged before "${name}"`);
  }
  const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  if (from + packedSize > zip.length) throw new Error(`the zip file ends in the middle of "${name}"`);
  const packed = zip.subarray(from, from + packedSize);
  const bytes = method === 0 ? Buffer.from(packed) : method === 8 ? inflate(packed, size, name) : undefined;
  if (!bytes) throw new Error(`"${name}" is packed by method ${method}, which is not read here`);
  if (bytes.length !== size || crc32(bytes) !== checksum) {
    throw new Error(`"${name}" in the zip file is damaged: its checksum does not fit`);
  }
  return bytes;
}

function inflate(packed: Buffer, size: number, name: string): Buffer {
  try {
    // The size is known beforehand: a damaged file cannot fill the memory.
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    throw new Error(`"${name}" in the zip file cannot be unpacked: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
