import { html } from 'lit';
import type { RosterRow } from '../../domain/api/gate/roster-api.ts';
import { rosterKinds } from '../../domain/roster/roster.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { byText } from '../../ui/kit/table/local-rows.ts';
import type { TableSpec } from '../../ui/kit/table/table-spec.ts';
import { count, dateTime } from '../../ui/language/format.ts';
import type { Language } from '../../ui/language/languages.ts';
import { consentWayTexts, rosterDays, rosterKindTexts } from '../../ui/texts/common/rosters.ts';
import { rosterTexts } from '../../ui/texts/venue/rosters.ts';

/** How somebody agreed, to which text, and who has the sheet. */
export function consentText({ consent, consentVersion, heldBy }: RosterRow, language: Language): string {
  const t = rosterTexts[language];
  const parts = [consentWayTexts[language][consent], t.consentVersion(count(consentVersion, language))];
  if (heldBy) parts.push(t.heldBy(heldBy));
  return parts.join(' · ');
}

/** Who is on a roster. @param remove asks whether a person is to be taken off */
export function rosterTable(
  language: Language,
  now: number,
  remove: (row: RosterRow) => void,
): TableSpec<RosterRow> {
  const t = rosterTexts[language];
  const kinds = rosterKindTexts[language];
  const days = (row: RosterRow): string => {
    const text = rosterDays(row, language);
    return row.until !== 0 && row.until < localDay(now) ? `${text} (${t.ended})` : text || '—';
  };
  return {
    name: 'roster',
    title: t.list,
    key: ({ number }) => String(number),
    rowName: ({ maskedName }) => maskedName,
    usualSort: '-since',
    noneYet: t.noneYet,
    findIn: ({ group, maskedName }) => `${group} ${maskedName}`,
    columns: [
      {
        id: 'name',
        title: t.name,
        isName: true,
        cell: ({ maskedName }) => maskedName,
        compare: (a, b) => byText(a.maskedName, b.maskedName),
      },
      {
        id: 'kind',
        title: t.kind,
        cell: ({ kind }) => kinds[kind],
        compare: (a, b) => rosterKinds.indexOf(a.kind) - rosterKinds.indexOf(b.kind),
      },
      {
        id: 'group',
        title: t.group,
        cell: ({ group }) => group || '—',
        compare: (a, b) => byText(a.group, b.group),
      },
      { id: 'days', title: t.days, cell: days, compare: (a, b) => a.until - b.until },
      {
        id: 'since',
        title: t.since,
        cell: ({ added }) => dateTime(added, language),
        compare: (a, b) => a.added - b.added,
      },
      { id: 'consent', title: t.consent, cell: (row) => consentText(row, language) },
      {
        id: 'act',
        title: t.act,
        cell: (row) =>
          html`<button type="button" class="quiet" name="remove" @click=${() => remove(row)}>
            ${t.remove}
          </button>`,
        text: () => '',
      },
    ],
    filters: [
      {
        id: 'kind',
        title: t.kind,
        options: rosterKinds.map((kind) => ({ value: kind, text: kinds[kind] })),
        matches: ({ kind }, value) => kind === value,
      },
    ],
  };
}
