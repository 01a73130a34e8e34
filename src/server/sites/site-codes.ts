import type { publicRoutes } from '../../domain/api/routes/public-routes.ts';
import type { SitePlace } from '../../domain/api/api.ts';
import { decodeSiteCode, siteCodeIdText, siteCodeText } from '../../domain/site/site-code.ts';
import type { SiteCategory } from '../../domain/access/categories.ts';
import type { Handler } from '../http/route-handlers.ts';
import { withEnglish } from '../places/english-names.ts';
import { Fault } from '../vm/fault.ts';
import { text } from '../http/request-body.ts';
import { row } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';

/** A site code in use, and the place it stands for. */
export interface KnownSiteCode {
  /** The record's id. */
  record: string;
  state: 'issued' | 'posted' | 'active';
  place: SitePlace;
  /** The zone's number; 0 when the code is that of the whole site. */
  zone: number;
}

interface CodeRow {
  record: string;
  state: KnownSiteCode['state'];
  fragment: string;
  site: number;
  name: string;
  nameEn?: string;
  address: string;
  category: SiteCategory;
  subdistrict: string;
  subdistrictEn?: string;
  zone: number;
  zoneName: string;
  zoneEn?: string;
}

/** The longest text that a phone may have scanned, in characters: a code has 102, what hangs on is not ours to say. */
export const longestScan = 2000;

/**
 * The place of a site code, whatever hangs on behind it. That the district signed it is seen by comparing it with the code as it was issued: that is
 * a thousand times cheaper here than verifying the signature, and knows of codes that were withdrawn.
 * @throws Fault 'site-code'; it does not tell an unknown code from a withdrawn one
 */
export function findSiteCode(app: App, scanned: string): KnownSiteCode {
  const unknown = new Fault('site-code', 'This is no code of this district, or it is no longer in use.');
  const fragment = siteCodeText(scanned);
  let id: string;
  try {
    id = siteCodeIdText(decodeSiteCode(fragment));
  } catch {
    throw unknown;
  }
  const found = row<CodeRow>(
    app,
    [
      'record',
      'state',
      'fragment',
      'site',
      'name',
      'nameEn',
      'address',
      'category',
      'subdistrict',
      'subdistrictEn',
      'zone',
      'zoneName',
      'zoneEn',
    ],
    `select c.id as record, c.state, c.fragment, s.number as site, s.name, s.nameEn, s.address, s.category, s.subdistrict,
       s.subdistrictEn,
       coalesce(z.number, 0) as zone, coalesce(z.name, '') as zoneName, coalesce(z.nameEn, '') as zoneEn
     from site_codes c
     join sites s on s.id = c.site
     left join zones z on z.id = c.zone
     where c.code = {:id} and c.state in ('issued', 'posted', 'active') and s.status = 'active'`,
    { id },
  );
  if (!found || !security.equal(found.fragment, fragment)) throw unknown;
  const { record, state, fragment: _fragment, zone, zoneName, ...place } = found;
  return {
    record,
    state,
    zone,
    place: withEnglish({ ...place, zone: zoneName }, ['nameEn', 'subdistrictEn', 'zoneEn']),
  };
}

/** The address on a poster, which domain/site/site-code.ts's `siteCodeUrl` makes. @param fragment as stored with the code */
export function posterUrl(origin: string, fragment: string): string {
  return `${origin}/s/#${fragment}`;
}

/** POST site-code */
export const siteCodeRoute: Handler<typeof publicRoutes.readSiteCode> = ({ app, body }) => ({
  place: findSiteCode(app, text(body, 'code', longestScan)).place,
});
