import { os, sleep, textOf } from '../../vm/vm.ts';

/** The folder with what the tool that fills a district planned (tools/start/fill-demo.ts): `00012-sites.json` is a list of rows. */

const mostBytes = 16 << 20;
const mostPlanningMs = 600_000;

/** Where it is; null when nothing was planned, as while a server runs. */
export function plannedFolder(): string | null {
  return os.getenv('SITECODE_DEMO_PLAN') || null;
}

/** The names of files there, in order. @param of the list's name; all lists of tables when left out */
export function plannedFiles(of?: string): string[] {
  const folder = plannedFolder();
  if (folder === null) return [];
  const form = of === undefined ? /^\d+-[a-z_]+\.json$/ : new RegExp(`^\\d+-${of}\\.json$`);
  return os
    .readDir(folder)
    .map((entry) => entry.name())
    .filter((name) => form.test(name))
    .sort();
}

/**
 * Waits for a list that the tool has begun: it goes on sealing people and planning days while this VM loads and plays. It takes the
 * mark away at the end.
 * @throws Error when that takes longer than the making of all
 */
export function awaitPlanned(list: string): void {
  const folder = plannedFolder();
  if (folder === null) return;
  const last = Date.now() + mostPlanningMs;
  while (os.readDir(folder).some((entry) => entry.name() === `${list}.begun`)) {
    if (Date.now() > last) throw new Error(`The list ${list} of what is planned did not come.`);
    sleep(50);
  }
}

/** The text of one of them: as it is, since SQLite reads it faster than this VM would. */
export function readPlanned(name: string): string {
  return textOf(os.readFile(`${plannedFolder()}/${name}`), mostBytes);
}
