import { siteCategories, type SiteCategory } from '../../domain/access/categories.ts';
import type { Facts } from '../../domain/policy/facts.ts';
import type { DecisionPlace } from '../../domain/policy/limits.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { decide } from '../../domain/policy/policy.ts';
import type { AskedVersion, ScanKey } from '../../domain/api/policy-api.ts';
import { replayForm } from '../../domain/policy/forms/replay-form.ts';
import { scanKeyOf } from '../../domain/policy/scan-key.ts';
import { faultInFacts } from '../../domain/policy/recorded-facts.ts';
import type { policyRoutes } from '../../domain/api/routes/policy-routes.ts';
import { staffActor } from '../http/asker.ts';
import type { Handler } from '../http/route-handlers.ts';
import { demandForm } from '../http/form-body.ts';
import { noteOutside } from '../places/outside.ts';
import { inScopeSql, scopeValue } from '../places/scope.ts';
import { audit } from '../audit/audit.ts';
import { currentBundle } from './bundle.ts';
import { dayTable, daysThere } from '../days/day-tables.ts';
import { Fault } from '../vm/fault.ts';
import { columns, countsOf, policyOf, replay, selected, type ScanRow } from './replay-scans.ts';
import { whole } from '../http/request-body.ts';
import { row, rows } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

const form = replayForm();

/** So many scans in one answer; each is decided twice. A busy day's come in several answers, so that none is waited for long. */
const mostScans = 200;
const anything = Number.MAX_SAFE_INTEGER;

type Part = { [name: string]: unknown };

function part(body: Part, field: string): Part {
  const value = body[field];
  if (value === null || typeof value !== 'object') throw new Fault('malformed', `"${field}" is missing.`);
  return value as Part;
}

function askedVersion(body: Part): AskedVersion {
  return body['version'] === 'draft' ? 'draft' : whole(body, 'version', 1, anything);
}

/** POST policy/decide */
export const decideRoute: Handler<typeof policyRoutes.decide> = ({ app, body }) => {
  const fault = faultInFacts(body['facts']);
  if (fault) throw new Fault('malformed', `"facts.${fault}" is missing or wrong.`);
  const given = part(body, 'place');
  if (!siteCategories.includes(given['category'] as SiteCategory)) {
    throw new Fault('malformed', '"place.category" is no category of sites.');
  }
  const place: DecisionPlace = {
    site: whole(given, 'site', 1, 0x7fffffff),
    category: given['category'] as SiteCategory,
    at: whole(given, 'at', 0, anything),
  };
  const policy =
    body['version'] === undefined ? currentBundle(app).bundle.policy : policyOf(app, askedVersion(body));
  return { verdict: decide(policy, body['facts'] as Facts, place) };
};

function scanKey(given: Part): { t: number; device: number; seq: number } {
  return {
    t: whole(given, 't', 0, anything),
    device: whole(given, 'device', 0, anything),
    seq: whole(given, 'seq', 0, anything),
  };
}

/** A day's scans of a site in their order, after a key; none when the day is not kept. */
function scansOf(app: App, site: number, day: number, after: ScanKey | null): ScanRow[] {
  if (!daysThere(app, 'scan').includes(day)) return [];
  const from = after ?? { t: -1, device: -1, seq: -1 };
  return rows<ScanRow>(
    app,
    columns,
    `select ${selected} from ${dayTable('scan', day)}
     where site = {:site} and (t, device, seq) > ({:t}, {:device}, {:seq})
     order by t, device, seq limit ${mostScans + 1}`,
    { site, ...from },
  );
}

function oneScan(app: App, site: number, key: ScanKey): ScanRow[] {
  const day = localDay(key.t);
  const found = daysThere(app, 'scan').includes(day)
    ? rows<ScanRow>(
        app,
        columns,
        `select ${selected} from ${dayTable('scan', day)}
         where site = {:site} and t = {:t} and device = {:device} and seq = {:seq}`,
        { site, ...key },
      )
    : [];
  if (found.length === 0)
    throw new Fault('not-found', 'There is no such scan, or its day is no longer kept.');
  return found;
}

/** POST policy/replay. No pass and no person is read for it. */
export const replayRoute: Handler<typeof policyRoutes.replay> = ({ app, asker, body }) => {
  const one = body['scan'] as Partial<ScanKey> | undefined;
  const asked = demandForm(form, {
    site: body['site'],
    version: body['version'],
    ...(one === undefined
      ? { what: 'day', day: body['day'] }
      : { what: 'scan', key: `${one?.t}-${one?.device}-${one?.seq}` }),
  });
  const { site: number, version } = asked;
  const policy = policyOf(app, version);
  const site = row<{ category: SiteCategory }>(
    app,
    ['category'],
    `select s.category from sites s where s.number = {:number} and ${inScopeSql('s')}`,
    { number, ...scopeValue(asker.scope) },
  );
  if (!site) {
    noteOutside(app, asker, number, Date.now());
    throw new Fault('not-found', `There is no site ${number}.`);
  }
  const single = asked.key === undefined ? null : scanKeyOf(asked.key);
  const after = body['after'] === undefined ? null : scanKey(part(body, 'after'));
  const day = single ? localDay(single.t) : asked.day!;
  const found = single ? oneScan(app, number, single) : scansOf(app, number, day, after);
  const more = found.length > mostScans;
  const scans = replay(app, found.slice(0, mostScans), { site: number, category: site.category }, policy);
  audit(app, {
    actor: staffActor(asker),
    action: 'policy.replay',
    subject: `site:${number} day:${day} version:${version} scans:${scans.length}`,
  });
  const last = scans.at(-1);
  const next = more && last ? { t: last.t, device: last.device, seq: last.seq } : null;
  return { scans, counts: countsOf(scans), next };
};
