// Reads zip archives of any size (yauzl: zip64 as well), and checks what yauzl leaves to its caller: every file's checksum.
import { open } from 'node:fs/promises';
import { Transform, type Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { fromBufferPromise, openPromise, type Entry, type ZipFile } from 'yauzl';
import { reasonOf } from '../plain-error.ts';

// yauzl closes nothing by itself here: entries are read while the directory is walked.
const options = { lazyEntries: true, autoClose: false };

/**
 * Takes each file of an archive, in the archive's order. Folders are passed over.
 * @param archive a path, or the archive's bytes
 * @param take gets the name (always inside: no `..`, no absolute path) and the bytes, which fail with an Error when they are
 * not what the directory says; it may leave them unread
 * @throws Error saying what is wrong with the archive, or what `take` throws
 */
export async function eachFile(
  archive: string | Buffer,
  take: (name: string, bytes: () => Promise<Readable>) => Promise<void>,
): Promise<void> {
  const zip = await (typeof archive === 'string'
    ? openPromise(archive, options)
    : fromBufferPromise(archive, options));
  try {
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith('/')) await take(entry.fileName, () => checkedBytes(zip, entry));
    }
    await demandEnd(zip, archive);
  } finally {
    zip.close();
  }
}

/** The unpacked bytes of an entry. @throws Error where it cannot be read; the stream fails on a wrong size or checksum */
async function checkedBytes(zip: ZipFile, entry: Entry): Promise<Readable> {
  if (entry.isEncrypted()) throw new Error('it is encrypted');
  const { compressionMethod: method } = entry;
  if (method !== 0 && method !== 8)
    throw new Error(`it is packed by method ${method}, which is not read here`);
  await demandSameHeader(zip, entry);
  const unpacked = await zip.openReadStreamPromise(entry);
  let checksum = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      checksum = crc32(chunk, checksum);
      done(null, chunk);
    },
    flush(done) {
      done(checksum === entry.crc32 ? null : new Error('it is damaged: its checksum does not fit'));
    },
  });
  unpacked.on('error', (error) => check.destroy(error));
  return unpacked.pipe(check);
}

/**
 * yauzl takes the number of files for true, whatever comes after so many: one too low would leave files out in silence. What
 * follows the last one must be the end of the directory ("PK" 5 6, or 6 6 in zip64).
 */
async function demandEnd(zip: ZipFile, archive: string | Buffer): Promise<void> {
  const { readEntryCursor: at } = zip as ZipFile & { readEntryCursor: number };
  let found: Buffer;
  if (typeof archive === 'string') {
    const file = await open(archive);
    found = (await file.read(Buffer.alloc(4), 0, 4, at).finally(() => file.close())).buffer;
  } else found = archive.subarray(at, at + 4);
  const signature = found.readUInt32LE();
  if (signature !== 0x06054b50 && signature !== 0x06064b50)
    throw new Error('it is damaged: its directory lists more files than it says');
}

/** A file is named twice in an archive: in its directory, which yauzl goes by, and before its bytes. @throws Error where they differ */
async function demandSameHeader(zip: ZipFile, entry: Entry): Promise<void> {
  const local = await zip.readLocalFileHeaderPromise(entry);
  // Who writes as it packs knows sizes and checksum only afterwards, and says so by this bit.
  const known = (local.generalPurposeBitFlag & 8) === 0;
  if (
    Buffer.compare(local.fileName, entry.fileNameRaw) !== 0 ||
    local.compressionMethod !== entry.compressionMethod ||
    local.generalPurposeBitFlag !== entry.generalPurposeBitFlag ||
    (known && local.crc32 !== entry.crc32)
  )
    throw new Error('it is damaged: the directory and the file’s own header say different things');
}

/** What is said of an archive that cannot be read. */
export function archiveFault(error: unknown): string {
  const reason = reasonOf(error);
  return /end of central directory/i.test(reason) ? 'it is no zip file, or its end is missing' : reason;
}
