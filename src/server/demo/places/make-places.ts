import { base64url, concat, fromBase64url, fromHex } from '../../../domain/bytes/bytes.ts';
import { siteCategories, type SiteCategory } from '../../../domain/access/categories.ts';
import { encodeSiteCodeBody, geohashBytes } from '../../../domain/site/site-code.ts';
import { keyring } from '../../keys/keyring.ts';
import { signed } from '../../keys/signer.ts';
import { run } from '../../vm/sql.ts';
import { NewRecord, security, type App } from '../../vm/vm.ts';
import { castOwner, demoPassword } from '../cast/cast.ts';
import { englishPlaceName } from './english-place-names.ts';
import type { MadeSite } from './made-site.ts';
import { geohash } from './geohash.ts';
import { newTokenKey, nobodysPassword } from '../cast/nobodys-password.ts';
import { personName } from '../people/person-names.ts';
import { demoMall, kinds, middles, prefixes, roads, subdistricts } from './place-names.ts';
import type { Chance } from '../random.ts';

/** Owners other than the one of the cast. */
const otherOwners = 19;

/** Answers the record ids of all owners, the one of the cast first. */
function makeOwners(app: App, chance: Chance): string[] {
  const first = new NewRecord(app.findCollectionByNameOrId('owners'), { ...castOwner, verified: true });
  first.setPassword(demoPassword);
  app.save(first);
  const others = Array.from({ length: otherOwners }, (_, index) => ({
    id: chance.id(),
    name: personName(chance),
    email: `owner-${index + 2}@demo.example`,
    tokenKey: newTokenKey(),
  }));
  run(
    app,
    `insert into owners (id, name, email, verified, tokenKey, password)
     select value->>'id', value->>'name', value->>'email', true, value->>'tokenKey', {:hash}
     from json_each({:others})`,
    { hash: nobodysPassword(app), others: JSON.stringify(others) },
  );
  return [first.id, ...others.map(({ id }) => id)];
}

function siteName(category: SiteCategory, index: number, taken: Set<string>, chance: Chance): string {
  if (category === 'mall' && index === 0) return demoMall;
  for (;;) {
    const name = chance.pick(prefixes) + chance.pick(kinds[category].suffixes);
    if (!taken.has(name)) return name;
  }
}

/** A code as it hangs on a door. */
function makeCode(app: App, place: { site: string; zone: string; geohash: string; state: string }): void {
  const code = security.randomStringWithAlphabet(12, '0123456789abcdef');
  const key = keyring().siteCode.id;
  const body = encodeSiteCodeBody({ key, id: fromHex(code), geohash: geohashBytes(place.geohash) });
  const signature = fromBase64url(signed('site-code', key, base64url(body)));
  const fragment = base64url(concat(body, signature));
  const { site, zone, state } = place;
  app.save(new NewRecord(app.findCollectionByNameOrId('site_codes'), { code, site, zone, state, fragment }));
}

/** Makes owners, sites, zones and their signed codes. */
export function makePlaces(app: App, chance: Chance): MadeSite[] {
  const owners = makeOwners(app, chance);
  const sites = app.findCollectionByNameOrId('sites');
  const zones = app.findCollectionByNameOrId('zones');
  const taken = new Set<string>();
  const made: MadeSite[] = [];
  let zoneNumber = 0;
  for (const category of siteCategories) {
    const kind = kinds[category];
    for (let index = 0; index < kind.count; index++) {
      const name = siteName(category, index, taken, chance);
      taken.add(name);
      const isDemoMall = name === demoMall;
      const area = isDemoMall ? 0 : chance.whole(0, subdistricts.length - 1);
      const [latitude, longitude] = middles[area]!;
      const hash = geohash(
        latitude + (chance.next() - 0.5) * 0.008,
        longitude + (chance.next() - 0.5) * 0.01,
        8,
      );
      const measuresTemperature = isDemoMall || kind.traffic >= 4;
      const number = made.length + 1;
      const site = new NewRecord(sites, {
        number,
        name,
        nameEn: englishPlaceName(name),
        address: `${subdistricts[area]}${chance.pick(roads)}${chance.whole(1, 899)}号`,
        category,
        subdistrict: subdistricts[area],
        subdistrictEn: englishPlaceName(subdistricts[area]!),
        // The owner of the cast has the mall and three more sites, enough to see a list.
        owner: isDemoMall || number % 37 === 0 ? owners[0] : owners[1 + (number % otherOwners)],
        status: 'active',
        geohash: hash,
        measuresTemperature,
      });
      app.save(site);
      const ownZones: MadeSite['zones'] = [];
      for (const zoneName of kind.zones) {
        const zone = new NewRecord(zones, {
          number: ++zoneNumber,
          site: site.id,
          name: zoneName,
          nameEn: englishPlaceName(zoneName),
        });
        app.save(zone);
        ownZones.push({ id: zone.id, number: zoneNumber });
      }
      const state = isDemoMall ? 'active' : ['active', 'posted', 'issued'][chance.weighted([88, 7, 5])]!;
      makeCode(app, { site: site.id, zone: '', geohash: hash, state });
      for (const zone of ownZones) makeCode(app, { site: site.id, zone: zone.id, geohash: hash, state });
      made.push({
        id: site.id,
        number,
        category,
        traffic: kind.traffic,
        measuresTemperature,
        zones: ownZones,
        isOpen: true,
      });
    }
  }
  return made;
}
