import { setUpSteps, stepResults, untouched, type SetUpResults } from '../../domain/gate/set-up.ts';

/** How far the set-up of this sentry is; kept on the device, so that it is taken up where it was left. */
export interface SetUpRecord {
  /** The number of the pairing that it is of: a sentry at another place is set up anew. */
  device: number;
  /** When it was begun and ended, UTC ms; 0: not yet. */
  begunAt: number;
  endedAt: number;
  results: SetUpResults;
}

const key = 'sitecode.set-up';

/** @returns null where the set-up of this pairing was never begun, or the browser keeps nothing */
export function setUpRecord(device: number): SetUpRecord | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<SetUpRecord> | null;
    if (kept?.device !== device) return null;
    const results = untouched();
    for (const step of setUpSteps)
      results[step] = stepResults.find((one) => one === kept.results?.[step]) ?? 'open';
    return { device, begunAt: time(kept.begunAt), endedAt: time(kept.endedAt), results };
  } catch {
    return null;
  }
}

export function rememberSetUp(record: SetUpRecord): void {
  try {
    localStorage.setItem(key, JSON.stringify(record));
  } catch {
    // Kept for this start alone.
  }
}

function time(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}
