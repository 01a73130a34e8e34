// Writes small zip archives as the packers of releases do, and broken ones as bad lines and bad people do.
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  name: string;
  bytes: Buffer;
  /** 8 deflated (also if left out), 0 stored, or a number that nobody knows. */
  method?: number;
  /** Sizes and checksum come after the data (flag bit 3), as Go's packer does. */
  streamed?: boolean;
  encrypted?: boolean;
  /** A checksum to write instead of the right one. */
  checksum?: number;
  /** A size to write instead of the right one. */
  size?: number;
}

/** The archive's bytes. */
export function zipOf(entries: ZipEntry[], comment = ''): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { name, bytes, method = 8 } = entry;
    const packed = method === 8 ? deflateRawSync(bytes) : bytes;
    const checksum = entry.checksum ?? crc32(bytes);
    const flags = (entry.streamed ? 8 : 0) | (entry.encrypted ? 1 : 0);
    const header = Buffer.alloc(26);
    header.writeUInt16LE(20, 0);
    header.writeUInt16LE(flags, 2);
    header.writeUInt16LE(method, 4);
    header.writeUInt32LE(checksum, 10);
    header.writeUInt32LE(packed.length, 14);
    header.writeUInt32LE(entry.size ?? bytes.length, 18);
    header.writeUInt16LE(Buffer.byteLength(name), 22);
    const localHeader = Buffer.from(header);
    if (entry.streamed) localHeader.fill(0, 10, 22);
    const extra = Buffer.from([0x55, 0x54, 1, 0, 0]);
    localHeader.writeUInt16LE(extra.length, 24);
    const descriptor = entry.streamed
      ? Buffer.concat([word(0x08074b50), word(checksum), word(packed.length), word(bytes.length)])
      : Buffer.alloc(0);
    const local = Buffer.concat([
      word(0x04034b50),
      localHeader,
      Buffer.from(name),
      extra,
      packed,
      descriptor,
    ]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([word(0x02014b50), Buffer.from([20, 3]), header, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  end.writeUInt16LE(Buffer.byteLength(comment), 16);
  return Buffer.concat([...locals, list, word(0x06054b50), end, Buffer.from(comment)]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
