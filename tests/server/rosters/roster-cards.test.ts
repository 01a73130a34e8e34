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
import type { DeskFindAnswer } from '../../../src/domain/api/persons/desk-api.ts';
import { readCharter } from '../../../src/domain/bundle/charter.ts';
import type { HealthStatus } from '../../../src/domain/person/health-status.ts';
import { readShiftCode } from '../../../src/domain/roster/shift-code.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { TestDistrict } from '../support/district.ts';
import { fixtureName, idNumberOf, sites, type PersonName } from '../support/fixtures.ts';

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

  /** Joins the mall's roster by phone, as it was invited. */
  const joins = async (name: PersonName, more: object = {}) => {
    const { body } = await district.post<RosterInviteAnswer>(
      'roster/invite',
      { site: sites.mall, kind: 'staff' },
      owners.get(sites.mall)!,
    );
    const sent = { code: body.code, notice: 3, ...more };
    return { sent, answer: await district.post('me/rosters/join', sent, await district.citizen(name)) };
  };
  const entriesOf = async (name: PersonName): Promise<number> =>
    district.sql<number>(
      `select count(*) as found from roster_entries where removed = 0 and person = '${await district.personId(name)}'`,
    );

  it('are known at once of who gives their number as they join by phone, and of another’s number nothing is done', async () => {
    const wrong = await joins('old', { idNumber: idNumberOf('untested') });
    assert.equal(wrong.answer.code, 'not-allowed');
    assert.equal(await entriesOf('old'), 0, 'nobody is on it');
    assert.equal(await found(idNumberOf('untested')), null);
    const malformed = { ...wrong.sent, idNumber: '000000199001010000' };
    const old = await district.citizen('old');
    assert.equal((await district.post('me/rosters/join', malformed, old)).code, 'malformed');
    // The invitation was not used up by either.
    const own = { ...wrong.sent, idNumber: idNumberOf('old') };
    assert.equal((await district.post('me/rosters/join', own, old)).status, 200);
    assert.equal((await found(idNumberOf('old')))!.lastResult, 'negative');
    assert.equal(await found(idNumberOf('old'), sites.school), null);
  });

  it('are known at once of who is enrolled at a desk where their document was shown', async () => {
    const find = async (name: PersonName) => {
      const shown = { idNumber: idNumberOf(name) };
      const { body } = await district.post<DeskFindAnswer>('desk/find', shown, clerk);
      return { handle: body.person!.handle, site: sites.mall, kind: 'resident', notice: 3 };
    };
    const another = { ...(await find('untested')), idNumber: idNumberOf('waiting') };
    assert.equal((await district.post('desk/roster/add', another, clerk)).code, 'not-allowed');
    assert.equal(await entriesOf('untested'), 0);
    const own = { ...another, idNumber: idNumberOf('untested') };
    assert.equal((await district.post('desk/roster/add', own, clerk)).status, 200);
    assert.equal((await found(idNumberOf('untested')))!.lastResult, 'none');
    assert.equal(await found(idNumberOf('waiting')), null);
    // Without a number they are on it all the same, and their card is learnt later.
    assert.equal((await district.post('desk/roster/add', await find('waiting'), clerk)).status, 200);
    assert.equal(await found(idNumberOf('waiting')), null);
  });

  it('are known of who is on a roster already, once a list or they themselves say the number', async () => {
    const rows = [{ idNumber: idNumberOf('waiting'), kind: 'staff' }];
    const list = { site: sites.mall, heldBy: '物业经理', rows };
    const imported = await district.post<RosterImportAnswer>('desk/roster/import', list, clerk);
    assert.deepEqual([imported.body.added, imported.body.already], [0, 1]);
    assert.equal((await found(idNumberOf('waiting')))!.lastResult, 'pending');
    assert.equal((await joins('retested')).answer.status, 200);
    assert.equal(await found(idNumberOf('retested')), null);
    const prove = { name: fixtureName, idNumber: idNumberOf('retested'), notice: 1 };
    const proved = await district.post('me/identity', prove, await district.citizen('retested'));
    assert.equal(proved.status, 200, JSON.stringify(proved.body));
    assert.ok(await found(idNumberOf('retested')));
  });

  it('of who agreed to the text of before stay unknown, whatever says their number', async () => {
    const person = await district.personId('retested');
    const of = `entry in (select number from roster_entries where person = '${person}')`;
    await district.sql(`delete from roster_cards where ${of}`);
    await district.sql(`update roster_entries set consent_version = 2 where person = '${person}'`);
    await district.sql('update rosters set version = version + 1');
    const prove = { name: fixtureName, idNumber: idNumberOf('retested'), notice: 1 };
    await district.post('me/identity', prove, await district.citizen('retested'));
    assert.equal(await found(idNumberOf('retested')), null);
    await district.sql(`update roster_entries set consent_version = 3 where person = '${person}'`);
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
      { code: body.code, notice: 3 },
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

  it('keep nobody from joining while the signer is away: they are learnt later', async () => {
    await district.server.signer!.stop();
    const joined = await joins('positive', { idNumber: idNumberOf('positive') });
    assert.equal(joined.answer.status, 200, JSON.stringify(joined.answer.body));
    const person = await district.personId('positive');
    const tags = `select count(*) as found from roster_cards c join roster_entries e on e.number = c.entry
      where e.person = '${person}'`;
    assert.deepEqual([await entriesOf('positive'), await district.sql<number>(tags)], [1, 0]);
  });
});
