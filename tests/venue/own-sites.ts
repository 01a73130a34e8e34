import type { Alarm, OwnSentry, VenueAnswer } from '../../src/domain/api/api.ts';
import { addDays, localDay } from '../../src/domain/time/local-day.ts';

/** 2026-11-23 14:00 in Shanghai, UTC ms. */
export const now = Date.UTC(2026, 10, 23, 6, 0);
export const codeUrl = `https://code.example/s/#${'A'.repeat(102)}`;

export function sentry(change: Partial<OwnSentry> = {}): OwnSentry {
  return {
    device: 3,
    name: '北门',
    site: 12,
    siteName: '虹口菜市场',
    zoneName: '一层',
    paired: true,
    online: true,
    lastSeen: now - 20_000,
    silentSince: 0,
    queue: 0,
    oldestMs: 0,
    rejected: 0,
    bundleVersion: 1,
    camera: 'ok',
    temperature: 'ok',
    sound: 'ok',
    ...change,
  };
}

export function alarm(change: Partial<Alarm> = {}): Alarm {
  return {
    id: 'first',
    t: now - 3 * 3_600_000,
    site: 12,
    siteName: '虹口菜市场',
    sentryName: '北门',
    outcome: 'refuse',
    reasons: ['status.red'],
    body: 3660,
    ...change,
  };
}

type Site = VenueAnswer['sites'][number];

export function site(change: Partial<Site> = {}): Site {
  const today = localDay(now);
  return {
    site: 12,
    name: '虹口菜市场',
    address: '吴淞路 332 号',
    category: 'market',
    subdistrict: '四川北路街道',
    codeUrl,
    zones: [{ zone: 5, name: '一层', codeUrl: `${codeUrl.slice(0, -1)}B` }],
    today: 1235,
    emergenciesToday: null,
    alertsToday: 10,
    days: Array.from({ length: 14 }, (_, index) => ({ day: addDays(today, index - 13), scans: 100 + index })),
    sentries: [sentry()],
    ...change,
  };
}
