import { charter } from '../policy/charter.ts';
import { row } from '../vm/sql.ts';
import { os, type App } from '../vm/vm.ts';

/** PocketBase's own account for the link of a first start is none: nobody can sign in to it. */
export function hasSuperuser(app: App): boolean {
  const found = row<{ there: number }>(
    app,
    ['there'],
    `select count(*) as there from _superusers where email != '__pbinstaller@example.com'`,
  );
  return found!.there > 0;
}

/**
 * A real district's server serves nobody before it has a superuser, made by a command on its own machine. The demo needs none.
 * @throws Error that says what to do
 */
export function demandSuperuser(app: App): void {
  if (charter().charter.district.demo || os.getenv('SITECODE_WITHOUT_SUPERUSER') === '1' || hasSuperuser(app))
    return;
  throw new Error(
    'There is no superuser yet, and nobody who could make the accounts of the district. Make one on this machine first: ' +
      'superuser create EMAIL PASSWORD --dir=... To serve without one, for a trial, set SITECODE_WITHOUT_SUPERUSER=1.',
  );
}
