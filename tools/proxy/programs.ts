// Finds nginx and Caddy for the tests of their configurations.
import { findDebianProgram, type DebianProgram } from '../machine/debian-program.ts';
import { PlainError, reasonOf } from '../plain-error.ts';

const programs = {
  nginx: { name: 'nginx', packages: ['nginx'], path: 'usr/sbin/nginx', check: ['-v'] },
  caddy: { name: 'caddy', packages: ['caddy'], path: 'usr/bin/caddy', check: ['version'] },
} satisfies Record<string, DebianProgram>;

export type ProxyProgram = keyof typeof programs;

/** The path of the program. @throws PlainError saying what is missing */
export async function findProxy(kind: ProxyProgram): Promise<string> {
  const program: DebianProgram = programs[kind];
  try {
    return (await findDebianProgram(program, 'proxy')).path;
  } catch (error) {
    throw new PlainError(
      `${reasonOf(error)}\nAs root: apt-get install ${program.name}, then stop it (systemctl disable --now ${program.name}).`,
    );
  }
}
