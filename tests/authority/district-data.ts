import type { Alarm, BoardAnswer, SentryRow } from '../../src/domain/api/api.ts';
import type { Bundle } from '../../src/domain/bundle/bundle.ts';
import type { Charter } from '../../src/domain/bundle/charter.ts';
import { siteCategories } from '../../src/domain/access/categories.ts';
import { addDays, dayStart } from '../../src/domain/time/local-day.ts';
import { standardPolicy } from '../../src/domain/policy/standard-policy.ts';
import { emptyTrustList } from '../../src/domain/credential/trust-list.ts';
import { boardSentries } from '../support/samples/board-sentries.ts';

/** Monday, in the district's own time. */
export const day = 20261123;
/** 14:05:09 in the district on that day. */
export const now = dayStart(day) + 14 * 3_600_000 + 5 * 60_000 + 9000;

/** A sentry online with nothing wrong, but for what is given. */
export function sentryRow(changes: Partial<SentryRow> = {}): SentryRow {
  return {
    device: 1,
    name: 'North gate',
    site: 7,
    siteName: 'Hongkou Plaza',
    zoneName: '',
    paired: true,
    online: true,
    lastSeen: now - 12_000,
    silentSince: 0,
    queue: 0,
    oldestMs: 0,
    rejected: 0,
    bundleVersion: 3,
    camera: 'running',
    temperature: 'running',
    sound: 'running',
    ...changes,
  };
}

export function alarm(changes: Partial<Alarm> = {}): Alarm {
  return {
    id: 'a1',
    t: now - 60_000,
    site: 7,
    siteName: 'Hongkou Plaza',
    sentryName: 'North gate',
    outcome: 'attend',
    reasons: ['temperature.high'],
    body: 3812,
    ...changes,
  };
}

/** The district's figures of the spring of 2022. */
export function board(changes: Partial<BoardAnswer> = {}): BoardAnswer {
  return {
    day,
    scans: 99_828,
    visits: 12_045,
    alerts: 1_214,
    refused: 57,
    emergencies: 4,
    sites: 69_445,
    hours: Array.from({ length: 24 }, (_, hour) => ({
      scans: hour > 14 ? 0 : 6_000 + hour,
      alerts: hour > 14 ? 0 : hour,
    })),
    days: Array.from({ length: 14 }, (_, index) => ({
      day: addDays(day, index - 13),
      scans: 90_000 + index,
      visits: 11_000 + index,
      alerts: 1_000 + index,
    })),
    categories: siteCategories.map((category, index) => ({
      category,
      sites: 5_000 + index,
      scansToday: 8_000 + index,
    })),
    subdistricts: [
      { subdistrict: '四川北路街道', sites: 12_000, scansToday: 40_000, alertsToday: 700 },
      { subdistrict: '江湾镇街道', sites: 57_445, scansToday: 59_828, alertsToday: 514 },
    ],
    sentries: boardSentries([sentryRow()], now),
    alarms: [alarm()],
    now,
    ...changes,
  };
}

/** 763 sentries: the first 20 silent with scans waiting, the next 10 never heard, one with its camera denied. */
export function manySentries(): SentryRow[] {
  return Array.from({ length: 763 }, (_, index) => {
    const place = { device: index + 1, name: `Gate ${index + 1}`, siteName: `Site ${(index % 300) + 1}` };
    if (index < 20) {
      return sentryRow({
        ...place,
        online: false,
        lastSeen: now - 7_200_000,
        queue: 100 + index,
        oldestMs: 7_200_000,
      });
    }
    if (index < 30) return sentryRow({ ...place, online: false, lastSeen: 0 });
    if (index === 30) return sentryRow({ ...place, zoneName: 'Basement', camera: 'denied' });
    return sentryRow(place);
  });
}

export const charter: Charter = {
  version: 1,
  issuedAt: now - 86_400_000,
  expiresAt: now + 365 * 86_400_000,
  district: { name: { 'zh-CN': '虹口区', en: 'Hongkou District' }, demo: true },
  officials: [],
  issuers: [],
  siteCodeKeys: [],
  wordKeys: [],
  ingestKeys: [],
};

export const bundle: Bundle = {
  version: 3,
  issuedAt: now - 3_600_000,
  expiresAt: now + 86_400_000,
  policy: standardPolicy(3),
  trust: emptyTrustList,
};
