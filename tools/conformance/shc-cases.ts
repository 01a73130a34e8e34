// The official examples of SMART Health Cards: the numeric text of each QR code, beside it the signed card, and the
// issuer's keys and revocation lists.
import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { trustEntriesOf, revocationListOf } from '../../src/credentials/smart-health-card/key-set-import.ts';
import type { TrustList } from '../../src/domain/credential/trust-list.ts';
import { PlainError, reasonOf } from '../plain-error.ts';

export interface CardCase {
  name: string;
  /** The texts of the card's codes, in the order of their files. */
  codes: string[];
  /** The signed card as the set gives it beside the codes; null when it does not. */
  jws: string | null;
  /** Stated by the card itself, read without our reader; null when it cannot be. */
  stated: { issuedAt: number; revoked: boolean } | null;
}

export interface CardSet {
  cases: CardCase[];
  trust: TrustList;
}

const codeFile = /^(.*?)(?:-f)?-qr-code-numeric-value-(\d+)\.txt$/;

/** Reads a folder of examples, in whatever subfolders they lie. */
export async function readCardSet(folder: string): Promise<CardSet> {
  if (!(await stat(folder).catch(() => null))?.isDirectory())
    throw new PlainError(`There is no folder ${folder}. Give the folder of the SMART Health Cards examples.`);
  const names = await readdir(folder, { recursive: true });
  const trust = await trustOf(folder, names);
  const groups = new Map<string, { number: number; file: string }[]>();
  for (const name of names) {
    const [, example, number] = codeFile.exec(basename(name)) ?? [];
    if (!example) continue;
    const group = join(dirname(name), example);
    groups.set(group, [...(groups.get(group) ?? []), { number: Number(number), file: name }]);
  }
  if (groups.size === 0)
    throw new PlainError(`${folder} holds no QR code text (*-qr-code-numeric-value-N.txt).`);
  const cases: CardCase[] = [];
  for (const [group, files] of [...groups].toSorted(([a], [b]) => a.localeCompare(b))) {
    const inOrder = files.toSorted((a, b) => a.number - b.number);
    const codes = await Promise.all(inOrder.map(({ file }) => textOf(join(folder, file))));
    const jws = await textOf(join(folder, `${group}-d-jws.txt`)).catch(() => null);
    cases.push({ name: group, codes, jws, stated: statedBy(jws ?? charactersOf(codes), trust) });
  }
  return { cases, trust };
}

async function textOf(path: string): Promise<string> {
  return (await readFile(path, 'utf8')).trim();
}

async function trustOf(folder: string, names: string[]): Promise<TrustList> {
  const trust: TrustList = { entries: [], revocations: [] };
  for (const name of names.filter((name) => basename(name) === 'jwks.json')) {
    const { entries, refused } = await trustEntriesOf(await jsonOf(folder, name), { name, iss: null });
    trust.entries.push(...entries);
    for (const { kid, why } of refused) console.log(`${name}: key ${kid} is left out: ${why}`);
  }
  if (trust.entries.length === 0)
    throw new PlainError(`${folder} holds no jwks.json with a key of the issuer.`);
  for (const name of names.filter((name) => basename(dirname(name)) === 'crl' && name.endsWith('.json')))
    trust.revocations.push(revocationListOf(await jsonOf(folder, name)));
  return trust;
}

async function jsonOf(folder: string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(folder, name), 'utf8'));
  } catch (error) {
    throw new PlainError(`${join(folder, name)} cannot be read: ${reasonOf(error)}`);
  }
}

/** The signed card in the texts of its codes, in their order. */
function charactersOf(codes: string[]): string {
  const digits = codes.map((code) => code.slice(code.lastIndexOf('/') + 1)).join('');
  return digits.replaceAll(/\d\d/g, (pair) => String.fromCharCode(Number(pair) + 45));
}

/**
 * What a signed card says of its own issue, and whether the set's lists call it back: read with Node's zlib, so that a
 * fault in our reader shows as a case missed.
 */
function statedBy(jws: string, { revocations }: TrustList): CardCase['stated'] {
  try {
    const [header, payload] = jws.split('.').map((part) => Buffer.from(part, 'base64url'));
    const { kid } = JSON.parse(header!.toString()) as { kid: string };
    const { nbf, vc } = JSON.parse(inflateRawSync(payload!).toString()) as {
      nbf: number;
      vc: { rid?: string };
    };
    const lists = revocations.filter((list) => list.kid === kid);
    const revoked = lists.some(({ rids }) =>
      rids.some((text) => {
        const [rid, before] = text.split('.');
        return rid === vc.rid && (before === undefined || nbf < Number(before));
      }),
    );
    return { issuedAt: Math.ceil(nbf * 1000), revoked };
  } catch {
    return null;
  }
}
