// Which unit tests share a page of the browser. A page of its own costs more than half a second of a core, before its first test.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { projectFolder } from '../places.ts';

/** What computes alone, and leaves nothing on a page, in a database or in an address that another test could find. */
const computing = ['tests/domain/', 'tests/credentials/'];
/** So few that a page that fails is soon looked through. */
const most = 12;

const folder = join(projectFolder, '.cache', 'unit-tests');

/**
 * Test files as they come to the browser, a page each: those of the rooms that only compute are put together, by their folders.
 * @param files from the project's folder
 */
export async function pagesOfTests(files: string[]): Promise<string[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const pages = files.filter((file) => !computing.some((room) => file.startsWith(room)));
  for (const room of computing) {
    const its = files.filter((file) => file.startsWith(room));
    for (let first = 0; first < its.length; first += most) {
      const name = `${room.split('/')[1]}-${first / most + 1}.test.ts`;
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
