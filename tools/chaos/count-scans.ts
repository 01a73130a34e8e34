import type { TestDistrict } from '../../tests/server/support/district.ts';

/** A record in the server's tables, named in both ways: by its place in its chain, and by what it says. */
export interface StoredScan {
  /** 16 hexadecimal characters. */
  chain: string;
  seq: number;
  device: number;
  t: number;
  boot: string;
  mono: number;
}

/** A scan as a verdict on the glass names it. */
export type SeenScan = Pick<StoredScan, 'device' | 't'>;

/** What must be on the server, once. */
export interface Expected {
  /** Verdicts that were seen on a tablet's glass. */
  seen?: readonly SeenScan[];
  /** Whole chains of sentries in this process: each record of them and no other. */
  recorded?: ReadonlyMap<string, readonly Pick<StoredScan, 'seq' | 't'>[]>;
}

/** So many records are read at once. */
const atOnce = 20_000;

/** Every record of every day that the server has. */
export async function storedScans(district: TestDistrict): Promise<StoredScan[]> {
  const days = await district.sql<string[]>(
    `select json_group_array(name) as found from sqlite_master where type = 'table' and name glob 'scan_2*'`,
  );
  const stored: StoredScan[] = [];
  for (const table of days) {
    for (let from = 0; ; from += atOnce) {
      // boot and mono are values 6 and 7 of `packDetail` (domain/scan/sealed-record.ts).
      const rows = await district.sql<[string, number, number, number, string, number][]>(
        `select json_group_array(json_array(id, seq, device, t, boot, mono)) as found from
         (select coalesce(c.id, '') as id, s.seq, s.device, s.t, s.detail->>6 as boot, s.detail->>7 as mono
          from ${table} s left join chains c on c.chain = s.chain
          order by s.site, s.t, s.chain, s.seq limit ${atOnce} offset ${from})`,
      );
      for (const [chain, seq, device, t, boot, mono] of rows)
        stored.push({ chain, seq, device, t, boot, mono });
      if (rows.length < atOnce) break;
    }
  }
  return stored;
}

const contentOf = ({ device, t, boot, mono }: StoredScan): string => `${device}/${t}/${boot}/${mono}`;
const nameOf = ({ device, t }: SeenScan): string => `${device}/${t}`;
const placeOf = (chain: string, { seq, t }: Pick<StoredScan, 'seq' | 't'>): string => `${chain}/${seq}/${t}`;

/**
 * Compares what is on the server with what has to be.
 * @returns how many are nowhere, and how many rows are there that must not be: the same content twice, in whatever chain; a
 * second scan of a moment that was seen once; a record in a chain of ours that we did not make
 */
export function countScans(
  stored: readonly StoredScan[],
  { seen = [], recorded = new Map() }: Expected,
): { lost: number; doubled: number } {
  const seenNames = new Set(seen.map(nameOf));
  const places = new Set(
    [...recorded].flatMap(([chain, records]) => records.map((one) => placeOf(chain, one))),
  );
  const contents = new Set<string>();
  const foundNames = new Set<string>();
  const foundPlaces = new Set<string>();
  let doubled = 0;
  for (const scan of stored) {
    const [content, name, place] = [contentOf(scan), nameOf(scan), placeOf(scan.chain, scan)];
    const isAgain = contents.has(content) || (seenNames.has(name) && foundNames.has(name));
    const isNobodys = recorded.has(scan.chain) && !places.has(place);
    if (isAgain || isNobodys) doubled++;
    contents.add(content);
    foundNames.add(name);
    foundPlaces.add(place);
  }
  const missing = (wanted: ReadonlySet<string>, found: ReadonlySet<string>): number =>
    [...wanted].filter((one) => !found.has(one)).length;
  return { lost: missing(seenNames, foundNames) + missing(places, foundPlaces), doubled };
}

/** The verdicts seen whose scans the server does not have. */
export function missingScans<One extends SeenScan>(
  stored: readonly StoredScan[],
  seen: readonly One[],
): One[] {
  const found = new Set(stored.map(nameOf));
  return seen.filter((one) => !found.has(nameOf(one)));
}

/** By how much the server's daily counts differ from the records it has: each is counted with its storing, or not at all. */
export async function miscounted(district: TestDistrict, stored: readonly StoredScan[]): Promise<number> {
  const [counted] = await district.sql<[number]>(
    'select json_array(coalesce(sum(scans), 0)) as found from stat_day',
  );
  return Math.abs(counted - stored.length);
}
