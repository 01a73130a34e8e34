import { html } from 'lit';
import { auditActions } from '../../domain/access/audit-action.ts';
import { roles } from '../../domain/access/rights.ts';
import { auditActorKinds, type AuditAnswer, type AuditRow } from '../../domain/api/audit-api.ts';
import type { TableSpec } from '../../ui/kit/table/table-spec.ts';
import { dateTimeSeconds } from '../../ui/language/clock.ts';
import { count, dayText } from '../../ui/language/format.ts';
import type { Language } from '../../ui/language/languages.ts';
import { auditActionTexts } from '../../ui/texts/authority/audit/audit-actions.ts';
import { auditActorTexts, auditTexts } from '../../ui/texts/authority/audit/audit.ts';

/** Who it was, in words: the name of an official, of others what they are. Persons are numbers of a day, and stay so. */
export function actorWords({ actor, name }: AuditRow, language: Language): string {
  if (name) return name;
  const kinds = auditActorTexts[language];
  const [kind = ''] = actor.split(':');
  const known = Object.hasOwn(kinds, kind) ? kinds[kind as keyof typeof kinds] : kinds.other;
  return kind === 'staff' ? `${known} · ${auditTexts[language].noName}` : known;
}

/** Roles in words. */
export function roleWords(held: AuditRow['roles'], language: Language): string {
  return held.map((name) => roles[name].words[language]).join(language === 'en' ? ', ' : '、');
}

/** As what an official acted, and whether the entry itself says so; '' of all others. */
export function heldWords({ roles: held, subdistricts, isThen }: AuditRow, language: Language): string {
  if (held.length === 0) return '';
  const t = auditTexts[language];
  const its = subdistricts.join(language === 'en' ? ', ' : '、');
  const words = its === '' ? roleWords(held, language) : `${roleWords(held, language)} · ${its}`;
  return isThen ? words : `${words}${t.today}`;
}

/**
 * The table of the log's entries.
 * @param officials accounts of staff, for the filter
 * @param days the days that the address names, which the page has fields of its own for
 */
export function auditTable(
  officials: AuditAnswer['officials'],
  days: Record<'from' | 'to', readonly string[]>,
  language: Language,
): TableSpec<AuditRow> {
  const t = auditTexts[language];
  const day = (id: 'from' | 'to') => ({
    id,
    title: t[id],
    isElsewhere: true as const,
    options: days[id].map((value) => ({ value, text: dayText(Number(value)) })),
  });
  return {
    name: 'audit',
    title: t.title,
    key: ({ seq }) => String(seq),
    rowName: ({ seq }) => `${t.number} ${seq}`,
    usualSort: '-seq',
    noneYet: t.noneYet,
    opens: true,
    columns: [
      {
        id: 'at',
        title: t.when,
        isName: true,
        cell: ({ at }) => html`<time datetime=${new Date(at).toISOString()}>${dateTimeSeconds(at)}</time>`,
        text: ({ at }) => dateTimeSeconds(at),
      },
      { id: 'who', title: t.who, cell: (row) => actorWords(row, language) },
      { id: 'role', title: t.role, cell: (row) => heldWords(row, language) },
      { id: 'action', title: t.action, cell: ({ action }) => auditActionTexts[language][action] ?? action },
      { id: 'subject', title: t.subject, cell: ({ subject }) => subject },
      {
        id: 'seq',
        title: t.number,
        isNumber: true,
        cell: ({ seq }) => count(seq, language),
        text: ({ seq }) => String(seq),
      },
    ],
    filters: [
      day('from'),
      day('to'),
      {
        id: 'who',
        title: t.who,
        isMultiple: true,
        isOpen: true,
        options: [
          ...officials.map(({ id, name }) => ({ value: `staff:${id}`, text: name })),
          ...auditActorKinds.map((value) => ({ value, text: auditActorTexts[language][value] })),
        ],
      },
      {
        id: 'action',
        title: t.action,
        isMultiple: true,
        options: auditActions
          .map((value) => ({ value, text: auditActionTexts[language][value] }))
          .sort((one, other) => one.text.localeCompare(other.text, language)),
      },
    ],
  };
}
