import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createHolderKey, holderPoint } from '../../../src/credentials/pass/holder.ts';
import type { MeAnswer, PassAnswer, VisitAnswer } from '../../../src/domain/api/api.ts';
import { base64url, fromBase64url } from '../../../src/domain/bytes/bytes.ts';
import { decodeIssuedPass, passIdText } from '../../../src/domain/pass/health-pass.ts';
import { localDay } from '../../../src/domain/time/local-day.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { TestDistrict } from '../support/district.ts';
import { sites, type PersonName } from '../support/fixtures.ts';
import { scan, uploadAll } from '../support/scans.ts';

describe('a visit and a scan of one person', () => {
  let district: TestDistrict;
  let gate: SimulatedSentry;
  let code: string;
  before(async () => {
    district = await TestDistrict.open();
    gate = await district.gate({ site: sites.mall });
    code = await district.sql<string>(
      `select json_quote(c.fragment) as found from site_codes c join sites s on s.id = c.site where s.number = ${sites.mall} limit 1`,
    );
  });
  after(() => district.close());

  async function passOf(person: PersonName): Promise<string> {
    const holderKey = base64url(await holderPoint(await createHolderKey()));
    const { body } = await district.post<PassAnswer>('pass', { holderKey }, await district.citizen(person));
    return passIdText(decodeIssuedPass(fromBase64url(body.pass)).fields);
  }
  async function visit(person: PersonName, id: string): Promise<void> {
    const { status, body } = await district.post<VisitAnswer>(
      'visit',
      { code, id },
      await district.citizen(person),
    );
    assert.equal(status, 200, JSON.stringify(body));
  }
  /** Scans and visits that the mall has today, as boards count them. */
  const counted = () =>
    district.sql<[number, number]>(
      `select json_array(coalesce(sum(scans), 0), coalesce(sum(visits), 0)) as found from stat_day
       where site = ${sites.mall} and day >= ${localDay(Date.now() - 3_600_000)}`,
    );
  const marks = () =>
    district.sql<string[]>(
      `select json_group_array(trim(merged)) as found from visit_${localDay(Date.now())}`,
    );
  const change = async (act: () => Promise<unknown>) => {
    const [scans, visits] = await counted();
    await act();
    const [scansNow, visitsNow] = await counted();
    return [scansNow - scans, visitsNow - visits];
  };

  it('count once, whichever comes first, and the visit names the scan', async () => {
    const [first, second] = [await passOf('valid'), await passOf('positive')];
    assert.deepEqual(await change(() => visit('valid', '00000000000000a1')), [0, 1]);
    const seq = gate.queue.next;
    assert.deepEqual(await change(() => uploadAll(gate, [scan({ site: sites.mall, pass: first })])), [1, -1]);
    const { device } = gate.pairing.sentry;
    assert.ok((await marks()).includes(`scan:${device}-${seq}`), String(await marks()));
    assert.deepEqual(await change(() => uploadAll(gate, [scan({ site: sites.mall, pass: second })])), [1, 0]);
    assert.deepEqual(await change(() => visit('positive', '00000000000000a2')), [0, 0]);
    assert.ok((await marks()).includes(`scan:${device}-${seq + 1}`), String(await marks()));
  });

  it('are one stay on the person’s own page, which ends with their way out', async () => {
    const own = async (person: PersonName) =>
      (await district.get<MeAnswer>('me', await district.citizen(person))).body.visits;
    const [one, ...others] = await own('valid');
    assert.deepEqual(others, []);
    assert.deepEqual([one!.site, one!.by, one!.left], ['Mall', 'both', undefined]);
    const pass = await passOf('valid');
    const t = Date.now();
    const out = { site: sites.mall, pass, t, mono: 90_000, direction: 'out' as const };
    // Who was not let through went nowhere.
    await uploadAll(gate, [scan({ ...out, outcome: 'refuse', reasons: ['status.red'] })]);
    assert.equal((await own('valid'))[0]!.left, undefined);
    await uploadAll(gate, [scan({ ...out, t: t + 1 })]);
    const [left, ...more] = await own('valid');
    assert.deepEqual(more, []);
    assert.deepEqual([left!.at, left!.left], [one!.at, t + 1]);
    // Of somebody of whom the way out alone is known, that.
    const yellow = await passOf('yellow');
    await uploadAll(gate, [scan({ ...out, t: t + 2, pass: yellow })]);
    const [only] = await own('yellow');
    assert.deepEqual([only!.at, only!.left, only!.onlyLeft, only!.by], [t + 2, t + 2, true, 'sentry']);
  });

  it('count each where they are of another person, another site or another hour', async () => {
    const pass = await passOf('valid');
    const school = await district.gate({ site: sites.school });
    assert.deepEqual(
      await change(() => uploadAll(gate, [scan({ site: sites.mall, pass: 'ffffffffffffffff' })])),
      [1, 0],
    );
    await uploadAll(school, [scan({ site: sites.school, pass })]);
    assert.deepEqual(
      await change(() => uploadAll(gate, [scan({ site: sites.mall, pass })])),
      [1, 0],
      'joined already',
    );
  });
});
