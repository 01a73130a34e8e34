import type { SiteRow } from '../../domain/api/site-api.ts';
import { categoryTexts, codeStateTexts, siteStatusTexts } from '../../domain/site/site-words.ts';
import { exportOf } from '../http/list-export.ts';
import type { ExportedColumn } from '../long-work/export.ts';
import { inScopeSql, scopeValue } from '../places/scope.ts';
import { sitePlan } from './site-list.ts';

/** A day as people write it, "2026-11-30"; '' for never. */
function dayText(day: number): string {
  return day > 0 ? String(day).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3') : '';
}

const of = (column: keyof SiteRow, zh: string, en: string): ExportedColumn<SiteRow> => ({
  head: { 'zh-CN': zh, en },
  value: (row) => row[column],
});

/** The list of sites as a file. */
export const sitesExport = exportOf<SiteRow, ExportedColumn<SiteRow>>({
  plan: sitePlan,
  right: 'sites.see',
  within: (scope) => ({ where: inScopeSql('t'), values: scopeValue(scope) }),
  keyOf: ({ site }) => site,
  columns: [
    of('site', '场所编号', 'Number'),
    of('name', '名称', 'Name'),
    of('nameEn', '英文名称', 'English name'),
    of('address', '地址', 'Address'),
    of('category', '类别代码', 'Category, code'),
    {
      head: { 'zh-CN': '类别', en: 'Category' },
      value: ({ category }, language) => categoryTexts[language][category] ?? '',
    },
    of('subdistrict', '街道', 'Sub-district'),
    of('subdistrictEn', '英文街道名', 'English sub-district'),
    of('status', '状态代码', 'State, code'),
    {
      head: { 'zh-CN': '状态', en: 'State' },
      value: ({ status }, language) => siteStatusTexts[language][status] ?? '',
    },
    of('code', '场所码状态代码', 'Its code, code of the state'),
    {
      head: { 'zh-CN': '场所码状态', en: 'Its code' },
      value: ({ code }, language) => codeStateTexts[language][code] ?? '',
    },
    of('zones', '区域数', 'Zones'),
    {
      head: { 'zh-CN': '首次扫码', en: 'First scan' },
      value: ({ firstScan }) => dayText(firstScan),
    },
    {
      head: { 'zh-CN': '最近扫码', en: 'Last scan' },
      value: ({ lastScan }) => dayText(lastScan),
    },
  ],
});
