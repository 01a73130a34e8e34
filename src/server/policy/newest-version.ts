import { rare } from '../vm/rare.ts';
import { row } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** What rare-work gives of bundle.ts. */
export type CurrentBundle = (app: App) => { version: number };

/** The version of the newest bundle, without reading all of it. */
export function newestVersion(app: App): number {
  const { version } = row<{ version: number }>(
    app,
    ['version'],
    'select coalesce(max(version), 0) as version from bundles',
  )!;
  return version > 0 ? version : rare<CurrentBundle>('currentBundle')(app).version;
}
