// What custody of the tracing key needs offline: the escrow key in three shares, every generation of the tracing key, closed for the
// escrow key alone, and who certifies officers' browsers. It lies with the root, and is taken off the machine with it.
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { base64url, fromHex } from '../../src/domain/bytes/bytes.ts';
import { agreementKey } from '../../src/credentials/custody/closed-box.ts';
import {
  IdentitySealer,
  openIdentity,
  generationOfIdentity,
} from '../../src/credentials/custody/sealed-identity.ts';
import { unwrapSecret, wrapKey } from '../../src/credentials/custody/wrapped-key.ts';
import { PlainError, reasonOf } from '../plain-error.ts';
import { newSigningKey, writeClosed, type OpenKey } from './secrets.ts';
import { joinShares, splitKey, type Share } from './shares.ts';

/** One generation of the tracing key as it lies with the root: its private half opens with the escrow key. */
export interface TracingKey {
  generation: number;
  /** 65 bytes as hexadecimal. */
  publicKey: string;
  /** From when on identities are sealed to it, UTC ms. */
  from: number;
  /** When its successor took over; missing while it has none. */
  retiredAt?: number;
  /** As `wrapKey` gives it. */
  escrowed: string;
}

/** Who certifies officers' browsers. */
export interface Custodian extends OpenKey {
  name: string;
  /** The staff account whose signature it is. */
  account: string;
  /** Of a demo's alone: it lends them. */
  privateKey?: string;
}

/** The file `custody.json` beside the root. */
export interface Custody {
  escrow: OpenKey;
  /** In their order; the last one is sealed to. */
  tracing: TracingKey[];
  /** Who certify officers' browsers, two of them together. With their private halves in a demo alone. */
  custodians: Custodian[];
}

const mostGenerations = 255;

/** The demo's stand-in for the escrow: private halves of its tracing key, which a real district's folder never holds. */
export const demoTracingFile = 'demo-tracing.json';

function custodyFile(root: string): string {
  return join(root, 'custody.json');
}

/** The custody of a district; null where it has none yet. @param root the folder of the root */
export async function readCustody(root: string): Promise<Custody | null> {
  const path = custodyFile(root);
  return existsSync(path) ? readJson<Custody>(path) : null;
}

/** @throws PlainError when there is none, or it cannot be read */
async function demandCustody(root: string): Promise<Custody> {
  const custody = await readCustody(root);
  if (!custody)
    throw new PlainError(
      `${root} holds no tracing key. Make it: node tools/run.mjs tracing make FOLDER (docs/operations.md).`,
    );
  return custody;
}

async function readJson<Kind>(path: string): Promise<Kind> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Kind;
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is no JSON text' : reasonOf(error);
    throw new PlainError(`${path} cannot be read: ${why}. Bring it back from where it is kept.`);
  }
}

const boxKey = ({ generation, publicKey }: Pick<TracingKey, 'generation' | 'publicKey'>) => ({
  generation,
  point: base64url(fromHex(publicKey)),
});

async function newGeneration(
  escrow: OpenKey,
  generation: number,
  now: number,
): Promise<{ key: TracingKey; secret: string }> {
  const { publicKey, privateKey } = newSigningKey(generation);
  const target = { generation, publicKey };
  const escrowed = await wrapKey(
    fromHex(privateKey),
    boxKey({ generation: escrow.id, publicKey: escrow.publicKey }),
    boxKey(target),
  );
  return { key: { ...target, from: now, escrowed }, secret: privateKey };
}

/**
 * Makes the escrow key, split among three keepers, and the first generation of the tracing key. What is there is kept.
 * @param options `demo`: what stands in for the escrow is left beside it, and these custodians may be lent their keys
 */
export async function makeCustody(
  root: string,
  now: number,
  options: { demo?: boolean; custodians?: Custodian[] } = {},
): Promise<Custody> {
  const held = await readCustody(root);
  if (held) return held;
  const { privateKey, ...escrow } = newSigningKey(1);
  const { key, secret } = await newGeneration(escrow, 1, now);
  const shares = join(root, 'escrow');
  try {
    await mkdir(shares, { recursive: true, mode: 0o700 });
    await chmod(shares, 0o700);
  } catch (error) {
    throw new PlainError(`${shares} cannot be made: ${reasonOf(error)}.`);
  }
  for (const share of splitKey(privateKey, escrow.publicKey))
    await writeClosed(join(shares, `keeper-${share.keeper}.json`), share);
  if (options.demo) await writeClosed(join(root, demoTracingFile), [{ generation: 1, secret }]);
  const custody: Custody = { escrow, tracing: [key], custodians: options.custodians ?? [] };
  // Last: with it the making is whole.
  await writeClosed(custodyFile(root), custody);
  return custody;
}

/** Makes the next generation, closed for the escrow key alone: new identities are sealed to it once a charter names it. */
export async function addGeneration(root: string, now: number): Promise<TracingKey> {
  const custody = await demandCustody(root);
  const last = custody.tracing.at(-1)!;
  if (last.generation >= mostGenerations)
    throw new PlainError('There were 255 generations of this tracing key: its format has no more.');
  const { key, secret } = await newGeneration(custody.escrow, last.generation + 1, now);
  const stand = join(root, demoTracingFile);
  if (existsSync(stand)) {
    const lent = await readJson<object[]>(stand);
    await writeClosed(stand, [...lent, { generation: key.generation, secret }]);
  }
  const before = custody.tracing.map((one) => ({ ...one, retiredAt: one.retiredAt ?? now }));
  await writeClosed(custodyFile(root), { ...custody, tracing: [...before, key] });
  return key;
}

/** Changes who certify officers' browsers. */
export async function changeCustodians(
  root: string,
  change: (custodians: Custodian[]) => Custodian[],
): Promise<void> {
  const custody = await demandCustody(root);
  await writeClosed(custodyFile(root), { ...custody, custodians: change(custody.custodians) });
}

/** The escrow key, of two keepers' shares. @throws PlainError when they are not those of this district's */
async function escrowKey({ escrow }: Custody, shareFiles: readonly string[]): Promise<CryptoKey> {
  const shares: Share[] = [];
  for (const file of shareFiles) shares.push(await readJson<Share>(file));
  const secret = joinShares(shares);
  try {
    return await agreementKey(fromHex(secret), base64url(fromHex(escrow.publicKey)));
  } catch {
    throw new PlainError('These shares are not of this district’s escrow key.');
  }
}

/**
 * Wraps a generation of the tracing key for an officer's browser: for the first one of a generation; the others get it from those who are in.
 * @param point of the browser's key, as the page Custody shows it
 * @param shareFiles of two keepers
 * @returns what is brought in on the page Custody
 */
export async function handOver(
  root: string,
  generation: number,
  point: string,
  shareFiles: readonly string[],
): Promise<{ generation: number; point: string; wrapped: string }> {
  const custody = await demandCustody(root);
  const key = custody.tracing.find((one) => one.generation === generation);
  if (!key) throw new PlainError(`There is no generation ${generation} of the tracing key.`);
  const secret = await unwrapSecret(await escrowKey(custody, shareFiles), boxKey(key), key.escrowed);
  try {
    return { generation, point, wrapped: await wrapKey(secret, { generation: 0, point }, boxKey(key)) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new PlainError('This is no public key as the page Custody shows it.');
  } finally {
    secret.fill(0);
  }
}

/** A person's sealed identity, as it is taken to the escrow and back. */
export interface SealedPerson {
  person: string;
  sealed: string;
}

/**
 * Seals identities of older generations to the newest one.
 * @param shareFiles of two keepers
 * @returns those that were of an older generation
 * @throws PlainError naming the first that does not open: none is answered then
 */
export async function resealIdentities(
  root: string,
  people: readonly SealedPerson[],
  shareFiles: readonly string[],
): Promise<SealedPerson[]> {
  const custody = await demandCustody(root);
  const escrow = await escrowKey(custody, shareFiles);
  const newest = custody.tracing.at(-1)!;
  const sealer = await IdentitySealer.begin(boxKey(newest));
  const opened = new Map<number, CryptoKey>();
  const resealed: SealedPerson[] = [];
  for (const { person, sealed } of people) {
    try {
      const generation = generationOfIdentity(sealed);
      if (generation === newest.generation) continue;
      let own = opened.get(generation);
      if (!own) {
        const key = custody.tracing.find((one) => one.generation === generation);
        if (!key) throw new RangeError(`there is no generation ${generation} of the tracing key`);
        const secret = await unwrapSecret(escrow, boxKey(key), key.escrowed);
        own = await agreementKey(secret, boxKey(key).point);
        secret.fill(0);
        opened.set(generation, own);
      }
      resealed.push({ person, sealed: await sealer.seal(person, await openIdentity(own, person, sealed)) });
    } catch (error) {
      throw new PlainError(`The identity of record ${person} does not open: ${reasonOf(error)}`);
    }
  }
  return resealed;
}
