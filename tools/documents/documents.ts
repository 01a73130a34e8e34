// The documents that the law asks of a district, filled from its charter, the data catalogue and the privacy notices:
//   node tools/run.mjs documents FOLDER --contact TEXT --officer TEXT --supervisor TEXT [--kept-days N] [--review-hours N] [--correction-days N] [--out FOLDER]
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readCharter, type SignedCharter } from '../../src/domain/bundle/charter.ts';
import { isCommand } from '../places.ts';
import { PlainError, runCommand } from '../plain-error.ts';
import { breachProcedure } from './breach-procedure.ts';
import { checkFacts, documentLanguages, type DistrictFacts, type GivenFacts } from './facts.ts';
import { impactAssessment } from './impact-assessment.ts';

const usage = `node tools/run.mjs documents FOLDER --contact TEXT --officer TEXT --supervisor TEXT
[--kept-days 14] [--review-hours 24] [--correction-days 7] [--out FOLDER]
FOLDER is the district’s data folder, with its charter in it.`;

/** The documents by their file names, Markdown. @throws PlainError for an empty field */
export function districtDocuments(facts: DistrictFacts): Map<string, string> {
  checkFacts(facts);
  const made = new Map<string, string>();
  for (const language of documentLanguages) {
    made.set(`impact-assessment.${language}.md`, impactAssessment(facts, language));
    made.set(`breach-procedure.${language}.md`, breachProcedure(facts, language));
  }
  return made;
}

/** Writes them for the district of a data folder. @returns the files */
export async function writeDocuments(
  dataFolder: string,
  given: GivenFacts,
  out: string,
  now = Date.now(),
): Promise<string[]> {
  const path = join(dataFolder, 'secrets', 'charter.json');
  const text = await readFile(path, 'utf8').catch(() => {
    throw new PlainError(`${path} cannot be read. ${usage}`);
  });
  const { signed } = JSON.parse(text) as { signed: SignedCharter };
  const documents = districtDocuments({ ...given, charter: readCharter(signed.body), now });
  await mkdir(out, { recursive: true });
  const files: string[] = [];
  for (const [name, document] of documents) {
    files.push(join(out, name));
    await writeFile(join(out, name), document);
  }
  return files;
}

if (isCommand(import.meta.url)) {
  await runCommand(async () => {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        contact: { type: 'string', default: '' },
        officer: { type: 'string', default: '' },
        supervisor: { type: 'string', default: '' },
        'kept-days': { type: 'string', default: '14' },
        'review-hours': { type: 'string', default: '24' },
        'correction-days': { type: 'string', default: '7' },
        out: { type: 'string', default: 'documents' },
      },
    });
    const [folder] = positionals;
    if (!folder) throw new PlainError(usage);
    const given: GivenFacts = {
      contact: values.contact,
      officer: values.officer,
      supervisor: values.supervisor,
      keptDays: Number(values['kept-days']),
      reviewHours: Number(values['review-hours']),
      correctionDays: Number(values['correction-days']),
    };
    for (const file of await writeDocuments(resolve(folder), given, resolve(values.out))) console.log(file);
  });
}
