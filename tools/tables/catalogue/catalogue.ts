import { district } from './district.ts';
import { bases, fieldClasses, type Catalogue, type FieldClass } from './entry.ts';
import { oversight } from './oversight.ts';
import { persons } from './persons.ts';
import { pocketBase } from './pocketbase.ts';

const parts: [heading: string, tables: Catalogue][] = [
  ['People and where they were', persons],
  ['Accounting for it', oversight],
  ['The district', district],
  ['PocketBase’s own', pocketBase],
];

/** Every table of the database, by its name; tables of a day end with DAY. */
export const catalogue: Catalogue = Object.assign({}, ...parts.map(([, tables]) => tables)) as Catalogue;

/** What the catalogue lacks or has too much, against a schema: each as a sentence. @param schema tables with their fields */
export function catalogueFaults(
  schema: ReadonlyMap<string, readonly string[]>,
  entries: Catalogue = catalogue,
): string[] {
  const faults: string[] = [];
  for (const [table, fields] of schema) {
    const entry = entries[table];
    if (!entry) {
      faults.push(`${table} has no purpose, basis and time: give it an entry in tools/tables/catalogue/.`);
      continue;
    }
    const said = Object.values(entry.fields).flatMap((names) => names.split(/\s+/));
    for (const field of fields)
      if (!said.includes(field)) faults.push(`${table}.${field}: the catalogue does not say what it holds.`);
    for (const field of said) {
      if (!fields.includes(field))
        faults.push(`${table}.${field} is in the catalogue and not in the schema.`);
      if (said.indexOf(field) !== said.lastIndexOf(field))
        faults.push(`${table}.${field} stands twice in the catalogue.`);
    }
  }
  for (const table of Object.keys(entries))
    if (!schema.has(table)) faults.push(`${table} is in the catalogue and not in the schema.`);
  return [...new Set(faults)];
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** docs/data-catalogue.md. */
export function catalogueDocument(): string {
  const classes = Object.entries(fieldClasses).map(([name, words]) => `| ${name} | ${words} |`);
  const rests = Object.entries(bases).map(([name, words]) => `| ${name} | ${words} |`);
  const lines = parts.flatMap(([heading, tables]) => [
    '',
    `## ${heading}`,
    '',
    '| table | what for | basis | kept | fields |',
    '| --- | --- | --- | --- | --- |',
    ...Object.entries(tables).map(([table, { purpose, basis, kept, fields }]) => {
      const held = (Object.entries(fields) as [FieldClass, string][])
        .map(([name, names]) => `**${name}** ${names}`)
        .join('; ');
      return `| \`${table}\` | ${cell(purpose)} | ${basis} | ${cell(kept)} | ${held} |`;
    }),
  ]);
  return [
    '# Data catalogue',
    '',
    'Every table and field of the database: what for, on what basis, for how long, and what it holds of a person. Made from `tools/tables/catalogue/`',
    'by `node tools/run.mjs tables`; a test compares it with the schema, so that no field is added without these. A table of a day ends with DAY.',
    '',
    '| a field is | holds |',
    '| --- | --- |',
    ...classes,
    '',
    '| basis | |',
    '| --- | --- |',
    ...rests,
    ...lines,
    '',
  ].join('\n');
}
