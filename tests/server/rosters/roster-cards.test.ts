import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openCardTagger, openRoster } from '../../../src/credentials/signed/roster-opener.ts';
import { verifyRoster } from '../../../src/credentials/signed/roster-verifier.ts';
import type {
  RosterImportAnswer,
  RosterInviteAnswer,
  SentryRosterAnswer,
  ShiftAnswer,
} from '../../../src/domain/api/gate/roster-api.ts';
import { readCharter } from '../../../src/domain/bundle/charter.ts';
import type { HealthStatus } from '../../../src/domain/person/health-status.ts';
import { readShiftCode } from '../../../src/domain/roster/shift-code.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { TestDistrict } from '../support/district.ts';
import { idNumberOf, sites } from '../support/fixtures.ts';

const nonce = '0123456789abcdef';

describe('documents that a site’s roster knows', () => {
  let district: TestDistrict;
  let clerk: string;
  /** Gates of two sites, and what the owner of each is signed in with. */
  const gates = new Map<number, SimulatedSentry>();
  const owners = new Map<number, string>();

  before(async () => {
    district = await TestDistrict.open();
    clerk = await district.staff('desk-clerk');
    for (const [site, owner] of [
      [sites.mall, 'a'],
      [sites.school, 'b'],
    ] as const) {
      owners.set(site, await district.owner(owner));
      gates.set(site, await district.gate({ site }));
    }
    for (const site of gates.keys()) {
      const rows = [{ idNumber: idNumberOf('valid'), kind: 'staff' }];
      const answer = await district.post<RosterImportAnswer>(
        'desk/roster/import',
        { site, heldBy: '物业经理', rows },
        clerk,
      );
      assert.equal(answer.body.added, 1, JSON.stringify(answer.body));
    }
  });
  after(() => district.close());

  /** What the gate of a site finds of a number by its open roster, as it does without a network. */
  async function found(number: string, of: number = sites.mall): Promise<HealthStatus | null> {
    const { pairing } = gates.get(of)!;
    const { body } = await district.get<SentryRosterAnswer>('sentry/roster?have=0', pairing.token);
    const signed = body.roster!;
    const statement = (await verifyRoster(signed, readCharter(pairing.bundle.charter.body)))!;
    const shift = await district.post<ShiftAnswer>('roster/shift', { site: of, hours: 8 }, owners.get(of)!);
    const { key } = readShiftCode(shift.body.code)!;
    const entries = (await openRoster(statement, signed.sealed, key))!;
    if (signed.cardKey === undefined) return null;
    const tag = await (await openCardTagger(statement, signed.cardKey, key))!(number);
    return entries.find(({ cards }) => cards?.includes(tag))?.status ?? null;
  }

  const identify = (number: string, of: number = sites.mall) =>
    district.post('sentry/identify', { kind: 'id-card', number, nonce }, gates.get(of)!.pairing.token);

  it('are those of an imported list, with how their people are', async () => {
    const status = (await found(idNumberOf('valid')))!;
    assert.deepEqual([status.colour, status.lastResult], ['green', 'negative']);
    assert.ok(Math.abs(Date.now() - status.sampleTime!) < 72 * 3_600_000);
    assert.ok(await found(idNumberOf('valid'), sites.school));
    assert.equal(await found(idNumberOf('old')), null);
  });

  it('have other tags at each site, so that one site’s say nothing at another', async () => {
    const tags = await district.sql<string[]>(`select json_group_array(tag) as found from roster_cards`);
    assert.equal(tags.length, 2);
    assert.equal(new Set(tags).size, 2);
  });

  it('come to be known when they are laid on a reader of the site, and of no other site', async () => {
    const owner = owners.get(sites.mall)!;
    const { body } = await district.post<RosterInviteAnswer>(
      'roster/invite',
      { site: sites.mall, kind: 'staff' },
      owner,
    );
    const joined = await district.post(
      'me/rosters/join',
      { code: body.code, notice: 2 },
      await district.citizen('yellow'),
    );
    assert.equal(joined.status, 200, JSON.stringify(joined.body));
    assert.equal((await identify(idNumberOf('yellow'), sites.school)).status, 200);
    assert.equal(await found(idNumberOf('yellow')), null);
    assert.equal((await identify(idNumberOf('yellow'))).status, 200);
    assert.equal((await found(idNumberOf('yellow')))!.colour, 'yellow');
    assert.equal(await found(idNumberOf('yellow'), sites.school), null);
  });

  it('of somebody who agreed to the text of before are not asked for', async () => {
    await district.sql(`update roster_entries set consent_version = 1 where source = 'invitation'`);
    await district.sql(`delete from roster_cards where entry in
      (select number from roster_entries where source = 'invitation')`);
    await district.sql('update rosters set version = version + 1');
    await identify(idNumberOf('yellow'));
    assert.equal(await found(idNumberOf('yellow')), null);
  });

  it('say how somebody is as soon as that changes', async () => {
    const person = await district.personId('valid');
    const sampleTime = Date.now() - 60_000;
    await district.saveRecord('tests', { person, sampleTime, result: 'positive', lab: 'Test lab' });
    const status = (await found(idNumberOf('valid')))!;
    assert.deepEqual([status.colour, status.lastResult], ['red', 'positive']);
  });

  it('are forgotten with the entry', async () => {
    const [entry] = await district.sql<number[]>(
      `select json_group_array(e.number) as found from roster_entries e join sites s on s.id = e.site
       where s.number = ${sites.mall} and e.source = 'import'`,
    );
    const owner = owners.get(sites.mall)!;
    const removed = await district.post('roster/remove', { site: sites.mall, entry }, owner);
    assert.equal(removed.status, 200);
    assert.equal(await found(idNumberOf('valid')), null);
    assert.ok(await found(idNumberOf('valid'), sites.school));
  });

  it('leave neither their numbers nor the key in a file of the server’s', async () => {
    const [signed] = [...gates.values()].map(({ pairing }) => pairing);
    const { body } = await district.get<SentryRosterAnswer>('sentry/roster?have=0', signed!.token);
    assert.ok(body.roster);
    const tag = (await district.sql<string[]>(`select json_group_array(tag) as found from roster_cards`))[0]!;
    let tagSeen = false;
    const entries = await readdir(district.folder, { recursive: true, withFileTypes: true });
    for (const { parentPath, name } of entries.filter((one) => one.isFile())) {
      const content = await readFile(join(parentPath, name)).catch(() => Buffer.alloc(0));
      tagSeen ||= content.includes(tag);
      assert.equal(content.includes(idNumberOf('valid')), false, `${name} holds a number`);
    }
    assert.ok(tagSeen, 'what is looked for is found where it is');
  });
});
