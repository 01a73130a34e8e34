/**
 * Decompression of what strangers show: never more than `limit` bytes come out, however much a small code would unfold to.
 * @param format 'deflate' is zlib (RFC 1950), 'deflate-raw' is bare (RFC 1951)
 * @throws RangeError when the data is broken, cut short, or unfolds to more than `limit` bytes; in browsers also when more
 * bytes follow it, which Node leaves unread
 */
export async function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  format: 'deflate' | 'deflate-raw',
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new DecompressionStream(format);
  const writer = stream.writable.getWriter();
  // Their failures come out of the reading side too: here they only must not be left unhandled.
  const written = Promise.allSettled([writer.write(bytes), writer.close()]);
  const reader = stream.readable.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > limit) throw new RangeError(`Unfolds to more than ${limit} bytes.`);
      parts.push(next.value);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    await written;
    throw error instanceof RangeError ? error : new RangeError('Not compressed data, or cut short.');
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
