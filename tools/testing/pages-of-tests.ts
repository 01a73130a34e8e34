// Which unit tests share a page of the browser. A page of its own costs more than half a second of a core, before its first test.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { projectFolder } from '../places.ts';

/** Rooms whose tests may share a page. Those of the others open cameras and databases: each finds an empty page. */
const sharing = [
  'domain',
  'credentials',
  'serial',
  'ui',
  'authority',
  'venue',
  'me',
  'sync',
  'sentry',
  's',
  'voice',
];
/** What another test could find after it: such a file has a page of its own. */
const outlives = /localStorage|sessionStorage|history\.|location|indexedDB|navigator\.|setLanguage/;
/** So few that a page that fails is soon looked through. */
const most = 12;

const folder = join(projectFolder, '.cache', 'unit-tests');

/**
 * Test files as they come to the browser, a page each: those that leave nothing behind are put together, by their rooms.
 * @param files from the project's folder
 */
export async function pagesOfTests(files: string[]): Promise<string[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const pages: string[] = [];
  const rooms = new Map<string, string[]>();
  for (const file of files) {
    const room = file.split('/')[1]!;
    const isAlone =
      !sharing.includes(room) || outlives.test(await readFile(join(projectFolder, file), 'utf8'));
    if (isAlone) pages.push(file);
    else rooms.set(room, [...(rooms.get(room) ?? []), file]);
  }
  for (const [room, its] of rooms) {
    for (let first = 0; first < its.length; first += most) {
      const name = `${room}-${first / most + 1}.test.ts`;
      const together = its.slice(first, first + most);
      await writeFile(join(folder, name), together.map((file) => `import '${fromPage(file)}';\n`).join(''));
      pages.push(join('.cache', 'unit-tests', name));
    }
  }
  return pages;
}

function fromPage(file: string): string {
  return relative(folder, join(projectFolder, file)).replaceAll('\\', '/');
}
