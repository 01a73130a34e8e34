import type { HeartbeatAnswer, HeartbeatRequest } from '../../../src/domain/api/gate/sentry-api.ts';
import type { Answer, TestDistrict } from './district.ts';

/** A report of a sentry with nothing wrong, but for what is given. */
export function report(change: Partial<HeartbeatRequest> = {}): HeartbeatRequest {
  return {
    queue: 0,
    oldestMs: 0,
    rejected: 0,
    bundleVersion: 1,
    appVersion: '0.1.0',
    camera: 'running',
    temperature: 'running',
    sound: 'running',
    clock: Date.now(),
    session: null,
    chains: [],
    ...change,
  };
}

/** The same with all that a present app says. */
export function fullReport(change: Partial<HeartbeatRequest> = {}): HeartbeatRequest {
  return report({
    held: 3,
    charterVersion: 1,
    denyVersion: 1_790_000_000,
    wordAt: Date.now() - 20_000,
    storage: 'ok',
    measured: 30,
    bodyMedian: 3650,
    calibratedAt: 1_790_000_000_000,
    ambientMedian: 2400,
    setUpAt: 1_790_000_100_000,
    setUpSteps: 'dddldddd',
    healed: [1, 2, 0, 0, 0, 1],
    restartedAt: 1_790_000_200_000,
    restartedFor: 'camera',
    boot: '0badcafe',
    startedAt: Date.now() - 3_600_000,
    locked: 0,
    commands: [],
    ...change,
  });
}

export function beat(
  district: TestDistrict,
  token: string,
  change: Partial<HeartbeatRequest> = {},
): Promise<Answer<HeartbeatAnswer>> {
  return district.post<HeartbeatAnswer>('sentry/heartbeat', fullReport(change), token);
}
