import type { RosterSeen, RosterState, ShiftCodeTaken } from '../../../store/district/roster-keeper.ts';
import { localDay } from '../../../domain/time/local-day.ts';
import { dateTime } from '../../language/format.ts';
import type { Language } from '../../language/languages.ts';
import { rosterKindTexts } from '../common/rosters.ts';

/** When a roster was stated, as a guard reads it: "09:12 today", else with its day. */
function statedAt(at: number, now: number, language: Language): string {
  const text = dateTime(at, language);
  if (localDay(at) !== localDay(now)) return text;
  return language === 'en' ? `${text.slice(-5)} today` : `今天 ${text.slice(-5)}`;
}

/** What is said of somebody who showed a proof, and whether the roster names them. */
export function rosterSeenText(
  seen: RosterSeen,
  now: number,
  language: Language,
): { text: string; on: boolean } {
  const en = language === 'en';
  if (seen.standing === 'missing' || seen.at === null)
    return { on: false, text: en ? 'Roster: none has come yet' : '名册：尚未收到' };
  const when = statedAt(seen.at, now, language);
  const age = en ? `roster of ${when}` : `${when}的名册`;
  if (seen.standing !== 'open')
    return { on: false, text: en ? `Roster: not open, no key (${age})` : `名册：未打开，缺少密钥（${age}）` };
  if (seen.entry === undefined)
    return {
      on: false,
      text: en
        ? `Roster: cannot tell, it does not know this proof (${age})`
        : `名册：无法核对，不认得此凭证（${age}）`,
    };
  if (seen.entry === null)
    return { on: false, text: en ? `Not on the roster (${age})` : `不在名册上（${age}）` };
  const { kind, group, holds } = seen.entry;
  const who = [rosterKindTexts[language][kind], group].filter((part) => part !== '').join(' · ');
  if (!holds)
    return {
      on: false,
      text: en
        ? `On the roster, but not for today: ${who} (${age})`
        : `在名册上，但今天不在期内：${who}（${age}）`,
    };
  return { on: true, text: en ? `On the roster: ${who} (${age})` : `在名册上：${who}（${age}）` };
}

/** How the roster is, for the strip; null where the site keeps none. */
export function rosterStateText(
  { standing, at }: RosterState,
  now: number,
  language: Language,
): { text: string; good: boolean } | null {
  if (standing === 'none') return null;
  const en = language === 'en';
  if (standing === 'missing' || at === null)
    return { good: false, text: en ? 'Roster: none yet' : '名册：未收到' };
  const when = statedAt(at, now, language);
  if (standing === 'closed')
    return {
      good: false,
      text: en ? `Roster of ${when}: show the shift’s key` : `${when}的名册：请出示班次密钥`,
    };
  return { good: true, text: en ? `Roster of ${when}` : `${when}的名册` };
}

/** What became of a shift's code that was held before the camera. */
export const shiftCodeTexts: Record<Language, Record<ShiftCodeTaken, string>> = {
  'zh-CN': {
    opened: '名册已打开',
    waiting: '密钥已收下，名册到达后打开',
    'other-site': '这是其他场所的密钥',
    over: '这个班次已结束，请出示新的密钥',
    wrong: '这个密钥打不开名册',
  },
  en: {
    opened: 'The roster is open',
    waiting: 'Key taken: the roster opens when it comes',
    'other-site': 'This key is another site’s',
    over: 'This shift is over: show the new key',
    wrong: 'This key does not open the roster',
  },
};
