import type { Facts } from '../../../src/domain/policy/facts.ts';

/** Of somebody healthy with a live pass, at a gate that measures: admitted by every usual policy. */
export const healthy: Facts = {
  proof: 'proved',
  kind: 'pass',
  challenged: false,
  denied: false,
  mismatch: false,
  joined: 'none',
  colour: 'green',
  result: 'negative',
  sampleAgeHours: 10,
  doses: 3,
  atGate: true,
  measuresTemperature: true,
  temperature: 3652,
  statusAgeHours: 1,
  dataAgeHours: 2,
};
