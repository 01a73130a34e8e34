// The names of the schema's steps: a district notes the names it has applied, and would run a renamed one again.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import applied from './applied-migrations.json' with { type: 'json' };

/** Numbers that two steps share: all have run, so they keep their names. New ones have numbers of their own. */
const doubled = new Set(['1780000030', '1780000031', '1780000090', '1780000091']);

/**
 * What is wrong with the names of migrations, each as a sentence; none when all is well.
 * @param names of the files in pb_migrations
 * @param earlier names that districts have applied
 */
export function migrationFaults(names: string[], earlier: string[] = applied): string[] {
  const steps = names.filter((name) => name.endsWith('.js')).toSorted();
  const faults = steps
    .filter((name) => !/^\d{10}_[a-z0-9_]+\.js$/.test(name))
    .map(
      (name) => `${name}: a migration is named by ten digits and what it does: 1780000100_what_it_does.js.`,
    );
  for (const name of earlier.filter((one) => !steps.includes(one)))
    faults.push(
      `${name} is gone: districts have applied it, so its name stays. Write another step that undoes it.`,
    );
  for (const number of new Set(steps.map((name) => name.slice(0, 10)))) {
    const sharing = steps.filter((name) => name.startsWith(number));
    if (sharing.length === 1 || (doubled.has(number) && sharing.every((name) => earlier.includes(name))))
      continue;
    faults.push(`${sharing.join(' and ')} have the same number: give the newer one the next free number.`);
  }
  return faults;
}

/** The same of a project's folder. */
export async function migrationFaultsIn(project: string): Promise<string[]> {
  return migrationFaults(await readdir(join(project, 'pb_migrations')));
}
