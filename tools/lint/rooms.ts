// Whether each room of the code is told of: in README's map, or in docs/architecture.md.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders whose own folders are rooms. */
const houses = ['src', 'src/server', 'src/ui', 'tools'];
const maps = ['README.md', 'docs/architecture.md'];

/** A sentence for each room that neither names (in `code`); none when all are there. */
export async function untoldRooms(project: string): Promise<string[]> {
  const texts = await Promise.all(maps.map((name) => readFile(join(project, name), 'utf8')));
  const faults: string[] = [];
  for (const house of houses) {
    for (const entry of await readdir(join(project, house), { withFileTypes: true })) {
      const named = new RegExp(`\`[^\`\n]*\\b${entry.name}\\b[^\`\n]*\``);
      if (entry.isDirectory() && !texts.some((text) => named.test(text)))
        faults.push(
          `${house}/${entry.name} is named neither in README.md nor in docs/architecture.md: say what it holds.`,
        );
    }
  }
  return faults;
}
