// The tracing key, which opens names: made, followed by another generation, handed over and used offline, where the root lies.
//   node tools/run.mjs tracing make FOLDER                                   the key and its escrow, and a charter that names them
//   node tools/run.mjs tracing rotate FOLDER                                 the next generation, and its charter
//   node tools/run.mjs tracing root FOLDER                                   the root’s short text, as the page shows it
//   node tools/run.mjs tracing hand-over FOLDER --generation N --point POINT --share FILE --share FILE --out FILE
//   node tools/run.mjs tracing reseal FOLDER --in FILE --share FILE --share FILE --out FILE
//   node tools/run.mjs tracing add-custodian FOLDER --name NAME --point POINT --account ID
//   node tools/run.mjs tracing remove-custodian FOLDER --id N
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fromBase64url } from '../../src/domain/bytes/bytes.ts';
import { keyWords } from '../../src/domain/custody/tracer-certificate.ts';
import { isCommand } from '../places.ts';
import { PlainError, reasonOf, runCommand } from '../plain-error.ts';
import { demandAccount, publicKeyOf, renewCharter, rootFolder } from './charter.ts';
import {
  addGeneration,
  changeCustodians,
  handOver,
  makeCustody,
  readCustody,
  resealIdentities,
  type SealedPerson,
} from './custody.ts';
import { keepers } from './shares.ts';
import { writeClosed } from './secrets.ts';

const usage = `node tools/run.mjs tracing make FOLDER | tracing rotate FOLDER | tracing root FOLDER |
tracing hand-over FOLDER --generation N --point POINT --share FILE --share FILE --out FILE |
tracing reseal FOLDER --in FILE --share FILE --share FILE --out FILE |
tracing add-custodian FOLDER --name NAME --point POINT --account ID | tracing remove-custodian FOLDER --id N
FOLDER is the data folder with the root in it; a share is the file of one keeper of the escrow key, and it takes two.`;

/** Makes the tracing key of a district that was founded without one. @returns the charter's version @throws PlainError when it has one */
export async function makeTracingKey(dataFolder: string, now = Date.now()): Promise<number> {
  if (await readCustody(rootFolder(dataFolder)))
    throw new PlainError(
      'This district has a tracing key: nothing was changed. “rotate” makes the next one.',
    );
  await makeCustody(rootFolder(dataFolder), now);
  return renewCharter(dataFolder, now);
}

/** Makes the next generation of the tracing key, and a charter that names it. */
export async function rotateTracingKey(
  dataFolder: string,
  now = Date.now(),
): Promise<{ generation: number; charter: number }> {
  const { generation } = await addGeneration(rootFolder(dataFolder), now);
  return { generation, charter: await renewCharter(dataFolder, now) };
}

/**
 * Names a custody officer by the public key that their own browser shows.
 * @returns the charter's version
 * @throws PlainError when it is no such key, or one that is named already
 */
export async function addCustodian(
  dataFolder: string,
  name: string,
  point: string,
  account: string,
): Promise<number> {
  demandAccount(account);
  const publicKey = publicKeyOf(point);
  await changeCustodians(rootFolder(dataFolder), (custodians) => {
    if (custodians.some((one) => one.publicKey === publicKey || one.account === account))
      throw new PlainError('This key or account is a custody officer’s already.');
    let id = 1;
    while (custodians.some((one) => one.id === id)) id++;
    if (id > 255) throw new PlainError('There are 255 custody officers already: remove one first.');
    return [...custodians, { id, publicKey, name, account }];
  });
  return renewCharter(dataFolder);
}

/** Takes a custody officer out: certificates that they signed count no longer. @returns the charter's version */
export async function removeCustodian(dataFolder: string, id: number): Promise<number> {
  await changeCustodians(rootFolder(dataFolder), (custodians) => {
    const left = custodians.filter((one) => one.id !== id);
    if (left.length === custodians.length) throw new PlainError(`There is no custody officer ${id}.`);
    return left;
  });
  return renewCharter(dataFolder);
}

/** The root as people compare it with what the page Tracing key shows in a new browser. */
export async function rootWords(dataFolder: string): Promise<string> {
  const path = join(resolve(dataFolder), 'secrets', 'charter.json');
  const { root } = JSON.parse(await readFile(path, 'utf8')) as { root: { point: string } };
  return keyWords(createHash('sha256').update(fromBase64url(root.point)).digest());
}

async function readPeople(path: string): Promise<SealedPerson[]> {
  let people: unknown;
  try {
    people = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new PlainError(`${path} cannot be read: ${reasonOf(error)}`);
  }
  const isOne = (one: Partial<SealedPerson> | null): boolean =>
    typeof one?.person === 'string' && typeof one.sealed === 'string';
  if (!Array.isArray(people) || !people.every(isOne))
    throw new PlainError(`${path} is no list of sealed identities as the server gives it.`);
  return people as SealedPerson[];
}

if (isCommand(import.meta.url)) {
  await runCommand(async () => {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        generation: text,
        point: text,
        share: { type: 'string', multiple: true },
        in: text,
        out: text,
        name: text,
        account: text,
        id: text,
      },
    });
    const [command, given] = positionals;
    if (!given) throw new PlainError(usage);
    const folder = resolve(given);
    const shares = (values.share ?? []).map((path) => resolve(path));
    const { generation, point, in: from, out, name, account, id } = values;
    if (command === 'make') {
      const charter = await makeTracingKey(folder);
      console.log(
        `Charter ${charter} names the tracing key. Give each file of ${join(rootFolder(folder), 'escrow')} to another keeper, ` +
          `and leave none here: two of the ${keepers} open every name. The root’s short text: ${await rootWords(folder)}`,
      );
    } else if (command === 'root') {
      console.log(await rootWords(folder));
    } else if (command === 'rotate') {
      const made = await rotateTracingKey(folder);
      console.log(
        `Charter ${made.charter} names generation ${made.generation}: hand it over to the first officer’s browser.`,
      );
    } else if (command === 'hand-over' && generation && point && out) {
      await writeClosed(resolve(out), await handOver(rootFolder(folder), Number(generation), point, shares));
      console.log(`${out} opens in that browser alone. It is brought in on the page Custody.`);
    } else if (command === 'reseal' && from && out) {
      const people = await readPeople(resolve(from));
      const resealed = await resealIdentities(rootFolder(folder), people, shares);
      await writeClosed(resolve(out), resealed);
      console.log(`${resealed.length} of ${people.length} identities were of older generations: ${out}.`);
    } else if (command === 'add-custodian' && name && point && account) {
      console.log(`Charter ${await addCustodian(folder, name, point, account)} is signed.`);
    } else if (command === 'remove-custodian' && id) {
      console.log(`Charter ${await removeCustodian(folder, Number(id))} is signed.`);
    } else throw new PlainError(usage);
  });
}
