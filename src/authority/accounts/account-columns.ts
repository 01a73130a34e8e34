import { roles, staffRoles } from '../../domain/access/rights.ts';
import { staffStates, unusedMs, type StaffRow } from '../../domain/access/staff-account.ts';
import { byText } from '../../ui/kit/table/local-rows.ts';
import type { TableSpec } from '../../ui/kit/table/table-spec.ts';
import { dateTime } from '../../ui/language/format.ts';
import type { Language } from '../../ui/language/languages.ts';
import { roleWords } from '../../ui/language/role-words.ts';
import { accountTexts, staffStateTexts } from '../../ui/texts/authority/accounts/accounts.ts';
import { scopeText, stateText, type Subdistricts } from './account-words.ts';

/** Whether nobody has used an account for so long that it would be locked. */
export const isUnused = ({ lastUsed, madeAt }: StaffRow, now: number): boolean =>
  Math.max(lastUsed, madeAt) < now - unusedMs;

/**
 * The table of accounts, those that ended apart.
 * @param now the server's time, UTC ms
 */
export function accountTable(
  ended: boolean,
  all: Subdistricts,
  now: number,
  language: Language,
): TableSpec<StaffRow> {
  const t = accountTexts[language];
  const held = (row: StaffRow) => roleWords(row.roles);
  const used = ({ lastUsed }: StaffRow) => (lastUsed > 0 ? dateTime(lastUsed, language) : t.never);
  return {
    name: ended ? 'accounts-ended' : 'accounts',
    title: ended ? t.ended : t.open,
    key: ({ id }) => id,
    rowName: ({ name }) => name,
    usualSort: 'name',
    findIn: (row) => [row.name, row.email, held(row)].join(' '),
    findHint: t.findHint,
    noneYet: t.noneYet,
    opens: true,
    isMarked: ({ state }) => state === 'locked',
    columns: [
      {
        id: 'name',
        title: t.name,
        isName: true,
        cell: ({ name }) => name,
        compare: (a, b) => byText(a.name, b.name),
      },
      {
        id: 'email',
        title: t.email,
        cell: ({ email }) => email,
        compare: (a, b) => byText(a.email, b.email),
      },
      { id: 'roles', title: t.roles, cell: held, compare: (a, b) => byText(held(a), held(b)) },
      { id: 'scope', title: t.scope, cell: (row) => scopeText(row, all, language) },
      { id: 'used', title: t.lastUsed, cell: used, compare: (a, b) => a.lastUsed - b.lastUsed },
      {
        id: 'factor',
        title: t.factor,
        cell: ({ factorSince }) => (factorSince > 0 ? t.factorYes : t.factorNo),
        compare: (a, b) => Number(a.factorSince > 0) - Number(b.factorSince > 0),
      },
      {
        id: 'state',
        title: t.state,
        cell: (row) => stateText(row, language),
        compare: (a, b) => staffStates.indexOf(a.state) - staffStates.indexOf(b.state),
      },
      {
        id: 'made',
        title: t.made,
        isExtra: true,
        cell: ({ madeAt }) => dateTime(madeAt, language),
        compare: (a, b) => a.madeAt - b.madeAt,
      },
    ],
    filters: [
      {
        id: 'role',
        title: t.role,
        isMultiple: true,
        options: staffRoles.map((value) => ({ value, text: roles[value].words[language] })),
        matches: (row, value) => (row.roles as readonly string[]).includes(value),
      },
      ...(ended
        ? []
        : [
            {
              id: 'state',
              title: t.state,
              options: staffStates
                .filter((value) => value !== 'ended')
                .map((value) => ({ value, text: staffStateTexts[language][value] })),
              matches: (row: StaffRow, value: string) => row.state === value,
            },
          ]),
      {
        id: 'factor',
        title: t.factor,
        options: [
          { value: 'set', text: t.factorYes },
          { value: 'none', text: t.factorNo },
        ],
        matches: ({ factorSince }, value) => (value === 'set') === factorSince > 0,
      },
      {
        id: 'use',
        title: t.use,
        options: [{ value: 'unused', text: t.unused }],
        matches: (row) => isUnused(row, now),
      },
    ],
  };
}
