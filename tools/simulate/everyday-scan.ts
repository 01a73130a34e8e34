import type { Scan } from '../../src/domain/scan/scan.ts';

type EverydayScan = Omit<Scan, 'seq' | 'site' | 'zone' | 'device'>;

/**
 * One of the scans of a day: almost all are admitted, one in a hundred is an alarm. The same index gives the same scan.
 * @param begin UTC ms
 */
export function everydayScan(begin: number, index: number, everyMs = 7): EverydayScan {
  const isAlarm = index % 100 === 99;
  const temperature = isAlarm ? 3790 : 3640 + (index % 40);
  return {
    t: begin + index * everyMs,
    pass: (0x1000_0000_0000 + index * 7919).toString(16).padStart(16, '0'),
    outcome: isAlarm ? 'attend' : 'admit',
    reasons: isAlarm ? ['temperature.high'] : [],
    body: temperature,
    surface: temperature - 250,
    ambient: 2450,
    measurement: { distance: null, formula: 'melexis-forehead', uncertainty: 44, doubt: null },
    policy: 1,
    // 68 bytes: second, length, signature.
    showing: 'A'.repeat(91),
    boot: '0badcafe',
    mono: index * everyMs,
    facts: {
      proof: 'proved',
      kind: 'pass',
      challenged: false,
      denied: false,
      mismatch: null,
      joined: 'none',
      colour: 'green',
      result: 'negative',
      sampleAgeHours: index % 48,
      doses: 3,
      atGate: true,
      measuresTemperature: true,
      temperature,
      statusAgeHours: 1,
      dataAgeHours: 0,
    },
  };
}
