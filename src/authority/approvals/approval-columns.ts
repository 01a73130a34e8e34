import { html, nothing } from 'lit';
import { approvalKinds, type Approval } from '../../domain/access/approval.ts';
import { byText } from '../../ui/kit/table/local-rows.ts';
import type { TableSpec } from '../../ui/kit/table/table-spec.ts';
import { ago, dateTime } from '../../ui/language/format.ts';
import type { Language } from '../../ui/language/languages.ts';
import { approvalKindTexts, approvalStateTexts, approvalTexts } from '../../ui/texts/authority/approvals.ts';
import { approvalFacts, approvalTitle } from './approval-words.ts';

/** Ids are unique within a kind alone. */
export const approvalKey = ({ subject, id }: Approval): string => `${subject.kind}-${id}`;

/** What the asker of the list is to it: they may decide, or another must. */
const whose = ({ mine }: Approval) => (mine ? 'mine' : 'others');

/**
 * The table of what waits, or of what became of the latest others.
 * @param now the server's time, UTC ms
 */
export function approvalTable(waits: boolean, now: number, language: Language): TableSpec<Approval> {
  const t = approvalTexts[language];
  const at = (time: number) => dateTime(time, language);
  const facts = (row: Approval) => approvalFacts(row).join(language === 'en' ? '; ' : '；');
  const state = (row: Approval) => approvalStateTexts[language][row.state];
  return {
    name: waits ? 'approvals' : 'approvals-past',
    title: waits ? t.waiting : t.past,
    key: approvalKey,
    rowName: approvalTitle,
    usualSort: waits ? 'asked' : '-decided',
    findIn: (row) => [approvalTitle(row), facts(row), row.askedBy, row.decidedBy].join(' '),
    findHint: t.findHint,
    noneYet: waits ? t.noneWaiting : t.nonePast,
    opens: true,
    columns: [
      {
        id: 'what',
        title: t.what,
        isName: true,
        cell: approvalTitle,
        compare: (a, b) => byText(approvalTitle(a), approvalTitle(b)),
      },
      { id: 'facts', title: t.facts, cell: facts },
      {
        id: 'by',
        title: t.askedBy,
        cell: ({ askedBy }) => askedBy,
        compare: (a, b) => byText(a.askedBy, b.askedBy),
      },
      {
        id: 'asked',
        title: t.askedAt,
        cell: ({ askedAt }) =>
          html`${at(askedAt)}${waits ? html` <span class="soft">${ago(askedAt, now, language)}</span>` : nothing}`,
        text: ({ askedAt }) => at(askedAt),
        compare: (a, b) => a.askedAt - b.askedAt,
      },
      ...(waits
        ? [
            {
              id: 'expires',
              title: t.expires,
              cell: ({ expires }: Approval) => (expires > 0 ? at(expires) : '—'),
              compare: (a: Approval, b: Approval) => (a.expires || Infinity) - (b.expires || Infinity) || 0,
            },
            {
              id: 'whose',
              title: t.decides,
              cell: (row: Approval) => (row.mine ? t.anotherDecides : t.youDecide),
            },
          ]
        : [
            { id: 'state', title: t.state, cell: state },
            { id: 'decider', title: t.decidedBy, cell: ({ decidedBy }: Approval) => decidedBy || '—' },
            {
              id: 'decided',
              title: t.decidedAt,
              cell: ({ decidedAt }: Approval) => (decidedAt > 0 ? at(decidedAt) : '—'),
              compare: (a: Approval, b: Approval) => a.decidedAt - b.decidedAt,
            },
          ]),
    ],
    filters: [
      {
        id: 'kind',
        title: t.kind,
        options: approvalKinds.map((value) => ({ value, text: approvalKindTexts[language][value] })),
        matches: ({ subject }, value) => subject.kind === value,
      },
      {
        id: 'whose',
        title: waits ? t.decides : t.askedBy,
        options: waits
          ? [
              { value: 'others', text: t.youDecide },
              { value: 'mine', text: t.anotherDecides },
            ]
          : [
              { value: 'mine', text: t.askedByMe },
              { value: 'others', text: t.askedByOthers },
            ],
        matches: (row, value) => whose(row) === value,
      },
    ],
  };
}
