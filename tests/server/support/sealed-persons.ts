import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { paperIdHash } from '../../../src/credentials/pass/paper-hash.ts';
import type { PaperBeginAnswer, PaperPassAnswer } from '../../../src/domain/api/api.ts';
import { readCharter, tracingKey, type SignedCharter } from '../../../src/domain/bundle/charter.ts';
import { base64url, fromHex } from '../../../src/domain/bytes/bytes.ts';
import { agreementKey } from '../../../src/credentials/custody/closed-box.ts';
import { IdentitySealer } from '../../../src/credentials/custody/sealed-identity.ts';
import { unwrapKey } from '../../../src/credentials/custody/wrapped-key.ts';
import { maskName } from '../../../src/domain/text/masked-name.ts';
import { rootFolder } from '../../../tools/keys/charter.ts';
import { handOver } from '../../../tools/keys/custody.ts';
import { newSigningKey } from '../../../tools/keys/secrets.ts';
import type { Answer, TestDistrict } from './district.ts';

/** The generation of the tracing key that a district's charter names last. */
export async function sealingKey(folder: string) {
  const text = await readFile(join(folder, 'secrets', 'charter.json'), 'utf8');
  return tracingKey(readCharter((JSON.parse(text) as { signed: SignedCharter }).signed.body))!;
}

/** What a clerk's browser sends of somebody new, but for the numbers. */
export async function sealedPerson(
  folder: string,
  given: { name: string; idNumber: string; phone?: string },
): Promise<{ person: string; maskedName: string; sealed: string }> {
  const { name, idNumber, phone = '' } = given;
  const person = Math.random().toString(36).slice(2).padEnd(15, '0').slice(0, 15);
  const sealer = await IdentitySealer.begin(await sealingKey(folder));
  return {
    person,
    maskedName: maskName(name),
    sealed: await sealer.seal(person, { name, idNumber, phone, address: '' }),
  };
}

/** A pass on paper as a browser has it made. @param of what it is begun with: a clerk's handle, or a person of the account's */
export async function paperBy(
  district: TestDistrict,
  where: 'desk' | 'pass',
  of: object,
  idNumber: string,
  token: string,
  more: object = {},
): Promise<Answer<PaperPassAnswer>> {
  const begun = await district.post<PaperBeginAnswer>(`${where}/paper/begin`, of, token);
  if (begun.status !== 200) return begun as unknown as Answer<PaperPassAnswer>;
  const idHash = await paperIdHash(begun.body.passId, idNumber);
  const own = where === 'pass' ? { ...of, idNumber } : {};
  return district.post<PaperPassAnswer>(
    `${where}/paper`,
    { ...own, ...more, begun: begun.body.begun, idHash },
    token,
  );
}

/** The tracing key of a district as a certified browser has it. */
export async function tracingKeyOf(folder: string, generation = 1): Promise<CryptoKey> {
  const { privateKey, publicKey } = newSigningKey(1);
  const point = base64url(fromHex(publicKey));
  const root = rootFolder(folder);
  const shares = [1, 2].map((keeper) => join(root, 'escrow', `keeper-${keeper}.json`));
  const { wrapped } = await handOver(root, generation, point, shares);
  const key = await sealingKey(folder);
  const own = await agreementKey(fromHex(privateKey), point);
  return unwrapKey(own, { ...key, generation }, wrapped);
}
