import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { base64url } from '../../../src/domain/bytes/bytes.ts';
import { readBundle } from '../../../src/domain/bundle/bundle.ts';
import type {
  DraftAnswer,
  DraftRequest,
  PolicyAnswer,
  SignAnswer,
} from '../../../src/domain/api/policy-api.ts';
import { rootFolder, signBundle, type FoundingOfficial } from '../../../tools/keys/charter.ts';
import { newSigningKey } from '../../../tools/keys/secrets.ts';
import type { Answer, TestDistrict } from './district.ts';

/** The two officials that a test district was founded with, as the folder beside its keyring holds them. */
export async function foundingOfficials({ folder }: TestDistrict): Promise<FoundingOfficial[]> {
  return JSON.parse(await readFile(join(rootFolder(folder), 'officials.json'), 'utf8')) as FoundingOfficial[];
}

/** Somebody whom no charter names. */
export function stranger(id: number): FoundingOfficial {
  return { ...newSigningKey(id), name: 'Stranger' };
}

/** What the page sends when nothing is changed. */
export async function unchanged(district: TestDistrict, token: string): Promise<DraftRequest> {
  const { current } = (await district.get<PolicyAnswer>('policy', token)).body;
  const { policy, trust } = readBundle(current.body);
  return { policy, trust, validDays: 30 };
}

/** One official's signature over a text, handed in by a member of staff. */
export function handIn(
  district: TestDistrict,
  token: string,
  draft: { id: number; body: string },
  official: FoundingOfficial,
): Promise<Answer<SignAnswer>> {
  const { signatures } = signBundle(JSON.parse(draft.body) as never, [official]);
  return district.post<SignAnswer>('policy/sign', { draft: draft.id, ...signatures[0] }, token);
}

/** Drafts, has both officials sign, and so publishes; answers the version. */
export async function publish(district: TestDistrict, token: string, asked: DraftRequest): Promise<number> {
  const { body, status } = await district.post<DraftAnswer>('policy/draft', asked, token);
  if (status !== 200) throw new Error(`No draft: ${JSON.stringify(body)}`);
  const tokens = [await district.staff('health'), await district.staff('administrator')];
  for (const [index, official] of (await foundingOfficials(district)).entries()) {
    const { body: answer, status } = await handIn(district, tokens[index]!, body.draft, official);
    if (status !== 200) throw new Error(`Not signed: ${JSON.stringify(answer)}`);
  }
  return body.draft.version;
}

/** A signature of the right length that nobody made. */
export const noSignature = base64url(new Uint8Array(64).fill(1));
