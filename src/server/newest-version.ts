import { rare } from './rare.ts';
import { row } from './sql.ts';
import type { App } from './vm.ts';

/** The version of the newest bundle, without reading all of it. */
export function newestVersion(app: App): number {
  const { version } = row<{ version: number }>(
    app,
    ['version'],
    'select coalesce(max(version), 0) as version from bundles',
  )!;
  return version > 0 ? version : rare().currentBundle(app).version;
}
