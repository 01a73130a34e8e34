import { countedMs } from '../../domain/access/unusual.ts';
import { addDays, localDay } from '../../domain/time/local-day.ts';
import { searchesRefused } from '../people/person-searches.ts';
import type { App } from '../vm/vm.ts';
import { elsewhere } from './habits.ts';
import { failedSignIns, manySearches, nightWork, oddActs } from './oddities.ts';

/** Every page of an auditor asks now and then: it is counted anew no sooner than after this, ms. */
const keptMs = 30_000;
const key = 'sitecode-unusual';
/** Entries that are unusual by themselves. */
const oddKinds = ['session.networks', 'session.moved', 'scope.outside', 'approval.linked'] as const;

/** How much of what is unusual happened lately, for the header of who sees the audit log. */
export function unusualCount(app: App, now: number): number {
  const [at = 0, kept = 0] = String(app.store().get(key) ?? '')
    .split(' ')
    .map(Number);
  if (Math.abs(now - at) < keptMs) return kept;
  const lately = ({ last }: { last: number }) => last > now - countedMs;
  const yesterday = addDays(localDay(now), -1);
  const onDay = ({ day }: { day: number }) => day >= yesterday;
  const count =
    [
      failedSignIns(app, now),
      nightWork(app, now),
      elsewhere(app, now),
      ...oddKinds.map((kind) => oddActs(app, kind, now)),
    ]
      .flat()
      .filter(lately).length +
    [searchesRefused(app, now), manySearches(app, now)].flat().filter(onDay).length;
  app.store().set(key, `${now} ${count}`);
  return count;
}
