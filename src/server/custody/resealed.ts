import { demandSealed, demandSealingKey } from './sealing-key.ts';
import { audit } from '../audit/audit.ts';
import { rows, run, transact } from '../vm/sql.ts';
import { os, textOf, type App } from '../vm/vm.ts';

/**
 * Identities of older generations on their way to the escrow and back: a file of sealed texts goes out, is sealed anew offline by two
 * keepers (tools/keys/tracing.ts), and comes in. Nothing of it opens here.
 */

/** The longest file that is read, bytes: some 200,000 people. */
const mostBytes = 128 << 20;
const atOnce = 500;

interface SealedPerson {
  person: string;
  sealed: string;
}

/** Writes those of older generations to a file. @returns how many */
function writeOlder(app: App, path: string): number {
  const { generation } = demandSealingKey();
  const people = rows<SealedPerson>(
    app,
    ['person', 'sealed'],
    `select id as person, sealedIdentity as sealed from persons
     where keyGeneration > 0 and keyGeneration < {:generation} order by id`,
    { generation },
  );
  os.writeFile(path, `${JSON.stringify(people)}\n`, 0o600);
  return people.length;
}

/**
 * Takes in what was sealed anew: of persons who are there, and of an older generation still. All of the file or none.
 * @returns how many
 * @throws Error when it holds anything else than identities sealed to the key in use
 */
function takeResealed(app: App, path: string): number {
  const people = JSON.parse(textOf(os.readFile(path), mostBytes)) as Partial<SealedPerson>[] | null;
  if (!Array.isArray(people)) throw new Error(`${path} is no list of sealed identities.`);
  for (const one of people)
    if (typeof one?.person !== 'string' || typeof one.sealed !== 'string')
      throw new Error(`${path} is no list of sealed identities.`);
  for (const { sealed } of people) demandSealed(sealed!);
  const { generation } = demandSealingKey();
  return transact(app, (inside) => {
    let stored = 0;
    for (let at = 0; at < people.length; at += atOnce)
      stored += run(
        inside,
        `update persons set sealedIdentity = j.value->>'sealed', keyGeneration = {:generation}
         from json_each({:people}) j
         where persons.id = j.value->>'person' and keyGeneration > 0 and keyGeneration < {:generation}`,
        { generation, people: JSON.stringify(people.slice(at, at + atOnce)) },
      );
    audit(inside, {
      actor: 'server',
      action: 'custody.reseal',
      subject: `persons:${stored} generation:${generation} by command`,
    });
    return stored;
  });
}

function command(work: () => string): void {
  try {
    console.log(work());
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
    os.exit(1);
  }
}

/** The console command `identities-out FILE`. */
export function identitiesOutCommand(app: App, [path = '']: readonly string[]): void {
  command(() => {
    if (path === '') throw new Error('Say where to: identities-out FILE --dir=... (docs/operations.md).');
    return `${writeOlder(app, path)} identities of older generations: ${path}`;
  });
}

/** The console command `identities-in FILE`. */
export function identitiesInCommand(app: App, [path = '']: readonly string[]): void {
  command(() => {
    if (path === '') throw new Error('Say where from: identities-in FILE --dir=... (docs/operations.md).');
    return `${takeResealed(app, path)} identities are of the generation in use now.`;
  });
}
