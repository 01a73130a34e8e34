// Writes zip archives larger than 4 GiB that take next to nothing of the disk.
import { open } from 'node:fs/promises';
import { crc32, deflateRawSync } from 'node:zlib';

/** Bytes of the hole. */
export const size = 5 * 2 ** 30;
/** CRC-32 of so many zero bytes, as gzip writes it: `head -c 5G /dev/zero | gzip | tail -c 8 | od -An -tx4`. */
const checksumOfHoles = 0x193838c3;
/** The second file. */
export const small = Buffer.from('what lies beyond the fourth gigabyte');

/** What a 32-bit field holds when the true number stands in the zip64 part (APPNOTE 4.5.3). */
const elsewhere = 0xffffffff;

function header(signature: number, length: number, write: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt32LE(signature, 0);
  write(bytes);
  return bytes;
}

interface Packed {
  name: string;
  method: number;
  checksum: number;
  packed: number;
  size: number;
  offset: number;
}

/** The local header (30 bytes) or the directory's (46), name and zip64 part. */
function headerOf(entry: Packed, kind: 'local' | 'directory'): Buffer {
  const at = kind === 'local' ? 0 : 2;
  const numbers = kind === 'local' ? [entry.size, entry.packed] : [entry.size, entry.packed, entry.offset];
  const extra = Buffer.alloc(4 + numbers.length * 8);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(numbers.length * 8, 2);
  for (const [index, number] of numbers.entries()) extra.writeBigUInt64LE(BigInt(number), 4 + index * 8);
  const head = header(kind === 'local' ? 0x04034b50 : 0x02014b50, kind === 'local' ? 30 : 46, (bytes) => {
    if (kind === 'directory') bytes.writeUInt16LE(45, 4);
    bytes.writeUInt16LE(45, 4 + at);
    bytes.writeUInt16LE(entry.method, 8 + at);
    bytes.writeUInt32LE(entry.checksum, 14 + at);
    bytes.writeUInt32LE(elsewhere, 18 + at);
    bytes.writeUInt32LE(elsewhere, 22 + at);
    bytes.writeUInt16LE(entry.name.length, 26 + at);
    bytes.writeUInt16LE(extra.length, 28 + at);
    if (kind === 'directory') bytes.writeUInt32LE(elsewhere, 42);
  });
  return Buffer.concat([head, Buffer.from(entry.name), extra]);
}

/**
 * A real archive of more than 5 GiB that takes a few kilobytes of the disk: its first file is a hole.
 * @param damageAt where in the hole a byte is another than the checksum says
 */
export async function writeLarge(path: string, damageAt?: number): Promise<void> {
  const file = await open(path, 'wx');
  try {
    let at = 0;
    const put = async (bytes: Buffer): Promise<void> => {
      await file.write(bytes, 0, bytes.length, at);
      at += bytes.length;
    };
    const packed = deflateRawSync(small);
    const hole = {
      name: 'storage/hole',
      method: 0,
      checksum: checksumOfHoles,
      packed: size,
      size,
      offset: 0,
    };
    await put(headerOf(hole, 'local'));
    if (damageAt !== undefined) await file.write(Buffer.from([1]), 0, 1, at + damageAt);
    at += size;
    const entry = { name: 'data.db', method: 8, checksum: crc32(small), packed: packed.length };
    const beyond = { ...entry, size: small.length, offset: at };
    await put(Buffer.concat([headerOf(beyond, 'local'), packed]));
    const directory = at;
    await put(Buffer.concat([headerOf(hole, 'directory'), headerOf(beyond, 'directory')]));
    const end = at;
    await put(
      header(0x06064b50, 56, (bytes) => {
        bytes.writeBigUInt64LE(44n, 4);
        bytes.writeUInt16LE(45, 12);
        bytes.writeUInt16LE(45, 14);
        bytes.writeBigUInt64LE(2n, 24);
        bytes.writeBigUInt64LE(2n, 32);
        bytes.writeBigUInt64LE(BigInt(end - directory), 40);
        bytes.writeBigUInt64LE(BigInt(directory), 48);
      }),
    );
    await put(
      header(0x07064b50, 20, (bytes) => {
        bytes.writeBigUInt64LE(BigInt(end), 8);
        bytes.writeUInt32LE(1, 16);
      }),
    );
    await put(header(0x06054b50, 22, (bytes) => bytes.fill(0xff, 8, 20)));
  } finally {
    await file.close();
  }
}
