import { expect } from '@open-wc/testing';
import type { SentryRow } from '../../../src/domain/api/api.ts';
import { now, sentryRow } from '../../authority/district-data.ts';
import { sentryProblems, sentryState } from '../../../src/domain/fleet/sentry-health.ts';

const well = sentryRow();

describe('sentryProblems', () => {
  const silent = { online: false, lastSeen: now - 3_600_000 };
  const never = { online: false, lastSeen: 0 };
  const cases: [what: string, changes: Partial<SentryRow>, state: string, problems: string[]][] = [
    ['is online and well', {}, 'online', []],
    ['has just begun to queue', { queue: 40, oldestMs: 60_000 }, 'online', []],
    ['does not get rid of its queue', { queue: 1, oldestMs: 301_000 }, 'online', ['backlog']],
    ['has an age but no queue', { queue: 0, oldestMs: 900_000 }, 'online', []],
    ['holds rejected records', { rejected: 1 }, 'online', ['rejected']],
    ['was set up without a thermometer', { temperature: 'none' }, 'online', []],
    [
      'is short of its devices',
      { camera: 'denied', temperature: 'lost', sound: 'suspended' },
      'online',
      ['camera', 'temperature', 'sound'],
    ],
    ['fell silent', silent, 'silent', ['silent']],
    [
      'fell silent with a broken camera, of which nobody knows if it still is',
      { ...silent, camera: 'denied' },
      'silent',
      ['silent'],
    ],
    [
      'fell silent with scans',
      { ...silent, queue: 9, oldestMs: 3_600_000, rejected: 2 },
      'silent',
      ['silent', 'backlog', 'rejected'],
    ],
    ['was unpaired in good order', { paired: false, online: false }, 'unpaired', []],
    [
      'was unpaired with scans still on it',
      { paired: false, online: false, queue: 4, oldestMs: 600_000 },
      'unpaired',
      ['backlog'],
    ],
    ['fell silent just after a scan', { ...silent, queue: 1, oldestMs: 0 }, 'silent', ['silent', 'backlog']],
    ['was never heard', { ...never, camera: '' }, 'never', ['never']],
  ];
  for (const [what, changes, state, problems] of cases) {
    it(`knows a sentry that ${what}`, () => {
      const row = { ...well, ...changes };
      expect(sentryState(row)).to.equal(state);
      expect(sentryProblems(row, now)).to.deep.equal(problems);
    });
  }
});
