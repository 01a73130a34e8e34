import type { TestDistrict } from '../../tests/server/support/district.ts';

/**
 * Looks for every single record in the server's tables, by chain, place in the chain and time.
 * @param sent what each chain's device recorded
 * @returns how many are nowhere, and how many are there more than once or without having been sent
 */
export async function countRecords(
  district: TestDistrict,
  sent: ReadonlyMap<string, readonly { seq: number; t: number }[]>,
): Promise<{ lost: number; doubled: number }> {
  const found = new Map<string, number>();
  const days = await district.sql<string[]>(
    `select json_group_array(name) as found from sqlite_master where type = 'table' and name glob 'scan_2*'`,
  );
  for (const table of days) {
    const step = 20_000;
    for (let from = 0; ; from += step) {
      const rows = await district.sql<[string, number, number][]>(
        `select json_group_array(json_array(id, seq, t)) as found from
         (select c.id, s.seq, s.t from ${table} s join chains c on c.chain = s.chain
          order by s.chain, s.seq, s.site, s.t limit ${step} offset ${from})`,
      );
      for (const row of rows) found.set(row.join('/'), (found.get(row.join('/')) ?? 0) + 1);
      if (rows.length < step) break;
    }
  }
  let lost = 0;
  let doubled = 0;
  for (const [chain, records] of sent) {
    for (const { seq, t } of records) {
      const key = `${chain}/${seq}/${t}`;
      const times = found.get(key) ?? 0;
      if (times === 0) lost++;
      else doubled += times - 1;
      found.delete(key);
    }
  }
  // What nobody sent: a record stored under another place or time than it has.
  for (const times of found.values()) doubled += times;
  return { lost, doubled };
}
