import type { Language } from './languages.ts';

/** The district's time zone: every date on every screen is its own. */
const timeZone = 'Asia/Shanghai';

/** "2026-11-23 14:05": always with the date. */
export function dateTime(timeMs: number, language: Language): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-CA' : 'zh-CN', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
    .format(timeMs)
    .replace(',', '')
    .replaceAll('/', '-');
}

/** "2026-11-23" of a day YYYYMMDD. */
export function dayText(day: number): string {
  const text = String(day);
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}

/** Full digits in groups, "99,828": compact Chinese would round them to 10万. */
export function count(value: number, language: Language): string {
  return new Intl.NumberFormat(language, { useGrouping: true, maximumFractionDigits: 0 }).format(value);
}

/** How long ago, in the largest whole unit up to days: "5 小时前", "2 days ago". Under a minute: "刚刚", "just now". */
export function ago(timeMs: number, now: number, language: Language): string {
  const minutes = Math.floor(Math.max(0, now - timeMs) / 60_000);
  if (minutes < 1) return language === 'en' ? 'just now' : '刚刚';
  const [value, unit] =
    minutes < 60
      ? ([minutes, 'minute'] as const)
      : minutes < 48 * 60
        ? ([Math.floor(minutes / 60), 'hour'] as const)
        : ([Math.floor(minutes / 1440), 'day'] as const);
  return new Intl.RelativeTimeFormat(language, { numeric: 'always' }).format(-value, unit);
}
