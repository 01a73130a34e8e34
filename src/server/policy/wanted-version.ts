import { charter } from './charter.ts';
import { rare } from '../vm/rare.ts';
import type { App } from '../vm/vm.ts';

/** So long may every VM go by what was looked up before; a change ends it at once. */
const keepMs = 30_000;
const key = 'rollout-versions';

/** What was looked up, as all VMs keep it. */
export interface KeptVersions {
  at: number;
  newest: number;
  charter: number;
  /** By ring. */
  wanted: number[];
  /** Versions that may be sent, ascending: believed under the charter, and valid for a while. */
  sound: number[];
}

/** What rare-work gives of rollout.ts. */
export type LookUpVersions = (app: App, newest: number) => KeptVersions;

/**
 * The version that a sentry is to have.
 * @param newest the newest that was published
 * @param has what the sentry has: it never goes back
 */
export function wantedVersion(app: App, newest: number, ring: number, has: number): number {
  const text = String(app.store().get(key) ?? '');
  let kept = text ? (JSON.parse(text) as KeptVersions) : null;
  const now = Date.now();
  if (
    !kept ||
    kept.newest !== newest ||
    kept.charter !== charter().charter.version ||
    Math.abs(now - kept.at) >= keepMs
  ) {
    kept = rare<LookUpVersions>('lookUpVersions')(app, newest);
    app.store().set(key, JSON.stringify(kept));
  }
  const least = Math.max(kept.wanted[ring] ?? newest, has <= newest ? has : 0);
  return kept.sound.find((version) => version >= least) ?? newest;
}

/** After a change. */
export function forgetWanted(app: App): void {
  app.store().set(key, '');
}
