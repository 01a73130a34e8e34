import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { IdentifyAnswer } from '../../../src/domain/api/gate/sentry-api.ts';
import { identifiedText, readIdentified } from '../../../src/domain/document/identified.ts';
import { residentIdCheck } from '../../../src/domain/person/resident-id.ts';
import { localDay } from '../../../src/domain/time/local-day.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { TestDistrict } from '../support/district.ts';
import { idNumberOf, sites } from '../support/fixtures.ts';
import { healthyFacts, scan, uploadAll } from '../support/scans.ts';
import { sealedPerson } from '../support/sealed-persons.ts';

const nonce = '0123456789abcdef';

/** Nobody's: of an area that does not exist. */
function newNumber(serial: number): string {
  const digits = `00000019390405${String(serial).padStart(3, '0')}`;
  return digits + residentIdCheck(digits);
}

describe('a document on a sentry’s reader', () => {
  let district: TestDistrict;
  let gate: SimulatedSentry;
  before(async () => {
    district = await TestDistrict.open();
    gate = await district.gate({ site: sites.mall });
  });
  after(() => district.close());

  const ask = (change: object = {}, token = gate.pairing.token) =>
    district.post<IdentifyAnswer>(
      'sentry/identify',
      { kind: 'id-card', number: idNumberOf('valid'), nonce, ...change },
      token,
    );

  /** What the statement says, once its hash is seen to be the server's. */
  async function stated(change: object = {}) {
    const { status, body } = await ask(change);
    assert.equal(status, 200, JSON.stringify(body));
    const mac = createHmac('sha256', gate.pairing.uploadKey)
      .update(identifiedText(body.statement))
      .digest('hex');
    assert.equal(body.mac, mac);
    return readIdentified(body.statement)!;
  }

  async function personOfScan(seq: number): Promise<string | null> {
    const day = localDay(Date.now());
    const [pass] = await district.sql<number[]>(
      `select json_array(pass) as found from scan_${day} where device = ${gate.pairing.sentry.device} and seq = ${seq}`,
    );
    const [person] = await district.sql<(number | null)[]>(
      `select json_array((select person from pass_${day} where pass = ${pass})) as found`,
    );
    return person === null || person === undefined ? null : String(person);
  }

  async function numberOf(person: string): Promise<string> {
    return String(await district.personNumber(person, localDay(Date.now())));
  }

  /** A passage on which nobody could say whose the document is. */
  async function passageOf(document: string): Promise<number> {
    const seq = gate.queue.next;
    const facts = {
      ...healthyFacts,
      proof: 'unconfirmed',
      kind: 'id-card',
      colour: null,
      result: null,
    } as const;
    const record = scan({
      site: sites.mall,
      outcome: 'attend',
      reasons: ['proof.unconfirmed'],
      facts,
      document,
    });
    assert.deepEqual(await uploadAll(gate, [record]), ['stored']);
    return seq;
  }

  it('is answered with what a pass would say, of this moment', async () => {
    const { person, at, kind } = await stated();
    assert.equal(kind, 'id-card');
    assert.ok(Math.abs(at - Date.now()) < 60_000);
    assert.equal(person!.maskedName, '张*三');
    assert.deepEqual([person!.status.colour, person!.status.lastResult], ['green', 'negative']);
    const { person: ill } = await stated({ number: idNumberOf('positive') });
    assert.deepEqual([ill!.status.colour, ill!.status.lastResult], ['red', 'positive']);
  });

  it('leads to the person, and stands in their log and on record', async () => {
    const { person } = await stated();
    const seq = gate.queue.next;
    await uploadAll(gate, [scan({ site: sites.mall, pass: person!.passId })]);
    const id = await district.personId('valid');
    assert.equal(await personOfScan(seq), await numberOf(id));
    const reads = await district.sql<string[]>(
      `select json_group_array(kind || ' ' || role || ' ' || purpose) as found from access_log where person = '${id}'`,
    );
    assert.ok(reads.includes('gate sentry gate'), String(reads));
    const entries = await district.sql<string[]>(
      `select json_group_array(actor || ' ' || subject) as found from audit where action = 'gate.identify'`,
    );
    assert.match(entries[0]!, new RegExp(`^sentry:${gate.pairing.sentry.device} pass:\\d{8}:\\d+$`));
  });

  it('of somebody who is not known is answered so, with nobody’s name', async () => {
    const answered = await stated({ number: newNumber(1) });
    assert.deepEqual(answered, { nonce, kind: 'id-card', at: answered.at, person: null });
  });

  it('says whether the pass beside it is the same person’s', async () => {
    const beside = (await stated()).person!.passId!;
    assert.equal((await stated({ beside })).person!.beside, true);
    assert.equal((await stated({ beside, number: idNumberOf('positive') })).person!.beside, false);
    assert.equal((await stated({ beside: 'ffffffffffffffff' })).person!.beside, null);
  });

  it('without a network leads to the person once the record comes', async () => {
    const seq = await passageOf(idNumberOf('positive'));
    assert.equal(await personOfScan(seq), await numberOf(await district.personId('positive')));
  });

  it('of somebody unknown leads to them once they are registered', async () => {
    const seq = await passageOf(newNumber(2));
    assert.equal(await personOfScan(seq), null);
    const sealed = await sealedPerson(district.folder, { name: '欧阳修远', idNumber: newNumber(2) });
    const clerk = await district.staff('desk-clerk');
    const { status } = await district.post(
      'desk/register',
      { ...sealed, idNumber: newNumber(2), proof: 'id-card' },
      clerk,
    );
    assert.equal(status, 200);
    const [id] = await district.sql<string[]>(
      `select json_array(id) as found from persons where maskedName = '欧*远'`,
    );
    assert.equal(await personOfScan(seq), await numberOf(id!));
  });

  for (const [name, change] of [
    ['without a check digit that holds', { number: '000000199001010019' }],
    ['that is no number', { number: 'drop table' }],
    ['of an unknown kind', { kind: 'loyalty-card' }],
    ['without a nonce', { nonce: 'x' }],
  ] as const)
    it(`is refused ${name}, and the fault does not repeat it`, async () => {
      const { status, body } = await ask(change);
      assert.equal(status, 400);
      const said = JSON.stringify(body);
      assert.ok(!('number' in change) || !said.includes(change.number), said);
    });

  it('is asked about by sentries alone', async () => {
    assert.equal((await ask({}, await district.citizen('valid'))).status, 401);
  });

  it('is nobody’s too often where somebody tries numbers', async () => {
    const day = localDay(Date.now());
    const { device } = gate.pairing.sentry;
    await district.sql(`update gate_lookups set unknown = 300 where day = ${day} and device = ${device}`);
    const { status, code } = await ask();
    assert.deepEqual([status, code], [429, 'too-many']);
    await district.sql(`update gate_lookups set unknown = 0 where day = ${day} and device = ${device}`);
    assert.equal((await ask()).status, 200);
  });

  it('leaves its number in no file of the server’s', async () => {
    const sought = [idNumberOf('valid'), idNumberOf('positive'), newNumber(1), newNumber(2)];
    const folder = district.folder;
    const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    );
    assert.ok(names.length > 5);
    for (const { parentPath, name } of names) {
      const content = await readFile(join(parentPath, name)).catch(() => Buffer.alloc(0));
      for (const number of sought) assert.equal(content.includes(number), false, `${name} holds a number`);
    }
  });
});
