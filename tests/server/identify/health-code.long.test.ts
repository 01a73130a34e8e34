import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { HeartbeatAnswer, IdentifyAnswer } from '../../../src/domain/api/gate/sentry-api.ts';
import { healthCodeText } from '../../../src/domain/document/health-code-answer.ts';
import { readIdentified } from '../../../src/domain/document/identified.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { TestDistrict } from '../support/district.ts';
import { idNumberOf, sites } from '../support/fixtures.ts';

const key = 'the-key-of-the-stand-in';
const person = { name: '王小明', colour: 'green', lastResult: 'negative', sampleTime: null, doses: 2 };

/** A stand-in for the city's service, which answers as it is told. */
class StandIn {
  #server: Server | undefined;
  asked: { code: string; authorization: string | undefined }[] = [];
  /** What it states of the next codes. */
  states: object = person;
  how: 'well' | 'slow' | 'broken' | 'junk' | 'unsigned' | 'stale' = 'well';

  async listen(): Promise<string> {
    this.#server = createServer((request, response) => void this.#answer(request, response));
    await new Promise<void>((resolve) => this.#server!.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/verify`;
  }

  close(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const { code, nonce } = JSON.parse(text) as { code: string; nonce: string };
    this.asked.push({ code, authorization: request.headers.authorization });
    if (this.how === 'slow') return;
    if (this.how === 'broken') return void response.writeHead(500).end('{}');
    if (this.how === 'junk') return void response.end('<html>');
    const statement = JSON.stringify({
      nonce: this.how === 'stale' ? '0'.repeat(16) : nonce,
      verdict: 'valid',
      at: Date.now(),
      ...this.states,
    });
    const mac = createHmac('sha256', this.how === 'unsigned' ? 'another key' : key)
      .update(healthCodeText(statement))
      .digest('hex');
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ statement, mac }));
  }
}

describe('a code of the city’s health code service', () => {
  let district: TestDistrict;
  let gate: SimulatedSentry;
  const service = new StandIn();
  before(async () => {
    district = await TestDistrict.open();
    const settings = { endpoint: await service.listen(), key, prefix: 'CITY:' };
    await writeFile(join(district.folder, 'secrets', 'health-code.json'), JSON.stringify(settings), {
      mode: 0o600,
    });
    gate = await district.gate({ site: sites.mall });
  });
  beforeEach(() => {
    service.how = 'well';
    service.states = person;
    service.asked = [];
  });
  after(async () => {
    service.close();
    await district.close();
  });

  const ask = (number = 'CITY:abc123') =>
    district.post<IdentifyAnswer>(
      'sentry/identify',
      { kind: 'health-code', number, nonce: '0123456789abcdef' },
      gate.pairing.token,
    );
  /** What the statement says; a line that is slow for once is asked again. */
  async function stated() {
    for (let tries = 0; ; tries++) {
      const { status, body } = await ask();
      if (status === 200) return readIdentified(body.statement)!;
      assert.ok(tries < 10, JSON.stringify(body));
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }

  it('is asked about with the district’s key, and answered as the service states', async () => {
    const { person: found } = await stated();
    assert.deepEqual(found, {
      maskedName: '王*明',
      passId: null,
      status: { colour: 'green', lastResult: 'negative', sampleTime: null, doses: 2, lastDose: null },
      beside: null,
    });
    assert.deepEqual(service.asked[0], { code: 'CITY:abc123', authorization: `Bearer ${key}` });
  });

  it('of somebody of the district’s leads to them, and the worse of both counts', async () => {
    service.states = { ...person, idNumber: idNumberOf('positive') };
    const { person: found } = await stated();
    assert.equal(found!.status.colour, 'red');
    assert.match(found!.passId!, /^[0-9a-f]{16}$/);
    service.states = { ...person, idNumber: idNumberOf('valid'), colour: 'yellow' };
    assert.equal((await stated()).person!.status.colour, 'yellow');
  });

  it('that is none, or no longer, is said to be so', async () => {
    service.states = { verdict: 'invalid' };
    assert.deepEqual([(await stated()).person, (await stated()).fault], [null, 'forged']);
    service.states = { verdict: 'expired' };
    assert.equal((await stated()).fault, 'expired');
  });

  it('that begins otherwise is not handed on', async () => {
    const { status } = await ask('OTHER:abc');
    assert.equal(status, 503);
    assert.deepEqual(service.asked, []);
  });

  it('is told to sentries by how it begins', async () => {
    const { body } = await district.post<HeartbeatAnswer>(
      'sentry/heartbeat',
      { ...(await beatOf()), chains: [] },
      gate.pairing.token,
    );
    assert.equal(body.healthCodePrefix, 'CITY:');
  });

  it('is for a guard where the service is slow, broken, talks junk, or is somebody else; then it is left alone for a while', async () => {
    for (const how of ['broken', 'junk', 'unsigned', 'stale', 'slow'] as const) {
      service.how = how;
      const { status, code } = await ask();
      assert.deepEqual([how, status, code], [how, 503, 'busy']);
    }
    service.how = 'well';
    const before = service.asked.length;
    assert.equal((await ask()).status, 503);
    assert.equal(service.asked.length, before, 'nobody was asked');
    assert.equal((await stated()).person!.maskedName, '王*明', 'and it is asked again');
  });

  async function beatOf(): Promise<object> {
    return {
      queue: 0,
      oldestMs: 0,
      rejected: 0,
      bundleVersion: 1,
      appVersion: 'test',
      camera: 'running',
      temperature: 'none',
      sound: 'running',
      clock: Date.now(),
      session: null,
    };
  }
});
