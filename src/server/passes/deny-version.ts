import { row } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** The newest version of the deny list. */
export function denyVersion(app: App): number {
  return row<{ version: number }>(app, ['version'], 'select version from deny_version')!.version;
}
