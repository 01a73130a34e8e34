import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApprovalsAnswer, TraysAnswer } from '../../../src/domain/access/approval.ts';
import { deskTopic } from '../../../src/domain/api/api.ts';
import type { OverrideAnswer, PersonFindAnswer } from '../../../src/domain/api/official-api.ts';
import type { DraftAnswer } from '../../../src/domain/api/policy-api.ts';
import { TestDistrict } from '../support/district.ts';
import { Events } from '../support/events.ts';
import { idNumberOf, sites } from '../support/fixtures.ts';
import { foundingOfficials, handIn, unchanged } from '../support/officials.ts';

describe('everything that waits for a second official', () => {
  let district: TestDistrict;
  let health: string;
  let administrator: string;
  let device: number;
  before(async () => {
    district = await TestDistrict.open();
    health = await district.staff('health');
    administrator = await district.staff('administrator');
    // Both decide on colours too: an account holds several roles.
    for (const name of ['health', 'administrator'])
      await district.sql(
        `update staff set roles = json_array('${name}', 'health-lead') where email = '${name}@test.example'`,
      );
    device = (await district.sentry({ site: sites.mall })).place.device;
  });
  after(() => district.close());

  const trays = async (token: string) => (await district.get<TraysAnswer>('trays', token)).body;
  const waiting = async (token: string) =>
    (await trays(token)).waiting.map(({ kind, count }) => `${kind} ${count}`).sort();
  const list = async (token: string) =>
    (await district.get<ApprovalsAnswer>('approvals', token)).body.approvals;
  const decide = (kind: string, id: string, token: string, confirm = true) =>
    district.post('approval/decide', { kind, id, confirm }, token);

  async function askForColour(): Promise<string> {
    const asked = { idNumber: idNumberOf('valid'), purpose: '核对密接者身份' };
    const found = await district.post<PersonFindAnswer>('person/find', asked, health);
    const { handle } = found.body.people[0]!;
    const override = { handle, colour: 'red', reason: 'close-contact', days: 7 };
    return (await district.post<OverrideAnswer>('override', override, health)).body.override.id;
  }

  it('is told to the desks that are open, to staff alone', async () => {
    for (const token of [undefined, await district.citizen('valid'), await district.owner('a')]) {
      const stranger = await Events.open(district.server.url);
      assert.equal(await stranger.subscribe([deskTopic], token), 403);
      stranger.close();
    }
    const desk = await Events.open(district.server.url);
    assert.equal(await desk.subscribe([deskTopic], administrator), 204);
    const id = await askForColour();
    assert.deepEqual(await desk.next(deskTopic), {}, 'says nothing but that');
    assert.deepEqual(await waiting(administrator), ['override 1']);
    assert.deepEqual(await waiting(health), [], 'who asked does not decide');
    const [row] = await list(administrator);
    assert.deepEqual(
      [row!.id, row!.subject.kind, row!.state, row!.mine, row!.askedBy],
      [id, 'override', 'waiting', false, 'Staff health'],
    );
    assert.equal((await list(health))[0]!.mine, true);
    assert.equal((await decide('override', id, health)).code, 'not-allowed');
    assert.equal((await decide('override', id, administrator, false)).status, 200);
    assert.deepEqual(await desk.next(deskTopic), {});
    assert.equal((await decide('override', id, administrator)).code, 'overtaken');
    assert.equal((await list(administrator))[0]!.state, 'declined');
    desk.close();
  });

  it('is in one list, each kind for those who decide on it', async () => {
    await askForColour();
    const wipe = { devices: [device], kind: 'wipe', reason: 'Stolen tablet', hours: 5 };
    assert.equal((await district.post('fleet/command', wipe, administrator)).status, 200);
    const asked = await unchanged(district, health);
    const { body } = await district.post<DraftAnswer>('policy/draft', asked, health);
    assert.deepEqual(await waiting(administrator), ['override 1', 'policy 1']);
    assert.deepEqual(await waiting(await district.staff('urban-management')), ['command 1']);
    assert.deepEqual(await waiting(health), ['policy 1']);
    assert.deepEqual(
      (await list(administrator))
        .filter(({ state }) => state === 'waiting')
        .map(({ subject }) => subject.kind)
        .sort(),
      ['command', 'override', 'policy'],
    );
    const [first] = await foundingOfficials(district);
    await handIn(district, health, body.draft, first!);
    assert.deepEqual(await waiting(health), [], 'who has signed waits for another');
    const draft = (await list(health)).find(({ subject }) => subject.kind === 'policy')!;
    assert.deepEqual(
      [draft.mine, draft.subject],
      [true, { kind: 'policy', version: 2, signatures: 1, needed: 2 }],
    );
    assert.equal((await decide('policy', draft.id, administrator)).code, 'not-allowed', 'by a key alone');
  });

  it('is nothing to who decides on nothing', async () => {
    const answer = await trays(await district.staff('analyst'));
    assert.deepEqual([answer.decides, answer.waiting, answer.work], [false, [], []]);
    assert.equal((await district.get('approvals', await district.staff('analyst'))).code, 'not-allowed');
    assert.equal((await decide('command', '1', await district.staff('tracer'))).code, 'not-found');
    assert.equal((await district.get('trays', await district.owner('a'))).code, 'sign-in');
  });
});
