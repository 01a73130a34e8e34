import { run } from './sql.ts';
import { os, type App } from './vm.ts';

/**
 * How safe a commit is before it is acknowledged. By default it outlives a power cut: what is acknowledged may be deleted on
 * the device that sent it. SITECODE_COMMIT=normal leaves that to SQLite's write-ahead log, which outlives the end of the
 * process alone: cheaper by what docs/operations.md says, and sound only where the devices keep scans until a backup has them.
 * To be called before each such transaction, since PocketBase renews its one writing connection when it was idle for minutes.
 */
export function commitSafely(app: App): void {
  run(app, `pragma synchronous = ${os.getenv('SITECODE_COMMIT') === 'normal' ? 'normal' : 'full'}`);
}

/** As `commitSafely`, whatever the setting: for what must not come back after a power cut, such as a day that was deleted. */
export function commitToDisk(app: App): void {
  run(app, 'pragma synchronous = full');
}
