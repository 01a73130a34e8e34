import type { SiteCategory } from '../../domain/access/categories.ts';
import { usualRing } from '../../domain/api/gate/fleet-api.ts';
import { categoryTexts } from '../../domain/site/site-words.ts';
import { demandMay, scopeOf } from '../http/asker.ts';
import type { ExportedColumn } from '../long-work/export.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows } from '../vm/sql.ts';
import type { App, StoredRecord } from '../vm/vm.ts';
import { silentSinceSql } from './silence.ts';

const pageRows = 500;

interface ExportRow {
  device: number;
  gate: string;
  site: number;
  siteName: string;
  zone: string;
  subdistrict: string;
  category: SiteCategory;
  ring: number;
  paired: number;
  lastSeen: string;
  silentSince: string;
  queue: number;
  rejected: number;
  app: string;
  rules: number;
}
const columns = [
  'device',
  'gate',
  'site',
  'siteName',
  'zone',
  'subdistrict',
  'category',
  'ring',
  'paired',
  'lastSeen',
  'silentSince',
  'queue',
  'rejected',
  'app',
  'rules',
] as const satisfies readonly (keyof ExportRow)[];

const of = (column: keyof ExportRow, zh: string, en: string): ExportedColumn<ExportRow> => ({
  head: { 'zh-CN': zh, en },
  value: (row) => row[column],
});

/** A time of the district, "2026-11-30 06:53"; '' for 0. */
function timeSql(column: string): string {
  return `iif(${column} = 0, '', strftime('%Y-%m-%d %H:%M', ${column} / 1000 + 28800, 'unixepoch'))`;
}

/** All sentries as a file, by their numbers. */
export const fleetExport = {
  columns: [
    of('device', '编号', 'Number'),
    of('gate', '哨兵', 'Sentry'),
    of('site', '场所编号', 'Number of its site'),
    of('siteName', '场所', 'Site'),
    of('zone', '区域', 'Zone'),
    of('subdistrict', '街道', 'Sub-district'),
    of('category', '类别代码', 'Category, code'),
    {
      head: { 'zh-CN': '类别', en: 'Category' },
      value: ({ category }, language) => categoryTexts[language][category] ?? '',
    },
    of('ring', '批次', 'Ring'),
    of('paired', '已配对（1 为是）', 'Paired (1 for yes)'),
    of('lastSeen', '最近联系', 'Last heard'),
    of('silentSince', '失联自', 'Silent since'),
    of('queue', '待上传', 'Waiting'),
    of('rejected', '被拒', 'Rejected'),
    of('app', '程序', 'App'),
    of('rules', '规则版本', 'Version of the rules'),
  ] satisfies ExportedColumn<ExportRow>[],

  read: () => ({}),

  demandMay(official: StoredRecord): void {
    demandMay(official, 'fleet.see');
    if (scopeOf(official).length > 0)
      throw new Fault(
        'not-allowed',
        'The file holds the whole district, and your account is of a part of it.',
      );
  },

  total: (app: App) => row<{ count: number }>(app, ['count'], 'select count(*) as count from fleet')!.count,

  page(app: App, _asked: object, after: { device: number } | null) {
    const found = rows<ExportRow>(
      app,
      columns,
      `select f.device, d.name as gate, s.number as site, s.name as siteName, coalesce(z.name, '') as zone,
         s.subdistrict, s.category, coalesce(r.ring, ${usualRing}) as ring, iif(d.revoked, 0, 1) as paired,
         ${timeSql('f.last_seen')} as lastSeen, ${timeSql('silent')} as silentSince, f.queue, f.rejected,
         f.app_version as app, f.bundle_version as rules
       from (select f.*, ${silentSinceSql(app, Date.now())} as silent
             from fleet f join sentries d on d.device = f.device) f
       join sentries d on d.device = f.device
       join sites s on s.id = d.site
       left join zones z on z.id = d.zone
       left join rings r on r.site = d.site and r.zone = d.zone and r.name = d.name
       where f.device > {:after} order by f.device limit ${pageRows}`,
      { after: after?.device ?? -1 },
    );
    const last = found[found.length - 1];
    return {
      rows: found,
      next: last && found.length === pageRows ? { device: last.device } : null,
    };
  },
};
