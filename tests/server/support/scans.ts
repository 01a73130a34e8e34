import type { ScansAnswer } from '../../../src/domain/api/gate/sentry-api.ts';
import type { Facts } from '../../../src/domain/policy/facts.ts';
import type { Scan } from '../../../src/domain/scan/scan.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';

export type ScanAtGate = Omit<Scan, 'seq' | 'device'>;

/** What a sentry knows of a healthy person. */
export const healthyFacts: Facts = {
  proof: 'proved',
  kind: 'pass',
  challenged: false,
  denied: false,
  mismatch: false,
  joined: 'none',
  colour: 'green',
  result: 'negative',
  sampleAgeHours: 30,
  doses: 3,
  atGate: true,
  measuresTemperature: true,
  temperature: 3652,
  statusAgeHours: 1,
  dataAgeHours: 0,
};

/** A sound scan of a person who was admitted just now. */
export function scan(change: Partial<ScanAtGate> = {}): ScanAtGate {
  return {
    t: Date.now() - 1000,
    site: 1,
    zone: 0,
    pass: null,
    outcome: 'admit',
    reasons: [],
    body: 3652,
    surface: 3380,
    ambient: 2500,
    policy: 1,
    showing: null,
    boot: '0badcafe',
    mono: 60_000,
    ...change,
  };
}

/** `count` scans, a ms apart. */
export function scans(count: number, change: Partial<ScanAtGate> = {}): ScanAtGate[] {
  const t = Date.now() - 60_000;
  return Array.from({ length: count }, (_, index) => scan({ t: t + index, mono: 60_000 + index, ...change }));
}

/** What became of each record, by its status or its fault. */
export function statusOfEach({ results }: Pick<ScansAnswer, 'results'>): string[] {
  return results.flatMap(({ first, last, status, fault }) =>
    Array.from({ length: last - first + 1 }, () => fault ?? status),
  );
}

/** Records scans at a sentry and uploads all that waits there. */
export async function uploadAll(sentry: SimulatedSentry, records: readonly ScanAtGate[]): Promise<string[]> {
  for (const record of records) await sentry.queue.add({ ...record, device: sentry.pairing.sentry.device });
  const answer = await sentry.upload();
  return statusOfEach(answer);
}
