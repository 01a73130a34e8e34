import { html } from 'lit';
import type { PersonRequestRow } from '../../domain/api/persons/request-api.ts';
import type { CorrectionPart } from '../../domain/person/request-forms.ts';
import { byText } from '../../ui/kit/table/local-rows.ts';
import type { TableSpec } from '../../ui/kit/table/table-spec.ts';
import { dateTime } from '../../ui/language/format.ts';
import type { Language } from '../../ui/language/languages.ts';
import { personRequestTexts } from '../../ui/texts/authority/desk/requests.ts';
import { correctionPartTexts, requestStateTexts } from '../../ui/texts/citizen/requests.ts';
import '../../ui/theme/status-mark.ts';

/** Whether somebody has yet to decide. */
export const isWaiting = ({ state }: PersonRequestRow): boolean => state === 'waiting' || state === 'second';

/** What was asked for, in words. */
export function requestName({ kind, about }: PersonRequestRow, language: Language): string {
  const t = personRequestTexts[language];
  return kind === 'review'
    ? t.review
    : `${t.correction} · ${correctionPartTexts[language][about as CorrectionPart]}`;
}

/** The table of what people ask: what waits by its promised time, or the latest answered. @param now the server's, UTC ms */
export function requestTable(waiting: boolean, language: Language, now: number): TableSpec<PersonRequestRow> {
  const t = personRequestTexts[language];
  const at = (time: number) => (time > 0 ? dateTime(time, language) : '—');
  const isLate = (row: PersonRequestRow) => row.due <= now;
  return {
    name: waiting ? 'requests' : 'requests-done',
    title: waiting ? t.waiting : t.done,
    key: ({ id }) => String(id),
    rowName: (row) => `${row.maskedName} · ${requestName(row, language)}`,
    usualSort: waiting ? 'due' : '-decided',
    noneYet: waiting ? t.noneWaiting : t.noneDone,
    findIn: ({ maskedName }) => maskedName,
    findHint: t.findHint,
    opens: true,
    filters: [],
    columns: [
      {
        id: 'person',
        title: t.person,
        isName: true,
        cell: ({ maskedName }) => maskedName,
        compare: (a, b) => byText(a.maskedName, b.maskedName),
      },
      {
        id: 'what',
        title: t.what,
        cell: (row) => requestName(row, language),
        compare: (a, b) => byText(requestName(a, language), requestName(b, language)),
      },
      {
        id: 'colour',
        title: t.colour,
        cell: ({ colour }) => html`<sc-status-mark .colour=${colour}></sc-status-mark>`,
        compare: (a, b) => byText(a.colour, b.colour),
      },
      {
        id: 'due',
        title: t.due,
        cell: (row) => (waiting && isLate(row) ? html`<b>${at(row.due)} · ${t.overdue}</b>` : at(row.due)),
        compare: (a, b) => a.due - b.due,
      },
      {
        id: 'state',
        title: t.state,
        cell: ({ state }) => requestStateTexts[language][state],
        compare: (a, b) => byText(a.state, b.state),
      },
      ...(waiting
        ? [{ id: 'asked', title: t.asked, cell: (row: PersonRequestRow) => at(row.at) }]
        : [
            {
              id: 'decided',
              title: t.decided,
              cell: (row: PersonRequestRow) => at(row.decidedAt),
              compare: (a: PersonRequestRow, b: PersonRequestRow) => a.decidedAt - b.decidedAt,
            },
          ]),
    ],
  };
}
