// The server's VM has no Intl and its own normaliser: names are cut there as everywhere.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { maskName } from '../../../src/domain/text/masked-name.ts';
import { TestDistrict } from '../support/district.ts';

describe('names masked in the server’s VM', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  it('are those masked in a browser', async () => {
    const names = [
      '张小三',
      'e\u0301ric',
      'x\u030cabc',
      '\u202e张小三\u200b',
      '\u1100\u1161\u11a8철수',
      '葛\u{e0100}城三',
      '👨‍👩‍👧小三',
      '🇨🇳小三',
      'श्रीनिवास',
      'กำพล',
      'مُحَمَّد',
      '\u{1f468}\u{1f3fd}三四',
      'Åsa Öz',
      `${'\ufdfa'.repeat(5000)}a`,
    ];
    const masked = await district.door<string[]>('masks', { names });
    assert.deepEqual(masked, names.map(maskName));
    assert.equal(masked[1], 'é*c', 'composed');
  });
});
