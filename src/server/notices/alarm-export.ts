import type { AlarmRow } from '../../domain/api/api.ts';
import { dayStart, localDay, localHour } from '../../domain/time/local-day.ts';
import { exportOf } from '../http/list-export.ts';
import { alarmPlan, alarmsWithin } from './alarm-list.ts';
import type { NoticeRow } from './notices.ts';

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** "2026-11-30 14:05:09", in the district's own time. */
function timeText(t: number): string {
  const day = localDay(t);
  const seconds = Math.floor((t - dayStart(day)) / 1000);
  const date = String(day).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  return `${date} ${twoDigits(localHour(t))}:${twoDigits(Math.floor(seconds / 60) % 60)}:${twoDigits(seconds % 60)}`;
}

type Row = NoticeRow & Pick<AlarmRow, 'key'>;
const column = (zh: string, en: string, value: (row: Row) => string | number) => ({
  head: { 'zh-CN': zh, en },
  value,
});

/** The list of alarms as a file; reasons by the names of their rules. */
export const alarmsExport = exportOf({
  plan: alarmPlan,
  right: 'board.see',
  within: alarmsWithin,
  keyOf: ({ key }) => key,
  columns: [
    column('时间', 'Time', ({ t }) => timeText(t)),
    column('场所编号', 'Site, number', ({ site }) => site),
    column('场所', 'Site', ({ siteName }) => siteName),
    column('场所英文名称', 'Site, English name', ({ siteNameEn }) => siteNameEn ?? ''),
    column('哨兵', 'Sentry', ({ sentryName }) => sentryName),
    column('判定代码', 'Verdict, code', ({ outcome }) => outcome),
    column('原因代码', 'Reasons, codes', ({ reasons }) => (JSON.parse(reasons) as string[]).join(' ')),
    column('体温', 'Temperature', ({ body }) => {
      const temperature = JSON.parse(body) as number | null;
      return temperature === null ? '' : temperature / 100;
    }),
    column('另有未列出', 'More not listed', ({ more }) => more ?? 0),
  ],
});
