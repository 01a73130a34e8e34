import type { ReplayAnswer, ReplayedScan, Said, ScanKey } from '../domain/policy-api.ts';

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
  const sum = (name: 'scans' | 'withoutFacts' | 'otherReasons') => first.counts[name] + second.counts[name];
  return {
    scans: [...first.scans, ...second.scans],
    counts: {
      scans: sum('scans'),
      withoutFacts: sum('withoutFacts'),
      otherReasons: sum('otherReasons'),
      changed,
    },
    next: second.next,
  };
}

/** A scan's key as people copy it: "1779249606000-12-4711". */
export function scanKeyText({ t, device, seq }: ScanKey): string {
  return `${t}-${device}-${seq}`;
}

/** The key of such a text; null when it is none. */
export function scanKeyOf(text: string): ScanKey | null {
  const found = /^(\d{1,15})-(\d{1,15})-(\d{1,15})$/.exec(text.trim());
  return found ? { t: Number(found[1]), device: Number(found[2]), seq: Number(found[3]) } : null;
}
