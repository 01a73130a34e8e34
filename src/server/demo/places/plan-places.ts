import { siteCategories, type SiteCategory } from '../../../domain/access/categories.ts';
import type { Batch, Batches } from '../load/batch.ts';
import { ownerId, recordId } from '../load/record-ids.ts';
import { personName } from '../people/person-names.ts';
import type { Chance } from '../random.ts';
import { positionIn } from './areas.ts';
import { countsOf, districtKinds, parted } from './district-kinds.ts';
import { districtRoads, SiteNames, zoneName, type PlaceName } from './district-names.ts';
import { englishPlaceName } from './english-place-names.ts';
import { geohash } from './geohash.ts';
import type { MadeSite } from './made-site.ts';
import { demoMall, subdistricts } from './place-names.ts';

/** The branches of one chain are its owner's. */
const chain: PlaceName = { zh: '晨曦便利店', en: 'Chenxi Convenience Store' };
const chainBranches = 763;
/** Sub-districts have unlike many businesses. */
const areaWeights = [17, 15, 12, 11, 10, 14, 12, 9];

/** Signs a code: answers what stands after the # of its address. */
export type SignCode = (code: string, geohash: string) => string;

/** What is done better beside PocketBase's VM, which has no hand for it: signatures, and the keys that names are sorted by. */
export interface Hands {
  sign: SignCode;
  nameKey: (name: string) => string;
}

/**
 * Owners, sites, zones and signed codes of a district of real size, or of a part of one.
 * @param hands a signature takes PocketBase's VM 20 ms, and there are 69,445
 */
export function planPlaces(
  batches: Batches,
  share: number,
  { sign, nameKey }: Hands,
  chance: Chance,
): MadeSite[] {
  const counts = countsOf(share);
  const names = new SiteNames(chance);
  const owners = new Owners(batches, chance);
  const branches = Math.max(5, Math.round(chainBranches * share));
  // The owner of the cast has the demo mall and a few more sites, enough to see a list.
  const everySoOften = Math.ceil(15_000 * share + 30);
  const made: MadeSite[] = [];
  let zoneNumber = 0;
  for (const category of siteCategories) {
    const { sites: count, zones: zoneCount } = counts[category];
    const { measures, sentries } = districtKinds[category];
    const parts = parted(zoneCount, count);
    for (let nth = 0; nth < count; nth++) {
      const number = made.length + 1;
      const isDemoMall = category === 'mall' && nth === 0;
      const ofChain = category === 'shop' && nth < branches;
      const name = isDemoMall
        ? { zh: demoMall, en: englishPlaceName(demoMall) }
        : names.next(category, nth, ofChain ? chain : null);
      const isPlain = isDemoMall || ofChain || number % everySoOften === 0;
      const owner = ofChain ? ownerId(2) : isPlain ? ownerId(1) : owners.next();
      const status = isPlain ? 'active' : statuses[chance.weighted([975, 15, 10])]!;
      const site = { id: recordId('s', number), number, category, zones: [] as MadeSite['zones'] };
      const row = siteRow(
        site,
        name,
        isDemoMall ? 0 : chance.weighted(areaWeights),
        { owner, status, measures },
        chance,
      );
      batches.add('sites', [...row, nameKey(name.zh)]);
      const hash = row[10] as string;
      // Of a hundred codes 90 were scanned, 6 seen on a door, 4 only issued.
      const state =
        status !== 'active' ? status : isPlain ? status : codeStates[chance.weighted([90, 6, 4])]!;
      const addCode = (zone: string): void => {
        const code = chance.hex(12);
        const id = recordId('k', number * 512 + site.zones.length);
        batches.add('site_codes', [id, code, site.id, zone, state, sign(code, hash)]);
      };
      addCode('');
      for (let part = 0; part < parts[nth]!; part++) {
        const zone = { id: recordId('z', ++zoneNumber), number: zoneNumber };
        const { zh, en } = zoneName(category, part, chance);
        batches.add('zones', [zone.id, zone.number, site.id, zh, en]);
        site.zones.push(zone);
        addCode(zone.id);
      }
      made.push({ ...site, traffic: sentries, measuresTemperature: measures, isOpen: status === 'active' });
    }
  }
  return made;
}

const statuses = ['active', 'suspended', 'retired'] as const;
const codeStates = ['active', 'posted', 'issued'] as const;

function siteRow(
  { id, number, category }: { id: string; number: number; category: SiteCategory },
  name: PlaceName,
  area: number,
  { owner, status, measures }: { owner: string; status: string; measures: boolean },
  chance: Chance,
): Batch['rows'][number] {
  const subdistrict = subdistricts[area]!;
  const hash = geohash(...positionIn(area, chance), 8);
  const room = category === 'office' ? `${chance.whole(2, 28)}层${chance.whole(1, 12)}室` : '';
  const address = `${subdistrict}${chance.pick(districtRoads)[0]}${chance.whole(1, 899)}号${room}`;
  const isEnglish = chance.next() < 0.97;
  return [
    id,
    number,
    name.zh,
    // A few have no English name, as in a register.
    isEnglish ? name.en : '',
    address,
    category,
    subdistrict,
    englishPlaceName(subdistrict),
    owner,
    status,
    hash,
    measures ? 1 : 0,
  ];
}

/** Owners of one site up to hundreds, each planned when the first of their sites is. */
class Owners {
  #made = 2;
  #left = 0;
  readonly #batches: Batches;
  readonly #chance: Chance;

  constructor(batches: Batches, chance: Chance) {
    this.#batches = batches;
    this.#chance = chance;
  }

  /** The owner of the next site. */
  next(): string {
    if (this.#left === 0) {
      const chance = this.#chance;
      const size = chance.weighted([700, 190, 85, 23, 2]);
      this.#left = [1, chance.whole(2, 3), chance.whole(4, 10), chance.whole(11, 60), chance.whole(100, 300)][
        size
      ]!;
      this.#made++;
      const email = `owner-${this.#made}@demo.example`;
      this.#batches.add('owners', [ownerId(this.#made), personName(chance, true), email]);
    }
    this.#left--;
    return ownerId(this.#made);
  }
}
