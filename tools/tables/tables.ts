// Writes what the documents hold of the tables of rights and of routes, and the data catalogue: `node tools/run.mjs tables`. `npm run lint` sees that it was done.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'oxfmt';
import { isCommand, projectFolder } from '../places.ts';
import { PlainError, runCommand } from '../plain-error.ts';
import { catalogueDocument } from './catalogue/catalogue.ts';
import { rightsTable } from './rights-table.ts';
import { routesDocument } from './routes-table.ts';

/** Between these lines of a document lies what is made. */
const begin = '<!-- made by `node tools/run.mjs tables` from src/domain/access/rights.ts -->';
const end = '<!-- end of what is made -->';

/** The documents as they should be, by their names in docs/. */
export async function madeDocuments(): Promise<Map<string, string>> {
  const model = await readFile(join(projectFolder, 'docs', 'threat-model.md'), 'utf8');
  const parts = [model.indexOf(begin), model.indexOf(end)] as const;
  if (parts[0] < 0 || parts[1] < parts[0])
    throw new PlainError(`docs/threat-model.md lacks the lines\n${begin}\n${end}`);
  const made = new Map([
    [
      'threat-model.md',
      `${model.slice(0, parts[0])}${begin}\n\n${rightsTable()}\n\n${model.slice(parts[1])}`,
    ],
    ['routes.md', routesDocument()],
    ['data-catalogue.md', catalogueDocument()],
  ]);
  for (const [name, text] of made) {
    const { code, errors } = await format(name, text);
    if (errors.length > 0)
      throw new PlainError(`docs/${name}: ${errors.map(({ message }) => message).join(' ')}`);
    made.set(name, code);
  }
  return made;
}

/** The documents that are not as they should be, each as a sentence; none when all is well. */
export async function documentFaults(): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, text] of await madeDocuments()) {
    const kept = await readFile(join(projectFolder, 'docs', name), 'utf8').catch(() => '');
    if (kept !== text)
      faults.push(`docs/${name} is not what the tables make of it: node tools/run.mjs tables.`);
  }
  return faults;
}

if (isCommand(import.meta.url)) {
  await runCommand(async () => {
    for (const [name, text] of await madeDocuments())
      await writeFile(join(projectFolder, 'docs', name), text);
  });
}
