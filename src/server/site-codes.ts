import type { SiteCodeAnswer, SiteCodeRequest, SitePlace } from '../domain/api.ts';
import { decodeSiteCode, siteCodeIdText, siteCodeUrl } from '../domain/site-code.ts';
import type { SiteCategory } from '../domain/categories.ts';
import { answer } from './answer.ts';
import { Fault } from './fault.ts';
import { readBody, text } from './request-body.ts';
import { row } from './sql.ts';
import { security, type App, type RequestEvent } from './vm.ts';

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
  address: string;
  category: SiteCategory;
  subdistrict: string;
  zone: number;
  zoneName: string;
}

/**
 * The place of a site code. That the district signed it is seen by comparing it with the code as it was issued: that is
 * a thousand times cheaper here than verifying the signature, and knows of codes that were withdrawn.
 * @throws Fault 'site-code'; it does not tell an unknown code from a withdrawn one
 */
export function findSiteCode(app: App, fragment: string): KnownSiteCode {
  const unknown = new Fault('site-code', 'This is no code of this district, or it is no longer in use.');
  let id: string;
  try {
    id = siteCodeIdText(decodeSiteCode(fragment));
  } catch {
    throw unknown;
  }
  const found = row<CodeRow>(
    app,
    ['record', 'state', 'fragment', 'site', 'name', 'address', 'category', 'subdistrict', 'zone', 'zoneName'],
    `select c.id as record, c.state, c.fragment, s.number as site, s.name, s.address, s.category, s.subdistrict,
       coalesce(z.number, 0) as zone, coalesce(z.name, '') as zoneName
     from site_codes c
     join sites s on s.id = c.site
     left join zones z on z.id = c.zone
     where c.code = {:id} and c.state in ('issued', 'posted', 'active') and s.status = 'active'`,
    { id },
  );
  if (!found || !security.equal(found.fragment, fragment)) throw unknown;
  const { record, state, site, name, address, category, subdistrict, zone, zoneName } = found;
  return { record, state, zone, place: { site, name, address, category, subdistrict, zone: zoneName } };
}

/** The address on a poster. @param fragment as stored with the code */
export function posterUrl(origin: string, fragment: string): string {
  const { body, signature } = decodeSiteCode(fragment);
  return siteCodeUrl(origin, body, signature);
}

/** POST site-code */
export function siteCodeRoute(e: RequestEvent): void {
  answer(e, (): SiteCodeAnswer => {
    const body = readBody(e) as Partial<SiteCodeRequest>;
    return { place: findSiteCode(e.app, text(body, 'code', 200)).place };
  });
}
