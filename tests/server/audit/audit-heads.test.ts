import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  auditHeadMessage,
  auditText,
  readHead,
  type AuditEntry,
} from '../../../src/domain/access/audit-chain.ts';
import { fromBase64url, fromHex } from '../../../src/domain/bytes/bytes.ts';
import { p256 } from '@noble/curves/nist.js';
import type { AuditCheck } from '../../../src/server/audit/audit-parts.ts';
import { followLog } from '../../../src/signer/log.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';

interface Head {
  seq: number;
  body: string;
  key: number;
  signature: string;
}

function entriesOf(district: TestDistrict): Promise<AuditEntry[]> {
  return district.sql<AuditEntry[]>(
    `select json_group_array(json_object('seq', seq, 'at', at, 'actor', actor, 'action', action, 'subject', subject, 'held', held))
       as found from (select * from audit order by seq)`,
  );
}

describe('the heads of the audit log', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
    for (let index = 0; index < 3; index++) await district.pairingCode({ site: sites.mall });
  });
  after(() => district.close());

  const heads = () =>
    district.sql<Head[]>(
      `select json_group_array(json_object('seq', seq, 'body', body, 'key', key, 'signature', signature)) as found
       from audit_heads`,
    );

  it('are signed each hour by the signer, whose own log has each of them', async () => {
    await district.hourly(Date.now());
    const [head] = await heads();
    assert.ok(head);
    const entry = await district.sql<string>(
      `select json_quote(hash) as found from audit where seq = ${head.seq}`,
    );
    const read = readHead(head.body);
    assert.deepEqual([read.seq, read.hash], [head.seq, entry]);
    const message = auditHeadMessage(head.body);
    const point = fromHex(district.keyring.word.publicKey);
    assert.ok(p256.verify(fromBase64url(head.signature), message, point, { prehash: true, lowS: false }));
    const digest = createHash('sha256').update(message).digest('base64url');
    const log = join(district.folder, 'secrets', 'signer', 'log');
    assert.deepEqual(followLog(log).faults, []);
    const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
    assert.ok((await readFile(join(log, `${day}.log`), 'utf8')).includes(digest));
  });

  it('are signed once where nothing was added, and cannot be changed or removed', async () => {
    await district.hourly(Date.now());
    const before = (await heads()).length;
    await district.hourly(Date.now());
    assert.ok((await heads()).length <= before + 1);
    await assert.rejects(district.sql('delete from audit_heads'));
    await assert.rejects(district.sql(`update audit_heads set body = '{}'`));
    await assert.rejects(district.sql('update audit_form set keyed_until = 1000'));
  });

  it('follow on entries that an earlier version hashed under its key', async () => {
    const rows = await entriesOf(district);
    for (const table of ['audit', 'audit_form']) await district.sql(`drop trigger ${table}_no_update`);
    const keyed = 2;
    await district.sql(`update audit_form set keyed_until = ${keyed}`);
    let hash = '';
    for (const entry of rows) {
      const text = auditText(entry, hash);
      const by = entry.seq <= keyed ? createHmac('sha256', district.keyring.auditKey) : createHash('sha256');
      hash = by.update(text).digest('hex');
      await district.sql(`update audit set hash = '${hash}' where seq = ${entry.seq}`);
    }
    await district.kill();
    await district.restart();
    await district.pairingCode({ site: sites.mall });
    const { wrong, entries } = await district.door<AuditCheck>('audit-check', {});
    assert.equal(wrong, null);
    assert.ok(entries > rows.length);
  });

  it('show a chain that was written anew, which holds by itself', async () => {
    const [head] = await heads();
    const entries = await entriesOf(district);
    let hash = '';
    for (const entry of entries) {
      const told = entry.seq === 3 ? { ...entry, subject: 'another' } : entry;
      const text = auditText(told, hash);
      const by = entry.seq <= 2 ? createHmac('sha256', district.keyring.auditKey) : createHash('sha256');
      hash = by.update(text).digest('hex');
      await district.sql(
        `update audit set subject = '${told.subject}', hash = '${hash}' where seq = ${entry.seq}`,
      );
    }
    assert.equal((await district.door<{ wrong: number | null }>('audit-check', {})).wrong, null);
    const forged = await district.sql<string>(
      `select json_quote(hash) as found from audit where seq = ${head!.seq}`,
    );
    assert.notEqual(readHead(head!.body).hash, forged);
  });
});
