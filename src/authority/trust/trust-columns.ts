import { html, nothing } from 'lit';
import { keyStanding, type TrustEntry, type TrustList } from '../../domain/credential/trust-list.ts';
import { byText } from '../../ui/kit/table/local-rows.ts';
import type { TableSpec } from '../../ui/kit/table/table-spec.ts';
import { dateTime } from '../../ui/language/format.ts';
import type { Language } from '../../ui/language/languages.ts';
import { noLimitTexts, trustKindTexts } from '../../ui/texts/authority/policy-difference.ts';
import { trustTexts } from '../../ui/texts/authority/trust.ts';
import { sameKey } from './trust-import.ts';
import { trustFieldWords } from './trust-words.ts';

const kinds = ['x509', 'jwk'] as const satisfies readonly TrustEntry['kind'][];
const standings = ['in-force', 'is-suspended', 'not-yet-in-force', 'no-longer-in-force'] as const;
export type StandingWord = (typeof standings)[number];

/** Whether a key is believed now, as a text's name. @param now UTC ms */
export function standingWord(entry: TrustEntry, now: number): StandingWord {
  const standing = keyStanding(entry, now);
  return standing === 'suspended' ? 'is-suspended' : standing;
}

/** How a draft has a key against what is in force; null: alike. */
export function draftedAs(entry: TrustEntry, inForce: TrustList): 'isNew' | 'isChanged' | null {
  const old = inForce.entries.find((each) => sameKey(each, entry));
  if (!old) return 'isNew';
  return JSON.stringify(old) === JSON.stringify(entry) ? null : 'isChanged';
}

/** Names a key in the address: two keys may share a `kid`, and a key is long. */
export const trustKeyName = ({ kid, key }: TrustEntry): string => `${kid}.${key.slice(-12)}`;

/** The table of the keys whose signatures are believed. @param now the server's time, UTC ms */
export function trustTable(inForce: TrustList, now: number, language: Language): TableSpec<TrustEntry> {
  const t = trustTexts[language];
  const kind = (entry: TrustEntry) => trustKindTexts[language][entry.kind];
  const standing = (entry: TrustEntry) => standingWord(entry, now);
  const at = (time: number | null) =>
    time === null ? noLimitTexts[language].time : dateTime(time, language);
  const drafted = (entry: TrustEntry) => {
    const how = draftedAs(entry, inForce);
    return how === null ? '—' : t[how];
  };
  return {
    name: 'trust',
    title: t.listHeading,
    key: trustKeyName,
    rowName: ({ issuer }) => issuer,
    usualSort: 'issuer',
    findIn: (entry) => [entry.issuer, entry.kid, kind(entry), entry.iss ?? ''].join(' '),
    findHint: t.search,
    noneYet: t.none,
    opens: true,
    isMarked: (entry) => standing(entry) !== 'in-force',
    columns: [
      {
        id: 'issuer',
        title: t.name,
        isName: true,
        cell: ({ issuer }) => issuer,
        compare: (a, b) => byText(a.issuer, b.issuer),
      },
      { id: 'kind', title: t.kind, cell: kind, compare: (a, b) => byText(kind(a), kind(b)) },
      {
        id: 'standing',
        title: t.standing,
        cell: (entry) =>
          standing(entry) === 'in-force'
            ? html`✓ ${t['in-force']}`
            : html`<b class="fault">▲ ${t[standing(entry)]}</b>`,
        text: (entry) => t[standing(entry)],
        compare: (a, b) => standings.indexOf(standing(a)) - standings.indexOf(standing(b)),
      },
      {
        id: 'from',
        title: t.validFrom,
        cell: ({ notBefore }) => at(notBefore),
        compare: (a, b) => (a.notBefore ?? -Infinity) - (b.notBefore ?? -Infinity) || 0,
      },
      {
        id: 'until',
        title: t.validUntil,
        cell: ({ notAfter }) => at(notAfter),
        compare: (a, b) => (a.notAfter ?? Infinity) - (b.notAfter ?? Infinity) || 0,
      },
      { id: 'states', title: t.mayState, cell: (entry) => trustFieldWords(entry, 'usages') },
      {
        id: 'drafted',
        title: t.drafted,
        cell: (entry) => {
          const words = drafted(entry);
          return words === '—' ? words : html`<b>${words}</b>`;
        },
        text: drafted,
      },
      {
        id: 'kid',
        title: t.kid,
        isExtra: true,
        cell: ({ kid }) => html`<code>${kid}</code>`,
        text: ({ kid }) => kid,
      },
      {
        id: 'iss',
        title: t.issShort,
        isExtra: true,
        cell: ({ iss }) => iss ?? nothing,
        text: ({ iss }) => iss ?? '',
      },
    ],
    filters: [
      {
        id: 'kind',
        title: t.kind,
        options: kinds.map((value) => ({ value, text: trustKindTexts[language][value] })),
        matches: (entry, value) => entry.kind === value,
      },
      {
        id: 'standing',
        title: t.standing,
        options: standings.map((value) => ({ value, text: t[value] })),
        matches: (entry, value) => standing(entry) === value,
      },
      {
        id: 'drafted',
        title: t.drafted,
        options: (['isNew', 'isChanged'] as const).map((value) => ({ value, text: t[value] })),
        matches: (entry, value) => draftedAs(entry, inForce) === value,
      },
    ],
  };
}
