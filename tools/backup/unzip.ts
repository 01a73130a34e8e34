// Unpacks a whole zip archive into a folder, without holding it in memory: a district's backup is large.
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { PlainError, reasonOf } from '../plain-error.ts';
import { crc32 } from '../pocketbase/crc32.ts';

/** A file in an archive; the layout is told in tools/pocketbase/zip.ts. */
interface Entry {
  name: string;
  method: number;
  checksum: number;
  packedSize: number;
  size: number;
  local: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
/** What a field of 32 bits holds when the true number stands in a zip64 part, which is not read here. */
const tooLarge = 0xffffffff;

/**
 * Unpacks every file, checking each one's checksum.
 * @param folder where to; it is made
 * @returns the files' names
 * @throws PlainError saying what is wrong with the archive
 */
export async function unzip(archive: string, folder: string): Promise<string[]> {
  let file: FileHandle;
  try {
    file = await open(archive);
  } catch (error) {
    throw new PlainError(`${archive} cannot be read: ${reasonOf(error)}`);
  }
  try {
    const entries = await readEntries(file, archive);
    for (const entry of entries) await unpack(file, archive, entry, folder);
    return entries.map(({ name }) => name);
  } finally {
    await file.close();
  }
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}

async function readEntries(file: FileHandle, archive: string): Promise<Entry[]> {
  const { size } = await file.stat();
  const tail = Math.min(size, 22 + 0xffff);
  const last = await bytesAt(file, size - tail, tail);
  let end = last.length - 22;
  while (end >= 0 && last.readUInt32LE(end) !== endSignature) end--;
  if (end < 0) throw new PlainError(`${archive} is no zip file, or its end is missing.`);
  const count = last.readUInt16LE(end + 10);
  const from = last.readUInt32LE(end + 16);
  const length = last.readUInt32LE(end + 12);
  const directory = await bytesAt(file, from, length);
  const entries: Entry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entrySignature)
      throw new PlainError(`${archive} is damaged in its directory.`);
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    const entry: Entry = {
      name,
      method: directory.readUInt16LE(at + 10),
      checksum: directory.readUInt32LE(at + 16),
      packedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      local: directory.readUInt32LE(at + 42),
    };
    if ([entry.packedSize, entry.size, entry.local].includes(tooLarge))
      throw new PlainError(`"${name}" in ${archive} is larger than 4 GB, which this tool does not unpack.`);
    if (name.split(/[\\/]/).includes('..') || /^([\\/]|[a-z]:)/i.test(name))
      throw new PlainError(`${archive} holds a file that would lie outside its folder: ${name}`);
    if (!name.endsWith('/')) entries.push(entry);
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function unpack(file: FileHandle, archive: string, entry: Entry, folder: string): Promise<void> {
  const { name, method, packedSize } = entry;
  const local = await bytesAt(file, entry.local, 30);
  if (local.length < 30 || local.readUInt32LE(0) !== localSignature)
    throw new PlainError(`${archive} is damaged before "${name}".`);
  if (method !== 0 && method !== 8)
    throw new PlainError(`"${name}" in ${archive} is packed by method ${method}, which is not read here.`);
  const start = entry.local + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const target = join(folder, name);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  let size = 0;
  let checksum = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      checksum = crc32(chunk, checksum);
      // A damaged file must not fill the disk.
      done(size > entry.size ? new Error('it is longer than the archive says') : null, chunk);
    },
  });
  const written = createWriteStream(target, { mode: 0o600, flags: 'wx' });
  try {
    if (packedSize === 0) await pipeline([], check, written);
    else {
      const packed = createReadStream(archive, { start, end: start + packedSize - 1 });
      if (method === 0) await pipeline(packed, check, written);
      else await pipeline(packed, createInflateRaw(), check, written);
    }
  } catch (error) {
    throw new PlainError(`"${name}" of ${archive} cannot be unpacked: ${reasonOf(error)}`);
  }
  if (size !== entry.size || checksum !== entry.checksum)
    throw new PlainError(`"${name}" in ${archive} is damaged: its checksum does not fit.`);
}
