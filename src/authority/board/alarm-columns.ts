import { html } from 'lit';
import type { Alarm, AlarmRow } from '../../domain/api/api.ts';
import { outcomes } from '../../domain/policy/outcome.ts';
import { temperatureText } from '../../domain/scan/temperature.ts';
import type { TableSpec } from '../../ui/kit/table/table-spec.ts';
import { dateTimeSeconds } from '../../ui/language/clock.ts';
import { count } from '../../ui/language/format.ts';
import type { Language } from '../../ui/language/languages.ts';
import { siteNameOf } from '../../ui/language/place-names.ts';
import type { ReasonWords } from '../../ui/language/reason-words.ts';
import { authorityTexts } from '../../ui/texts/authority/authority.ts';
import { boardTexts } from '../../ui/texts/authority/board.ts';
import { outcomeTexts } from '../../ui/texts/common/outcomes.ts';
import '../../ui/theme/outcome-mark.ts';
import { sitesLink } from './board-links.ts';

/** The table of alarms. @param days the options of the filter by day */
export function alarmTable(
  words: ReasonWords,
  days: { value: string; text: string }[],
  language: Language,
): TableSpec<AlarmRow> {
  const t = authorityTexts[language];
  const own = boardTexts[language];
  const reasons = (alarm: Alarm) =>
    words.of(alarm, language).join(language === 'en' ? '; ' : '；') || t.noReasons;
  const body = ({ body: value }: Alarm) => (value === null ? '—' : temperatureText(value));
  return {
    name: 'alarms',
    title: own.alarms,
    key: ({ key }) => String(key),
    rowName: (alarm) => `${siteNameOf(alarm)} · ${alarm.sentryName}`,
    usualSort: '-when',
    findHint: own.findAlarm,
    noneYet: t.noAlarms,
    columns: [
      {
        id: 'when',
        title: own.when,
        isName: true,
        cell: ({ t: at }) => html`<time datetime=${new Date(at).toISOString()}>${dateTimeSeconds(at)}</time>`,
        text: ({ t: at }) => dateTimeSeconds(at),
        sorted: true,
      },
      {
        id: 'outcome',
        title: own.verdict,
        cell: ({ outcome }) => html`<sc-outcome-mark outcome=${outcome}></sc-outcome-mark>`,
        text: ({ outcome }) => outcomeTexts[language][outcome],
      },
      {
        id: 'site',
        title: t.site,
        cell: (alarm) => html`<a href=${sitesLink({ open: String(alarm.site) })}>${siteNameOf(alarm)}</a>`,
        text: siteNameOf,
      },
      {
        id: 'sentry',
        title: t.sentry,
        cell: ({ sentryName }) => sentryName,
      },
      { id: 'reasons', title: own.reasons, cell: reasons },
      {
        id: 'body',
        title: own.temperature,
        isNumber: true,
        cell: body,
      },
      {
        id: 'more',
        title: own.more,
        isNumber: true,
        cell: ({ more }) => count(more ?? 0, language),
        text: ({ more }) => String(more ?? 0),
      },
    ],
    filters: [
      { id: 'day', title: own.day, options: days },
      {
        id: 'outcome',
        title: own.verdict,
        options: outcomes
          .filter((value) => value !== 'admit')
          .map((value) => ({ value, text: outcomeTexts[language][value] })),
      },
    ],
  };
}
