import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ask, TestDistrict } from '../support/district.ts';
import { fixturePassword } from '../support/fixtures.ts';

interface LogLine {
  message: string;
  data: Record<string, unknown>;
}

describe('the request log', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  async function linesOnce(marks: string[]): Promise<LogLine[]> {
    const superuser = await district.superuser();
    // PocketBase writes its log every few seconds.
    for (;;) {
      const { body } = await ask<{ items: LogLine[] }>(`${district.server.url}/api/logs?perPage=200`, {
        headers: { Authorization: superuser },
      });
      const text = JSON.stringify(body.items);
      if (marks.every((mark) => text.includes(mark))) return body.items;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  it('names nobody: no e-mail address, no query, whatever was asked and however it failed', async () => {
    const { url } = district.server;
    const json = { 'Content-Type': 'application/json' };
    const post = (path: string, body: object, headers: Record<string, string> = {}) =>
      ask(`${url}/api/collections/${path}`, {
        method: 'POST',
        headers: { ...json, ...headers },
        body: JSON.stringify(body),
      });
    const person = 'valid@test.example';
    const token = await district.citizen('valid');
    await post('citizens/auth-with-password', { identity: person, password: 'wrong' });
    await post('citizens/auth-with-password', {
      identity: 'Nobody.At-All+x@elsewhere.example',
      password: 'x',
    });
    await post('citizens/auth-with-password', { identity: '张三@例子.example', password: fixturePassword });
    await post('citizens/request-password-reset', { email: person });
    await post('citizens/request-email-change', { newEmail: 'new@test.example' }, { Authorization: token });
    await post('citizens/records', { email: 'made@test.example', password: fixturePassword });
    const filter = encodeURIComponent(`email = "${person}" && name ~ "张三"`);
    for (const list of ['citizens', 'staff', 'nothing'])
      await ask(`${url}/api/collections/${list}/records?filter=${filter}&sort=x@y.example`, {
        headers: { Authorization: token, Referer: `${url}/me/?who=${person}` },
      });
    await ask(`${url}/api/collections/citizens/records/valid%40test.example`);
    await ask(`${url}/api/sitecode/person/find?email=${person}`, {
      method: 'POST',
      headers: json,
      body: '{}',
    });
    await ask(`${url}/api/collections/last/records?name=${encodeURIComponent('李 四')}`);
    const lines = await linesOnce([
      '/api/collections/last/records',
      '/api/collections/citizens/request-password-reset',
    ]);
    assert.ok(lines.length >= 10, String(lines.length));
    const text = JSON.stringify(lines);
    assert.doesNotMatch(text, /@|%40/);
    assert.doesNotMatch(text, /filter|张三|李 ?四|%E5|who=/);
    assert.match(text, /\[e-mail\]/);
    // What went wrong where stays readable.
    const failed = lines.find(({ data }) => data['url'] === '/api/collections/nothing/records');
    assert.equal(failed?.data['status'], 404);
    assert.equal(failed?.message, 'GET /api/collections/nothing/records');
    await district.server.stop();
    for (const file of ['auxiliary.db', 'auxiliary.db-wal']) {
      const bytes = await readFile(join(district.folder, 'pb_data', file), 'utf8').catch(() => '');
      assert.ok(!bytes.includes('@test.example') && !bytes.includes('@elsewhere.example'), file);
    }
  });
});
