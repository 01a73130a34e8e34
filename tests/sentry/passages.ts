/** Passages and states of a gate as its screen gets them. What is left out of a change is that of a healthy person. */
import type { HealthStatus } from '../../src/domain/person/health-status.ts';
import type { Reason, Verdict } from '../../src/domain/policy/policy.ts';
import { bodyTemperature, type MeasuredTemperature } from '../../src/domain/scan/temperature.ts';
import type { Proof, Verification } from '../../src/domain/credential/verification.ts';
import type { Passage } from '../../src/sentry/stop/checkpoint.ts';
import type { GateState } from '../../src/sentry/device/gate-state.ts';
import { testScan } from '../support/device.ts';
import { hour, minute, noon } from '../support/district.ts';

/** A reading of a forehead in a room of 25 °C. @param surface centi-degrees */
export function temperatureOf(surface: number): MeasuredTemperature {
  const body = bodyTemperature(surface, 2500);
  return {
    surface,
    ambient: 2500,
    distance: null,
    at: noon,
    body,
    formula: 'melexis-forehead',
    uncertainty: 40,
    doubt: null,
  };
}

export function reason(rule: string, severity: Reason['severity'], zh: string, en: string): Reason {
  return { rule, severity, cause: 'not-met', voice: severity, texts: { 'zh-CN': zh, en } };
}

export function verification(status: Partial<HealthStatus> = {}): Verification {
  return {
    proof: 'proved',
    kind: 'pass',
    challenged: false,
    person: { maskedName: '张*三', passId: '00112233aabbccdd' },
    status: {
      colour: 'green',
      lastResult: 'negative',
      sampleTime: noon - 10 * hour,
      doses: 3,
      lastDose: Date.UTC(2026, 0, 15),
      ...status,
    },
    statedAt: noon - 20 * minute,
    showing: new Uint8Array(64),
    replayKey: 'replay',
  };
}

/** Nothing is proved of whoever showed this. */
export function unproved(proof: Proof): Verification {
  return {
    proof,
    kind: 'pass',
    challenged: false,
    person: null,
    status: null,
    statedAt: null,
    showing: null,
    replayKey: null,
  };
}

export function passage(reasons: Reason[] = [], change: Partial<Passage> = {}): Passage {
  const outcome: Verdict['outcome'] = reasons[0]?.severity ?? 'admit';
  return {
    verification: verification(),
    temperature: temperatureOf(3484),
    verdict: { outcome, reasons, policyVersion: 1 },
    scan: { ...testScan({ outcome }), seq: 1 },
    at: noon,
    mismatch: false,
    joined: 'none',
    dataAsOf: noon - 3 * hour,
    ...change,
  };
}

/** A gate where everything works. */
export function gateState(change: Partial<GateState> = {}): GateState {
  return {
    connection: 'online',
    waiting: 0,
    rejected: 0,
    storage: 'ok',
    copies: { database: 'ok', journal: 'ok', settings: 'ok', healed: 0, lost: 0, noticedAt: null },
    camera: 'running',
    measures: true,
    sensor: 'running',
    sound: true,
    voice: true,
    hasRules: true,
    dataAsOf: noon - 3 * hour,
    dataMaxHours: 48,
    clockStopped: false,
    ...change,
  };
}
