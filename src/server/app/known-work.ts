import { exportLists, type ExportList } from '../../domain/api/work-api.ts';
import type { PolicyLanguage } from '../../domain/policy/policy.ts';
import { alarmsExport } from '../notices/alarm-export.ts';
import { auditExport } from '../audit/audit-export.ts';
import { auditCheck } from '../oversight/audit-check.ts';
import { fleetExport } from '../fleet/fleet-export.ts';
import {
  demandDays,
  readDays,
  stepOfDays,
  totalOfDays,
  type AskedDays,
  type DaysPosition,
} from '../policy/replay-days.ts';
import { sitesExport } from '../sites/site-export.ts';
import { Fault } from '../vm/fault.ts';
import { stepOfExport, type ExportedList, type ExportPosition } from '../long-work/export.ts';
import type { WorkKind } from '../long-work/work-kinds.ts';

const replay: WorkKind<AskedDays, DaysPosition> = {
  read: readDays,
  demandPossible: demandDays,
  total: totalOfDays,
  step: stepOfDays,
  subject: (_app, { version, site, first, last }) => ({ kind: 'policy-replay', version, site, first, last }),
  fileName: ({ version, first, last }) => `replay-${version}-${first}-${last}.csv`,
  summary: ({ summary }) => summary,
};

/** The lists of all rooms. To offer another: its name in domain/api/work-api.ts, and its room's ExportedList here. */
const lists: { [list in ExportList]: ExportedList } = {
  fleet: fleetExport as ExportedList,
  audit: auditExport as ExportedList,
  sites: sitesExport as ExportedList,
  alarms: alarmsExport as ExportedList,
};

const exportLanguages: readonly PolicyLanguage[] = ['zh-CN', 'en'];

interface AskedExport {
  list: ExportList;
  language: PolicyLanguage;
  asked: object;
}

const exported: WorkKind<AskedExport, ExportPosition> = {
  read(app, body, official) {
    const list = exportLists.find((name) => name === body['list']);
    if (!list) throw new Fault('malformed', `"list" must be one of ${exportLists.join(', ')}.`);
    const language = exportLanguages.find((name) => name === (body['language'] ?? 'zh-CN'));
    if (!language) throw new Fault('malformed', `"language" must be one of ${exportLanguages.join(', ')}.`);
    return { list, language, asked: lists[list].read(app, body, official) };
  },
  demandPossible: (_app, official, { list, asked }) => lists[list].demandMay(official, asked),
  onRecord: ({ list, asked }) => [list, lists[list].onRecord?.(asked)].filter(Boolean).join(' '),
  total: (app, { list, asked }) => lists[list].total(app, asked),
  step: (app, { list, asked, language }, from, until) =>
    stepOfExport(app, lists[list], asked, language, from, until),
  subject: (_app, { list }) => ({ kind: 'export', list }),
  fileName: ({ list }) => `${list}.csv`,
};

/** All long work, from all rooms. */
export const knownWork = { 'policy-replay': replay, export: exported, 'audit-check': auditCheck };
