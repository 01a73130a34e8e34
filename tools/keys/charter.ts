// The district's root: it certifies officials, issuers and the server's keys in a charter, and stays offline. For a demo and
// for tests a whole district is founded at once (`foundDistrict`); a real one is founded step by step (docs/operations.md):
//   node tools/run.mjs charter found FOLDER --name-zh 名称 --name-en NAME   root, two founding officials, charter, first policy
//   node tools/run.mjs charter add-official FOLDER --name NAME --point POINT --account ID   certify the key a browser shows
//   node tools/run.mjs charter bind-official FOLDER --id N --account ID   say whose account a certified key is
//   node tools/run.mjs charter remove-official FOLDER --id N
//   node tools/run.mjs charter renew FOLDER                               a new charter for the keys of now
//   node tools/run.mjs charter rotate FOLDER [--in-hours 48]              another key to sign passes with, and its charter
import { createPrivateKey, createPublicKey, sign as signWithNode } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleMessage, type Bundle, type SignedBundle } from '../../src/domain/bundle/bundle.ts';
import { base64url, fromBase64url, fromHex, hex } from '../../src/domain/bytes/bytes.ts';
import {
  accountId,
  charterMessage,
  type ChartedKey,
  type Charter,
  type PublicKey,
  type SignedCharter,
} from '../../src/domain/bundle/charter.ts';
import { demoCustodians, demoOfficials } from '../../src/domain/api/demo-api.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import { standardPolicy } from '../../src/domain/policy/standard-policy.ts';
import { emptyTrustList } from '../../src/domain/credential/trust-list.ts';
import { makeCustody, readCustody, type Custodian, type Custody } from './custody.ts';
import { newDemoSigners, trustInDemoSigners } from './demo-signers.ts';
import { giveSignerIssuer, handOverMs } from './issuer-keys.ts';
import { isCommand } from '../places.ts';
import { PlainError, reasonOf, runCommand } from '../plain-error.ts';
import { ensureKeyring, newSigningKey, writeClosed, type Keyring, type SigningKey } from './secrets.ts';

const day = 86_400_000;
const year = 365 * day;

/** An official whose key was made here, not in their own browser: for demo districts and the founding of real ones. */
export interface FoundingOfficial extends SigningKey {
  name: string;
  /** The staff account whose signature it is; without one the server takes none of this key. */
  account?: string;
}

/** An official as a charter names one: the private half lies in their own browser. */
export type CertifiedOfficial = Omit<FoundingOfficial, 'privateKey'>;

export interface Founding {
  demo: boolean;
  name: Charter['district']['name'];
  /** The staff accounts of the two founding officials, where they are known beforehand. */
  accounts?: readonly [string, string];
  /** Custody officers who are known beforehand. */
  custodians?: readonly Custodian[];
}

const demoFounding: Founding = {
  demo: true,
  accounts: demoOfficials,
  name: { 'zh-CN': '云浦区（演示）', en: 'Yunpu District (demo)' },
};

/** r||s by node:crypto. */
function signBy(key: SigningKey, message: Uint8Array): string {
  const point = fromHex(key.publicKey);
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    d: base64url(fromHex(key.privateKey)),
    x: base64url(point.slice(1, 33)),
    y: base64url(point.slice(33)),
  };
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  return base64url(signWithNode('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }));
}

function publicHalf({ id, publicKey }: Pick<SigningKey, 'id' | 'publicKey'>): PublicKey {
  return { id, point: base64url(fromHex(publicKey)) };
}

/** Where the root and the founding officials lie: take this folder off the machine. */
export function rootFolder(dataFolder: string): string {
  return join(dataFolder, 'root');
}

/** A charter over the keys of a keyring and the officials, signed by the root. */
export function signCharter(
  root: SigningKey,
  keyring: Keyring,
  officials: readonly CertifiedOfficial[],
  founding: Founding,
  version: number,
  now: number,
  custody: Custody | null = null,
): SignedCharter {
  const charted = (key: Pick<SigningKey, 'id' | 'publicKey'>): ChartedKey => ({
    ...publicHalf(key),
    notBefore: now - 3 * year,
    notAfter: now + 2 * year,
  });
  const charter: Charter = {
    version,
    issuedAt: now,
    expiresAt: now + 2 * year,
    district: { name: founding.name, demo: founding.demo },
    officials: officials.map(({ account, ...official }) => ({
      ...charted(official),
      name: official.name,
      ...(account !== undefined && { account }),
    })),
    issuers: keyring.issuers.map((key) => ({
      ...charted(key),
      ...(key.retiredAt !== undefined && { notAfter: key.retiredAt + handOverMs }),
    })),
    siteCodeKeys: [charted(keyring.siteCode)],
    wordKeys: [charted(keyring.word)],
    ingestKeys: [charted(keyring.ingest)],
    ...(custody && {
      tracingKeys: custody.tracing.map(({ generation, publicKey, from, retiredAt }) => ({
        ...charted({ id: generation, publicKey }),
        notBefore: from,
        ...(retiredAt !== undefined && { notAfter: retiredAt }),
      })),
      escrowKey: publicHalf(custody.escrow),
      custodians: custody.custodians.map((one) => ({
        ...charted(one),
        name: one.name,
        account: one.account,
      })),
    }),
  };
  const body = JSON.stringify(charter);
  return { body, root: root.id, signature: signBy(root, charterMessage(body)) };
}

/** A bundle signed by officials. */
export function signBundle(
  bundle: Bundle,
  officials: readonly FoundingOfficial[],
): Omit<SignedBundle, 'charter'> {
  const body = JSON.stringify(bundle);
  const signatures = officials.map((official) => ({
    official: official.id,
    signature: signBy(official, bundleMessage(body)),
  }));
  return { body, signatures };
}

async function writeOnce(path: string, value: object, mode: number): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, `${JSON.stringify(value, undefined, 2)}\n`, { mode });
  } catch (error) {
    throw new PlainError(
      `${path} cannot be written: ${reasonOf(error)}. Give this user the right to write there.`,
    );
  }
}

async function read<T>(path: string): Promise<T> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch (error) {
    throw new PlainError(`${path} cannot be read: ${reasonOf(error)}. Bring it back from where it is kept.`);
  }
}

/**
 * Makes all that a new district needs beside its database, if it is not there: keyring, root, two founding officials,
 * charter, and the standard policy signed by both.
 * @returns the keyring's path
 */
export async function foundDistrict(
  dataFolder: string,
  founding: Founding = demoFounding,
  now = Date.now(),
): Promise<string> {
  const keyringFile = await ensureKeyring(dataFolder);
  const charterFile = join(dirname(keyringFile), 'charter.json');
  if (existsSync(charterFile)) {
    // A demo of a version before the tracing key, with its root beside it.
    const root = rootFolder(dataFolder);
    if (founding.demo && existsSync(join(root, 'root.json')) && !(await readCustody(root))) {
      await makeCustody(root, now, { demo: true, custodians: demoCustodianKeys() });
      await renewCharter(dataFolder, now);
    }
    return keyringFile;
  }
  const keyring = await read<Keyring>(keyringFile);
  const root = newSigningKey(1);
  const { accounts, custodians = [], ...named } = founding;
  const officials: FoundingOfficial[] = ['卫生健康 · Health', '行政管理 · Administration'].map(
    (name, index) => ({
      ...newSigningKey(index + 1),
      name,
      ...(accounts && { account: accounts[index]! }),
    }),
  );
  const signers = founding.demo ? newDemoSigners() : null;
  const bundle: Bundle = {
    version: 1,
    issuedAt: now,
    expiresAt: now + 180 * day,
    policy: founding.demo ? demoPolicy() : standardPolicy(1),
    trust: signers ? trustInDemoSigners(signers) : emptyTrustList,
  };
  await writeOnce(join(rootFolder(dataFolder), 'root.json'), { ...root, founding: named }, 0o600);
  await writeOnce(join(rootFolder(dataFolder), 'officials.json'), officials, 0o600);
  await writeOnce(join(dirname(keyringFile), 'first-bundle.json'), signBundle(bundle, officials), 0o600);
  if (signers) await writeOnce(join(dirname(keyringFile), 'demo-signers.json'), signers, 0o600);
  const custody = await makeCustody(rootFolder(dataFolder), now, {
    demo: founding.demo,
    custodians: founding.demo ? demoCustodianKeys() : [...custodians],
  });
  const signed = signCharter(root, keyring, officials, founding, 1, now, custody);
  // Last: with a charter the founding is whole.
  await writeOnce(charterFile, { root: publicHalf(root), signed }, 0o600);
  return keyringFile;
}

/**
 * Each window of the demo pairs a sentry of its own at the same site: for their number no phone need answer. The panel's visitor who
 * answers shows it where the policy is made strict.
 */
function demoPolicy(): Policy {
  const policy = standardPolicy(1);
  const { strictLanes: _none, ...limits } = policy.limits;
  return { ...policy, limits };
}

/** Custody officers of a demo, who can be lent their keys. */
function demoCustodianKeys(): Custodian[] {
  return demoCustodians.map(({ account, name }, index) => ({ ...newSigningKey(index + 1), account, name }));
}

/** Signs a charter of the next version over the keyring and the officials as they are now. */
export async function renewCharter(dataFolder: string, now = Date.now()): Promise<number> {
  const keyringFile = await ensureKeyring(dataFolder);
  const charterFile = join(dirname(keyringFile), 'charter.json');
  const folder = rootFolder(dataFolder);
  const { founding, ...root } = await read<SigningKey & { founding: Founding }>(join(folder, 'root.json'));
  const officials = await read<CertifiedOfficial[]>(join(folder, 'officials.json'));
  const before = await read<{ signed: SignedCharter }>(charterFile);
  const version = (JSON.parse(before.signed.body) as Charter).version + 1;
  const keyring = await read<Keyring>(keyringFile);
  const signed = signCharter(root, keyring, officials, founding, version, now, await readCustody(folder));
  await writeOnce(charterFile, { root: publicHalf(root), signed }, 0o600);
  return version;
}

/**
 * Gives the signer another issuer's key, names it in the keyring and certifies it. The server signs with it `inHours` from now: until then the charter
 * has time to reach the sentries, which would take passes of a key they do not know for forged.
 * @returns the new key's id and the charter's version
 */
export async function rotateIssuer(
  dataFolder: string,
  inHours = 48,
  now = Date.now(),
): Promise<{ issuer: number; charter: number }> {
  const keyringFile = await ensureKeyring(dataFolder);
  const keyring = await read<Keyring>(keyringFile);
  const { issuers, id } = await giveSignerIssuer(
    keyringFile,
    keyring.issuers,
    now + inHours * 3_600_000,
    now,
  );
  await writeClosed(keyringFile, { ...keyring, issuers });
  return { issuer: id, charter: await renewCharter(dataFolder, now) };
}

async function changeOfficials(
  dataFolder: string,
  change: (officials: CertifiedOfficial[]) => CertifiedOfficial[],
): Promise<number> {
  const path = join(rootFolder(dataFolder), 'officials.json');
  await writeOnce(path, change(await read<CertifiedOfficial[]>(path)), 0o600);
  return renewCharter(dataFolder);
}

/**
 * Certifies an official by the public key that their own browser shows, and signs a new charter.
 * @param point 65 bytes uncompressed, base64url
 * @param account the record id of their staff account, as the policy page shows it beside the key
 * @returns the charter's version
 * @throws PlainError when it is no such key, or one that is certified already
 */
export function addOfficial(
  dataFolder: string,
  name: string,
  point: string,
  account: string,
): Promise<number> {
  demandAccount(account);
  const publicKey = publicKeyOf(point);
  return changeOfficials(dataFolder, (officials) => {
    if (officials.some((official) => official.publicKey === publicKey))
      throw new PlainError('This key is certified already.');
    // A number is never given twice while its official is there.
    let id = 1;
    while (officials.some((official) => official.id === id)) id++;
    if (id > 255) throw new PlainError('There are 255 officials already: remove one first.');
    return [...officials, { id, publicKey, name, account }];
  });
}

/** The key of a point as pages show it, as hexadecimal. @throws PlainError when it is none */
export function publicKeyOf(point: string): string {
  try {
    const bytes = fromBase64url(point);
    if (bytes.length !== 65 || bytes[0] !== 4) throw new RangeError('It has another length.');
    const [x, y] = [bytes.slice(1, 33), bytes.slice(33)].map((part) => base64url(part));
    createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y! }, format: 'jwk' });
    return hex(bytes);
  } catch (error) {
    throw new PlainError(`This is no public key as the page shows it: ${reasonOf(error)}`);
  }
}

/** @throws PlainError for what is no id of an account */
export function demandAccount(account: string): void {
  if (!accountId.test(account))
    throw new PlainError('This is no account as the policy page shows it: 15 small letters and digits.');
}

/**
 * Binds the key of an official to a staff account, in place of any other: the server takes its signatures from that one alone.
 * @returns the charter's version
 * @throws PlainError when there is no such official, or it is no account
 */
export function bindOfficial(dataFolder: string, id: number, account: string): Promise<number> {
  demandAccount(account);
  return changeOfficials(dataFolder, (officials) => {
    if (!officials.some((official) => official.id === id))
      throw new PlainError(`There is no official ${id}.`);
    return officials.map((official) => (official.id === id ? { ...official, account } : official));
  });
}

/**
 * Takes an official out of the charter. A bundle they signed is then believed no longer: publish a new one first.
 * @returns the charter's version
 * @throws PlainError when there is no such official, or fewer than two would be left
 */
export function removeOfficial(dataFolder: string, id: number): Promise<number> {
  return changeOfficials(dataFolder, (officials) => {
    const left = officials.filter((official) => official.id !== id);
    if (left.length === officials.length) throw new PlainError(`There is no official ${id}.`);
    if (left.length < 2) throw new PlainError('Two officials must remain: nobody could publish a policy.');
    return left;
  });
}

if (isCommand(import.meta.url)) {
  await runCommand(async () => {
    const usage =
      'node tools/run.mjs charter found FOLDER --name-zh NAME --name-en NAME | charter renew FOLDER | charter rotate FOLDER [--in-hours 48]' +
      ' |\n' +
      'charter add-official FOLDER --name NAME --point POINT --account ID | charter bind-official FOLDER --id N --account ID |\n' +
      'charter remove-official FOLDER --id N';
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        'name-zh': { type: 'string' },
        'name-en': { type: 'string' },
        'in-hours': { type: 'string' },
        name: { type: 'string' },
        point: { type: 'string' },
        id: { type: 'string' },
        account: { type: 'string' },
      },
    });
    const [command, folder] = positionals;
    if (!folder) throw new PlainError(usage);
    const zh = values['name-zh'];
    const en = values['name-en'];
    if (command === 'found' && zh && en) {
      if (existsSync(join(resolve(folder), 'secrets', 'charter.json'))) {
        throw new PlainError(`${resolve(folder)} holds a district already founded: nothing was changed.`);
      }
      await foundDistrict(resolve(folder), { demo: false, name: { 'zh-CN': zh, en } });
      console.log(
        `Founded. Take ${rootFolder(resolve(folder))} off this machine: who has it can name officials.`,
      );
    } else if (command === 'renew') {
      console.log(`Charter ${await renewCharter(resolve(folder))} is signed.`);
    } else if (command === 'rotate') {
      const inHours = Number(values['in-hours'] ?? 48);
      if (!Number.isFinite(inHours) || inHours < 0) throw new PlainError(usage);
      const { issuer, charter } = await rotateIssuer(resolve(folder), inHours);
      console.log(
        `Issuer ${issuer} signs passes in ${inHours} hours; charter ${charter} names it from now on.`,
      );
    } else if (command === 'add-official' && values.name && values.point && values.account) {
      const version = await addOfficial(resolve(folder), values.name, values.point, values.account);
      console.log(`Charter ${version} is signed.`);
    } else if (command === 'bind-official' && values.id && values.account) {
      const version = await bindOfficial(resolve(folder), Number(values.id), values.account);
      console.log(`Charter ${version} is signed.`);
    } else if (command === 'remove-official' && values.id) {
      console.log(`Charter ${await removeOfficial(resolve(folder), Number(values.id))} is signed.`);
    } else throw new PlainError(usage);
  });
}
