import type { VenueAnswer } from '../../../src/domain/api/api.ts';
import { dayOrHourText } from '../../../src/domain/time/day-or-hour.ts';
import { addDays, localDay } from '../../../src/domain/time/local-day.ts';
import type { SitesAnswer } from '../../../src/domain/api/site-api.ts';
import type { PolicyAnswer } from '../../../src/domain/api/policy-api.ts';

/** Asks a route of the district's server as one of the demo's logins. */
export type Ask = <Body>(login: string, method: 'GET' | 'POST', path: string, body?: object) => Promise<Body>;

/** An answer that a page waits for. */
export interface Screen {
  name: string;
  /** The role of a login of the demo's cast. */
  login: string;
  method: 'GET' | 'POST';
  /** After /api/sitecode/; what follows a `?` is not part of the route. */
  path: string;
  body?: object;
  /** Asked no sooner than this after the one before, ms: answers that are made once for all who ask are made anew then. */
  pause?: number;
}

/** What pages ask for, with the amounts of the district that is there. */
export async function screensOf(ask: Ask, now: number): Promise<Screen[]> {
  const { sites } = await ask<Pick<PolicyAnswer, 'sites'>>('health', 'GET', 'policy');
  const site = sites.find(({ sentries }) => sentries > 0)!.number;
  const malls = await ask<SitesAnswer>('market-supervision', 'POST', 'sites', {
    filters: { category: ['mall'] },
  });
  const { sites: owned } = await ask<VenueAnswer>('owner', 'GET', 'venue');
  const own = owned[0]!.site;
  const withZones = [...malls.rows].sort((a, b) => b.zones - a.zones)[0]!.site;
  const yesterday = addDays(localDay(now), -1);
  const get = (name: string, login: string, path: string, more: Partial<Screen> = {}): Screen => ({
    name,
    login,
    method: 'GET',
    path,
    ...more,
  });
  const post = (name: string, login: string, path: string, body: object): Screen => ({
    name,
    login,
    method: 'POST',
    path,
    body,
  });
  return [
    post('list of sites', 'market-supervision', 'sites', {}),
    post('list of sites, found by a word', 'market-supervision', 'sites', { find: '便利' }),
    post('list of sites, found by a rare word', 'market-supervision', 'sites', { find: '玥 北塘' }),
    post('list of sites, filtered', 'market-supervision', 'sites', {
      filters: { category: ['office', 'mall'], scanned: ['never'] },
      sort: '-name',
    }),
    post('list of sites, scanned on a day', 'market-supervision', 'sites', {
      filters: { scansOn: [String(yesterday)] },
    }),
    post('list of sites, scanned in an hour', 'market-supervision', 'sites', {
      filters: { scansOn: [dayOrHourText(yesterday, 14)] },
    }),
    post('alarms', 'health', 'alarms', {}),
    post('alarms of a day', 'health', 'alarms', { filters: { day: [String(yesterday)] } }),
    get('sentries of the board', 'health', 'board/sentries'),
    post('list of sites, a deep page', 'market-supervision', 'sites', { after: 30_000, sort: 'site' }),
    post('list of sites, a deep page by name', 'market-supervision', 'sites', { after: 30_000 }),
    get('one site', 'market-supervision', `sites/one?site=${site}`),
    get('site found by a picker', 'health', 'sites/find?q=%E5%BA%97'),
    get('zones of a site', 'health', `sites/zones?site=${withZones}`),
    get('one site with zones', 'market-supervision', `sites/one?site=${withZones}`),
    get('map', 'health', 'map'),
    get('trays', 'health', 'trays'),
    get('work', 'health', 'work'),
    get('me of staff', 'health', 'staff/me'),
    get('board', 'health', 'board', { pause: 1100 }),
    get('fleet', 'administrator', 'fleet'),
    get('one sentry', 'administrator', 'fleet/sentry?device=7'),
    get('colours set by hand', 'health', 'overrides'),
    get('merged records', 'health', 'merges'),
    get('what people ask for', 'health', 'requests'),
    get('approvals', 'administrator', 'approvals'),
    get('refused searches', 'auditor', 'person/searches-refused'),
    get('own sign-ins', 'health', 'sign-ins'),
    get('own second factor', 'health', 'factor'),
    get('what was done to one’s account', 'health', 'account/told'),
    get('passkeys', 'administrator', 'passkeys'),
    get('staff accounts', 'administrator', 'staff/accounts'),
    get('state of the audit log', 'auditor', 'audit/state'),
    post('audit log', 'auditor', 'audit', {}),
    post('audit log of a day', 'auditor', 'audit', {
      filters: { from: [String(yesterday)], to: [String(yesterday)] },
    }),
    post('audit log, one act', 'auditor', 'audit', { filters: { action: ['override.request'] } }),
    get('cases', 'tracer', 'cases'),
    get('withheld reads', 'tracer', 'access/withholdings'),
    get('deletion certificates', 'auditor', 'deletion-certificates'),
    get('charter', 'health', 'charter'),
    get('who opens names', 'tracer', 'custody'),
    get('policy', 'health', 'policy'),
    post('replay', 'health', 'policy/replay', { site, day: yesterday, version: 1 }),
    post('person', 'health', 'person/find', { phone: '19900000002', purpose: '性能测量' }),
    get('venue of one owner', 'owner', 'venue'),
    get('venue of 763 sites', 'chain', 'venue'),
    get('which way people go at a site', 'owner', `gate/ways?site=${own}`),
    get('how a site’s sentries behave', 'owner', `gate/settings?site=${own}`),
    get('own page', 'valid', 'me'),
    get('own access log', 'valid', 'me/access'),
    get('what one agreed to', 'valid', 'me/agreements'),
    get('own requests', 'valid', 'me/requests'),
    get('own rosters', 'valid', 'me/rosters'),
    get('roster of a site', 'owner', `roster?site=${own}`),
    get('names of the district', 'valid', 'district'),
    get('bundle', 'valid', 'bundle'),
  ];
}

/** GET routes that no page of the authority, a venue or a citizen waits for, each with the reason. */
export const notOfAPage: { [path: string]: string } = {
  'sentry/deny-list': 'asked for by sentries',
  'sentry/roster': 'asked for by sentries',
  'roster/proof': 'a download: nobody waits for a page',
  'work/one': 'one row of what GET work lists',
  'work/file': 'a download: nobody waits for a page',
};
