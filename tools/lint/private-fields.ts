// What is a class's own is called `#name`: no other code can reach it, in a test neither. `private` is left to what cannot be
// called so: constructors, and fields with a decorator (Lit's @state, @query).
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';

const houses = ['src', 'tools', 'tests'];
/** A member or a parameter of a constructor, as they are formatted. */
const declared = /^\s+(?:constructor\()?private (?!constructor\b)/;

/** A sentence for each `private` that should be a `#`; none when all is well. */
export async function privateFaults(project: string): Promise<string[]> {
  const faults: string[] = [];
  for (const house of houses) {
    const names = await readdir(join(project, house), { recursive: true }).catch(() => []);
    for (const name of names.filter((each) => each.endsWith('.ts'))) {
      const lines = (await readFile(join(project, house, name), 'utf8')).split('\n');
      for (const [index, line] of lines.entries())
        if (declared.test(line) && !/^\s+@\w+\(/.test(lines[index - 1] ?? ''))
          faults.push(`${house}/${name.split(sep).join('/')}:${index + 1}: call it #…, not private.`);
    }
  }
  return faults;
}
