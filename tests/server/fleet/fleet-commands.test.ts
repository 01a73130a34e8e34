import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { verifyCommand } from '../../../src/credentials/signed/command-verifier.ts';
import { readCharter, type Charter } from '../../../src/domain/bundle/charter.ts';
import type { CommandAnswer, FleetSentryAnswer } from '../../../src/domain/api/gate/fleet-api.ts';
import { readFleet, type FleetWire } from '../../../src/domain/fleet/fleet-wire.ts';
import type { CommandSaid, SignedCommand } from '../../../src/domain/fleet/sentry-command.ts';
import { beat } from '../support/beats.ts';
import { TestDistrict } from '../support/district.ts';
import { Events } from '../support/events.ts';
import { commandTopic } from '../../../src/domain/api/api.ts';
import { sites } from '../support/fixtures.ts';

const hour = 3_600_000;

describe('commands to sentries', () => {
  let district: TestDistrict;
  let administrator: string;
  let charter: Charter;
  let one: { token: string; device: number };
  let two: { token: string; device: number };
  before(async () => {
    district = await TestDistrict.open();
    administrator = await district.staff('administrator');
    const file = await readFile(join(district.folder, 'secrets', 'charter.json'), 'utf8');
    charter = readCharter((JSON.parse(file) as { signed: { body: string } }).signed.body);
    [one, two] = (await Promise.all([gate('One'), gate('Two')])) as [typeof one, typeof two];
  });
  after(() => district.close());

  async function gate(name: string): Promise<{ token: string; device: number }> {
    const { token, place } = await district.sentry({ site: sites.mall, name });
    await beat(district, token);
    return { token, device: place.device };
  }
  /** Gives a command; one that waits for a second official is confirmed by one. */
  const give = async (devices: number[], kind: string, more: object = {}) => {
    const answer = await district.post<Omit<CommandAnswer, 'id'> & { id: number; message: string }>(
      'fleet/command',
      { devices, kind, reason: 'A test of it', hours: 24, ...more },
      administrator,
    );
    if (!answer.body.approval) return answer;
    const decision = { kind: 'command', id: String(answer.body.approval), confirm: true };
    const second = await district.post('approval/decide', decision, await district.staff('urban-management'));
    assert.equal(second.status, 200);
    const id = await district.sql<number>('select json_quote(max(id)) as found from commands');
    return { ...answer, body: { ...answer.body, id } };
  };
  const hears = async (at: { token: string }, commands: CommandSaid[] = []): Promise<SignedCommand[]> =>
    (await beat(district, at.token, { commands })).body.commands ?? [];
  const stands = async (device: number) => {
    const { body } = await district.get<FleetSentryAnswer>(`fleet/sentry?device=${device}`, administrator);
    return body.commands.map(({ id, kind, state, said }) => ({ id, kind, state, said }));
  };
  const pending = async (device: number) =>
    readFleet((await district.get<FleetWire>('fleet', administrator)).body).sentries.find(
      (row) => row.device === device,
    )!.pending;
  const audited = () =>
    district.sql<string[]>(
      `select json_group_array(action || ' ' || subject) as found
       from (select action, subject from audit where action like 'sentry.command%' order by seq)`,
    );

  it('one is carried by the heartbeat, signed, until the sentry says that it is done', async () => {
    assert.deepEqual(await hears(one), []);
    const { body, status } = await give([one.device], 'lock');
    assert.equal(status, 200);
    assert.equal(body.devices, 1);
    const [command, ...others] = await hears(one);
    assert.deepEqual(others, []);
    const read = await verifyCommand(command!, charter);
    assert.deepEqual([read!.id, read!.kind, read!.devices], [body.id, 'lock', [one.device]]);
    assert.ok(Math.abs(read!.expires - read!.at - 24 * hour) < 1000);
    assert.equal((await hears(one)).length, 1, 'until it is answered');
    assert.deepEqual(await pending(one.device), ['lock']);
    assert.deepEqual(await hears(two), [], 'it is nobody else’s');
    assert.deepEqual(await hears(one, [{ id: body.id, result: 'done' }]), []);
    assert.deepEqual(await stands(one.device), [{ id: body.id, kind: 'lock', state: 'done', said: 'done' }]);
    assert.deepEqual(await pending(one.device), []);
    assert.deepEqual(await audited(), [
      `sentry.command command:${body.id} lock devices:${one.device}`,
      `sentry.command-said command:${body.id} done`,
    ]);
  });

  it('a changed command is none, nor one by another key', async () => {
    const { body } = await give([one.device], 'restart');
    const [command] = await hears(one);
    const changed = { ...command!, body: command!.body.replace('restart', 'wipe') };
    assert.equal(await verifyCommand(changed, charter), null);
    assert.equal(await verifyCommand({ ...command!, key: 77 }, charter), null);
    assert.equal(await verifyCommand(command!, { ...charter, wordKeys: [] }), null);
    assert.equal(await verifyCommand({} as SignedCommand, charter), null);
    await hears(one, [{ id: body.id, result: 'done' }]);
  });

  it('one for several is signed once and stands at each by itself', async () => {
    const { body } = await give([one.device, two.device, two.device], 'restart');
    assert.equal(body.devices, 2);
    assert.equal((await hears(one))[0]!.signature, (await hears(two))[0]!.signature);
    await hears(one, [{ id: body.id, result: 'done' }]);
    assert.equal((await stands(one.device))[0]!.state, 'done');
    assert.equal((await stands(two.device))[0]!.state, 'pending');
    await hears(two, [{ id: body.id, result: 'done' }]);
  });

  it('needs a reason, a kind, a time and sentries that are paired', async () => {
    const before = await audited();
    for (const change of [
      { reason: '' },
      { reason: '  x ' },
      { reason: 5 },
      { kind: 'explode' },
      { hours: 0 },
      { hours: 721 },
      { devices: [] },
      { devices: 'all' },
    ]) {
      assert.equal((await give([one.device], 'lock', change)).code, 'malformed', JSON.stringify(change));
    }
    const { code, body } = await give([one.device, 9999], 'lock');
    assert.equal(code, 'not-found');
    assert.match(body.message, /nothing was done/);
    assert.deepEqual(await hears(one), []);
    assert.deepEqual(await audited(), before);
  });

  it('one that nobody began in time is over', async () => {
    const { body } = await give([two.device], 'restart', { hours: 1 });
    await district.sql(`update commands set expires = ${Date.now() - 1} where id = ${body.id}`);
    assert.deepEqual(await hears(two), []);
    await district.minutely(Date.now());
    assert.equal((await stands(two.device))[0]!.state, 'expired');
    await hears(two, [{ id: body.id, result: 'done' }]);
    assert.equal((await stands(two.device))[0]!.state, 'done', 'it was done in time and said so late');
  });

  it('a wipe that has begun is not over before it is done', async () => {
    const wiped = await gate('Wiped');
    const { body } = await give([wiped.device], 'wipe');
    await hears(wiped, [{ id: body.id, result: 'waiting' }]);
    await district.sql(`update commands set expires = ${Date.now() - 1} where id = ${body.id}`);
    await district.minutely(Date.now());
    assert.deepEqual(await stands(wiped.device), [
      { id: body.id, kind: 'wipe', state: 'pending', said: 'waiting' },
    ]);
    assert.equal((await hears(wiped)).length, 1);
    await hears(wiped, [{ id: body.id, result: 'done' }]);
    assert.equal((await stands(wiped.device))[0]!.state, 'done');
  });

  it('the later of two that contradict one another counts', async () => {
    const lock = (await give([two.device], 'lock')).body.id;
    const unlock = (await give([two.device], 'unlock')).body.id;
    assert.ok(unlock > lock);
    const heard = await hears(two);
    assert.equal((await verifyCommand(heard[0]!, charter))!.id, unlock);
    assert.equal(heard.length, 1);
    await hears(two, [{ id: unlock, result: 'done' }]);
  });

  it('can be withdrawn, and only while it is to be done', async () => {
    const { body } = await give([one.device, two.device], 'lock');
    await hears(one, [{ id: body.id, result: 'done' }]);
    const withdraw = () => district.post('fleet/command/withdraw', { id: body.id }, administrator);
    assert.equal((await withdraw()).status, 200);
    assert.deepEqual(await hears(two), []);
    assert.equal((await stands(one.device))[0]!.state, 'done');
    assert.equal((await stands(two.device))[0]!.state, 'withdrawn');
    assert.equal((await withdraw()).code, 'not-found');
  });

  it('what a sentry says of another’s command changes nothing', async () => {
    const { body } = await give([one.device], 'restart');
    await hears(two, [
      { id: body.id, result: 'done' },
      { id: 12345, result: 'done' },
    ]);
    assert.equal((await stands(one.device))[0]!.state, 'pending');
    await hears(one, [{ id: body.id, result: 'done' }]);
  });

  it('the fleet page shows which command locks a gate', async () => {
    await beat(district, one.token, { locked: 42 });
    const body = readFleet((await district.get<FleetWire>('fleet', administrator)).body);
    assert.equal(body.sentries.find(({ device }) => device === one.device)!.locked, 42);
    const { body: detail } = await district.get<FleetSentryAnswer>(
      `fleet/sentry?device=${one.device}`,
      administrator,
    );
    assert.deepEqual(
      { field: detail.changes[0]!.field, before: detail.changes[0]!.before, after: detail.changes[0]!.after },
      { field: 'lock', before: '0', after: '42' },
    );
  });

  it('is forgotten after the retention time, but not while it locks a gate', async () => {
    const { body } = await give([one.device], 'lock');
    await hears(one, [{ id: body.id, result: 'done' }]);
    await beat(district, one.token, { locked: body.id });
    await district.hourly(Date.now() + 30 * 24 * hour);
    assert.deepEqual(await stands(one.device), [{ id: body.id, kind: 'lock', state: 'done', said: 'done' }]);
    assert.deepEqual(await stands(two.device), []);
  });

  it('tells the sentry that is meant at once, and no other; it asks by a heartbeat', async () => {
    const open = async (token: string): Promise<Events> => {
      const events = await Events.open(district.server.url);
      assert.equal(await events.subscribe([commandTopic], token), 204);
      return events;
    };
    const [three, four] = [await gate('Three'), await gate('Four')];
    const [meant, other] = await Promise.all([open(three.token), open(four.token)]);
    const { body } = await give([three.device], 'lock');
    assert.deepEqual(await meant.next(commandTopic), {});
    assert.equal((await hears(three)).length, 1, 'it is there when it is told of');
    // With a second official the command is another request's: it is told all the same.
    const wipe = await give([three.device], 'wipe');
    assert.deepEqual(await meant.next(commandTopic), {});
    await hears(three, [
      { id: body.id, result: 'done' },
      { id: wipe.body.id, result: 'done' },
    ]);
    assert.deepEqual(other.of(commandTopic), []);
    const desk = await Events.open(district.server.url);
    assert.equal(await desk.subscribe([commandTopic], administrator), 403, 'sentries alone');
    for (const events of [meant, other, desk]) events.close();
  });
});
