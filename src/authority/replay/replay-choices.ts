import type { PolicyAnswer } from '../../domain/api/policy-api.ts';
import type { ReplayChoices } from '../../domain/policy/forms/replay-form.ts';
import { addDays, localDay } from '../../domain/time/local-day.ts';
import { dateTime } from '../../ui/language/format.ts';
import { language } from '../../ui/language/languages.ts';
import { replayTexts } from '../../ui/texts/authority/replay.ts';

/** For how many days before today scans are kept (server/days/day-tables.ts); an older day is answered as empty. */
const keptDays = 14;

/** What can be replayed: the draft and every version, the days that are kept. */
export function replayChoices({ versions, draft, now }: PolicyAnswer): ReplayChoices {
  const today = localDay(now);
  return {
    versions: [...(draft ? (['draft'] as const) : []), ...versions.map(({ version }) => version)],
    first: addDays(today, -keptDays),
    last: today,
  };
}

/** What each version is called, by its text. */
export function versionWords({
  versions,
  draft,
  current,
}: PolicyAnswer): Record<string, string> & { draft: string } {
  const t = replayTexts[language()];
  const words = versions.map(({ version, issuedAt }): [string, string] => [
    String(version),
    version === current.version
      ? t.currentVersion(String(version))
      : t.oldVersion(String(version), dateTime(issuedAt, language())),
  ]);
  return { ...Object.fromEntries(words), draft: t.draftVersion(String(draft?.version ?? '')) };
}
