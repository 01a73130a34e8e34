import type { FoundSite, SitesFoundAnswer, SiteZonesAnswer } from '../../domain/api/place-api.ts';
import { longestSiteSearch, mostSitesFound } from '../../domain/api/place-api.ts';
import type { siteRoutes } from '../../domain/api/routes/site-routes.ts';
import type { Handler } from '../http/route-handlers.ts';
import { inScopeSql, scopeValue } from '../places/scope.ts';
import { Fault } from '../vm/fault.ts';
import { rows } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

const columns = ['number', 'name', 'nameEn', 'address', 'subdistrict', 'subdistrictEn', 'category'] as const;

/** After every text that begins with another one. */
const last = '\u{10ffff}';
/** So many names that begin with the same letter, and have the others in this order, are looked at one by one. */
const mostSounded = 500;

type Sounded = FoundSite & { nameKey: string };

function found(
  app: App,
  where: string,
  values: { [name: string]: string | number },
  most: number,
): Sounded[] {
  return rows<Sounded>(
    app,
    [...columns, 'nameKey'],
    `select ${columns.join(', ')}, nameKey from sites where ${where} limit ${most}`,
    values,
  );
}

/** The first letters of the sounds in a key (pinyin.ts: a sound, its tone, the character), and the sounds one after the other. */
function soundsOf(key: string): { initials: string; sounds: string } {
  const sounds = [...key.matchAll(/([a-zü]+)[0-5][\u0100-\uffff]/g)].map((match) => match[1]!);
  return { initials: sounds.map((sound) => sound[0]!).join(''), sounds: sounds.join('') };
}

function bySound(app: App, letters: string, only: string, seen: { scope: string }): Sounded[] {
  const where = `nameKey >= {:first} and nameKey < {:end} and nameKey like {:pattern}${only} order by nameKey, number`;
  const pattern = `${[...letters].join('%')}%`;
  const values = { first: letters[0]!, end: letters[0]! + last, pattern, ...seen };
  return found(app, where, values, mostSounded).filter(({ nameKey }) => {
    const { initials, sounds } = soundsOf(nameKey);
    return initials.startsWith(letters) || sounds.startsWith(letters);
  });
}

/**
 * Sites by number, pinyin or name: the one of that number, then names whose sounds begin with these letters (by the index of
 * name keys), then names and English names that hold the text, those that begin with it first.
 * @param withSentries only sites at which a sentry was ever paired
 * @param scope only sites of these sub-districts; none: of all
 */
export function findSites(
  app: App,
  text: string,
  withSentries: boolean,
  scope: readonly string[],
): SitesFoundAnswer {
  const wanted = text.normalize('NFKC').trim();
  if (wanted === '') return { sites: [], more: false };
  const paired = withSentries ? ' and exists (select 1 from sentries d where d.site = sites.id)' : '';
  const only = `${paired} and ${inScopeSql('sites')}`;
  const seen = scopeValue(scope);
  const all = new Map<number, Sounded>();
  const take = (sites: readonly Sounded[]): void => {
    for (const site of sites) if (!all.has(site.number)) all.set(site.number, site);
  };
  const most = mostSitesFound + 1;
  if (/^\d{1,10}$/.test(wanted))
    take(found(app, `number = {:number}${only}`, { number: Number(wanted), ...seen }, 1));
  if (/^[a-z]{1,30}$/i.test(wanted)) take(bySound(app, wanted.toLowerCase(), only, seen));
  if (all.size < most)
    take(
      found(
        app,
        `(instr(name, {:text}) > 0 or instr(lower(nameEn), lower({:text})) > 0)${only}
         order by instr(name, {:text}) <> 1, nameKey, number`,
        { text: wanted, ...seen },
        most,
      ),
    );
  const sites = [...all.values()]
    .slice(0, mostSitesFound)
    .map(({ number, name, nameEn, address, subdistrict, subdistrictEn, category }): FoundSite => ({
      number,
      name,
      ...(nameEn && { nameEn }),
      address,
      subdistrict,
      ...(subdistrictEn && { subdistrictEn }),
      category,
    }));
  return { sites, more: all.size > mostSitesFound };
}

/** The zones of a site; none where there is no such site, or not in these sub-districts. */
export function zonesOf(app: App, site: number, scope: readonly string[]): SiteZonesAnswer {
  const zones = rows<{ number: number; name: string; nameEn: string }>(
    app,
    ['number', 'name', 'nameEn'],
    `select z.number, z.name, z.nameEn from zones z join sites s on s.id = z.site
     where s.number = {:site} and ${inScopeSql('s')} order by z.number limit 500`,
    { site, ...scopeValue(scope) },
  );
  return { zones: zones.map(({ nameEn, ...zone }) => (nameEn ? { ...zone, nameEn } : zone)) };
}

/** GET sites/find */
export const sitesFindRoute: Handler<typeof siteRoutes.findSites> = ({ app, asker, query }) => {
  const text = query('q');
  if (text.length > longestSiteSearch)
    throw new Fault('malformed', `"q" must be a text of at most ${longestSiteSearch} characters.`);
  return findSites(app, text, query('sentries') === '1', asker.scope);
};

/** GET sites/zones */
export const siteZonesRoute: Handler<typeof siteRoutes.zonesOf> = ({ app, asker, query }) => {
  const site = Number(query('site'));
  if (!Number.isInteger(site) || site < 1) throw new Fault('malformed', '"site" must be a site’s number.');
  return zonesOf(app, site, asker.scope);
};
