import type { ReplayAnswer, ReplayedScan, Said } from '../../domain/api/policy-api.ts';

/** What of a replayed scan another version would say otherwise; null: nothing, or nothing is known. */
export function changeOf({ recorded, now }: ReplayedScan): 'outcome' | 'reasons' | null {
  if (!now || sameSaid(recorded, now)) return null;
  return now.outcome === recorded.outcome ? 'reasons' : 'outcome';
}

/** The same verdict for the same reasons. */
export function sameSaid(a: Said, b: Said): boolean {
  return a.outcome === b.outcome && a.reasons.join(' ') === b.reasons.join(' ');
}

/** An answer and the one that goes on where it ended, as one. */
export function joined(first: ReplayAnswer, second: ReplayAnswer): ReplayAnswer {
  const changed = first.counts.changed.map((each) => ({ ...each }));
  for (const { from, to, scans } of second.counts.changed) {
    const same = changed.find((each) => each.from === from && each.to === to);
    if (same) same.scans += scans;
    else changed.push({ from, to, scans });
  }
  const sum = (name: 'scans' | 'emergencies' | 'withoutFacts' | 'otherReasons') =>
    first.counts[name] + second.counts[name];
  return {
    scans: [...first.scans, ...second.scans],
    counts: {
      scans: sum('scans'),
      emergencies: sum('emergencies'),
      withoutFacts: sum('withoutFacts'),
      otherReasons: sum('otherReasons'),
      changed,
    },
    next: second.next,
  };
}
