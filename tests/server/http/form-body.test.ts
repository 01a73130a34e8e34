import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { checkForm } from '../../../src/domain/forms/form.ts';
import type { ApiFault } from '../../../src/domain/api/api.ts';
import { everyField, everyFieldCases } from '../../support/samples/every-field.ts';
import { TestDistrict } from '../support/district.ts';
import { idNumberOf } from '../support/fixtures.ts';

describe('forms checked by the server', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  it("finds in PocketBase's VM what the page finds, field by field", async () => {
    for (const { why, given } of everyFieldCases) {
      const body = await district.door<unknown>('form', { given });
      const here = JSON.parse(JSON.stringify(checkForm(everyField, given))) as unknown;
      assert.deepEqual(body, here, why);
    }
  });

  it('names the fields at fault, and nothing of what was in them', async () => {
    const asked = { idNumber: `${idNumberOf('valid').slice(0, 17)}?`, purpose: 'abc' };
    const { status, body } = await district.post<ApiFault>(
      'person/find',
      asked,
      await district.staff('health'),
    );
    assert.equal(status, 400);
    assert.equal(body.code, 'malformed');
    assert.deepEqual(body.fields, [
      { path: 'idNumber', problem: 'document-number' },
      { path: 'purpose', problem: 'short' },
    ]);
    assert.ok(!JSON.stringify(body).includes(asked.idNumber.slice(0, 6)));
  });

  it('refuses what a form does not have', async () => {
    const asked = { site: 1, zone: 0, name: 'Gate', role: 'administrator' };
    const { status, body } = await district.post<ApiFault>(
      'venue/pairing-code',
      asked,
      await district.staff('administrator'),
    );
    assert.equal(status, 400);
    assert.deepEqual(body.fields, [{ path: 'role', problem: 'stray' }]);
  });
});
