// Where things lie in this folder tree: the one list of paths that the tools share.
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder (the one with package.json), absolute. */
export const projectFolder = fileURLToPath(new URL('..', import.meta.url));

export const places = {
  source: join(projectFolder, 'src'),
  distribution: join(projectFolder, 'dist'),
  publicFiles: join(projectFolder, 'dist', 'public'),
  /** Every element of the kit, live: for developers and the demo; in no real district. */
  gallery: join(projectFolder, 'dist', 'gallery'),
  /** The process beside the server that holds the keys that sign. */
  signer: join(projectFolder, 'dist', 'signer', 'signer.mjs'),
  /** Routes and jobs of a real district. */
  hooks: join(projectFolder, 'dist', 'pb_hooks'),
  /** The same and the demo's own: demo logins and demo data exist with these alone. */
  demoHooks: join(projectFolder, 'dist', 'demo_hooks'),
  migrations: join(projectFolder, 'pb_migrations'),
  cache: join(projectFolder, '.cache'),
  demoData: join(projectFolder, '.data', 'demo'),
  /** A demo district of real size. */
  districtData: join(projectFolder, '.data', 'district'),
};

/** Whether the module at `moduleUrl` (its import.meta.url) is the one the command line started. */
export function isCommand(moduleUrl: string): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(moduleUrl);
}
