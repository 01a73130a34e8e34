import { html } from 'lit';
import { siteCategories } from '../../domain/access/categories.ts';
import { siteStatuses, type SiteRow, type SitesAnswer } from '../../domain/api/site-api.ts';
import { categoryTexts, codeStateTexts, siteStatusTexts } from '../../domain/site/site-words.ts';
import type { TableSpec } from '../../ui/kit/table/table-spec.ts';
import { count, dayText } from '../../ui/language/format.ts';
import type { Language } from '../../ui/language/languages.ts';
import { placeName, subdistrictOf } from '../../ui/language/place-names.ts';
import { siteListTexts } from '../../ui/texts/authority/sites.ts';

/** What may be listed by the day on which it happened. */
export const dayFilters = ['scansOn', 'visitsOn', 'emergenciesOn'] as const;
export type DayFilter = (typeof dayFilters)[number];

/**
 * The table of all sites.
 * @param subdistricts those there are, for the filter
 * @param days the options of each filter by day
 */
export function sitesTable(
  subdistricts: SitesAnswer['subdistricts'],
  days: Record<DayFilter, { value: string; text: string }[]>,
  language: Language,
): TableSpec<SiteRow> {
  const t = siteListTexts[language];
  const day = (value: number) =>
    value > 0 ? html`<time datetime=${dayText(value)}>${dayText(value)}</time>` : t.never;
  return {
    name: 'sites',
    title: t.title,
    key: ({ site }) => String(site),
    rowName: ({ name, nameEn }) => placeName(name, nameEn),
    usualSort: 'name',
    findHint: t.findHint,
    noneYet: t.noneYet,
    opens: true,
    columns: [
      {
        id: 'name',
        title: t.name,
        isName: true,
        sorted: true,
        cell: ({ name, nameEn }) => placeName(name, nameEn),
      },
      { id: 'address', title: t.address, cell: ({ address }) => address },
      { id: 'category', title: t.category, cell: ({ category }) => categoryTexts[language][category] },
      {
        id: 'subdistrict',
        title: t.subdistrict,
        cell: subdistrictOf,
      },
      {
        id: 'zones',
        title: t.zones,
        isNumber: true,
        cell: ({ zones }) => count(zones, language),
        text: ({ zones }) => String(zones),
      },
      { id: 'status', title: t.status, cell: ({ status }) => siteStatusTexts[language][status] },
      { id: 'code', title: t.code, cell: ({ code }) => codeStateTexts[language][code] },
      { id: 'lastScan', title: t.lastScan, cell: ({ lastScan }) => day(lastScan) },
      { id: 'firstScan', title: t.firstScan, isExtra: true, cell: ({ firstScan }) => day(firstScan) },
      {
        id: 'site',
        title: t.number,
        isExtra: true,
        isNumber: true,
        sorted: true,
        cell: ({ site }) => String(site),
      },
    ],
    filters: [
      {
        id: 'category',
        title: t.category,
        isMultiple: true,
        options: siteCategories.map((value) => ({ value, text: categoryTexts[language][value] })),
      },
      {
        id: 'subdistrict',
        title: t.subdistrict,
        isMultiple: true,
        isOpen: true,
        options: subdistricts.map(({ name, nameEn }) => ({ value: name, text: placeName(name, nameEn) })),
      },
      {
        id: 'status',
        title: t.status,
        options: siteStatuses.map((value) => ({ value, text: siteStatusTexts[language][value] })),
      },
      {
        id: 'scanned',
        title: t.scanned,
        options: [
          { value: 'never', text: t.scanned_never },
          { value: 'before', text: t.scanned_before },
        ],
      },
      ...dayFilters.map((id) => ({ id, title: t[id], options: days[id] })),
    ],
  };
}
