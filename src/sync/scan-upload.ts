import type { ScansRequest } from '../domain/api/gate/sentry-api.ts';
import { hex, utf8 } from '../domain/bytes/bytes.ts';
import { linkText } from '../domain/scan/scan-chain.ts';
import type { SealedRecord } from '../domain/scan/sealed-record.ts';

/**
 * Records of one chain, one after the other, as they are uploaded.
 * @param records at least one
 * @param sign the device's signature over the chain's link after a record
 */
export async function scanUpload(
  chain: string,
  records: readonly SealedRecord[],
  sign: (chain: string, seq: number, link: string) => Promise<string>,
): Promise<ScansRequest> {
  const [first, last] = [records[0]!, records.at(-1)!];
  const sessions: string[] = [];
  const runs: ScansRequest['runs'] = [];
  for (const { session, step } of records) {
    let at = sessions.indexOf(session);
    if (at < 0) at = sessions.push(session) - 1;
    const run = runs.at(-1);
    if (run && run[0] === at && run[1] === step) run[2]++;
    else runs.push([at, step, 1]);
  }
  const link = hex(
    new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(linkText(last.before, last.box)))),
  );
  return {
    chain,
    first: first.seq,
    before: first.before,
    sessions,
    runs,
    boxes: records.map(({ box }) => box),
    signature: await sign(chain, last.seq, link),
  };
}

/** HMAC-SHA-256 of a text, hexadecimal. @param key a text */
export async function keyedHash(text: string, key: string): Promise<string> {
  const imported = await crypto.subtle.importKey('raw', utf8(key), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  return hex(new Uint8Array(await crypto.subtle.sign('HMAC', imported, new TextEncoder().encode(text))));
}
