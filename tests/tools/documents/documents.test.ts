import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noticePurposes } from '../../../src/domain/privacy/notices.ts';
import { noticeTexts } from '../../../src/domain/privacy/notice-texts.ts';
import { districtDocuments, writeDocuments } from '../../../tools/documents/documents.ts';
import { documentLanguages, type DistrictFacts } from '../../../tools/documents/facts.ts';
import { catalogue } from '../../../tools/tables/catalogue/catalogue.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const now = Date.UTC(2026, 11, 1);
const key = { id: 1, point: 'P', notBefore: now, notAfter: now + 86_400_000 };
const facts: DistrictFacts = {
  charter: {
    version: 7,
    issuedAt: now,
    expiresAt: now + 400 * 86_400_000,
    district: { name: { 'zh-CN': '云浦区', en: 'Yunpu District' }, demo: false },
    officials: [],
    issuers: [key],
    wordKeys: [key],
    ingestKeys: [key],
  },
  now,
  contact: '区卫生健康委 021-5555',
  officer: '顾言',
  supervisor: '市网信办',
  keptDays: 14,
  reviewHours: 12,
  correctionDays: 5,
};

describe('the documents of a district', () => {
  const made = districtDocuments(facts);

  it('are there in both languages', () => {
    assert.deepEqual([...made.keys()].toSorted(), [
      'breach-procedure.en.md',
      'breach-procedure.zh-CN.md',
      'impact-assessment.en.md',
      'impact-assessment.zh-CN.md',
    ]);
  });

  for (const [name, text] of made) {
    it(`${name} has no empty field, and names every table of the catalogue`, () => {
      assert.doesNotMatch(text, /undefined|NaN|null|\[object|\{[a-z]+\}/i);
      for (const line of text
        .split('\n')
        .filter((each) => each.startsWith('| ') && !/^\|\s+\|\s+\|$/.test(each)))
        for (const cell of line.slice(1, -1).split(/(?<!\\)\|/))
          assert.ok(cell.trim().length > 0, `an empty field: ${line}`);
      for (const table of Object.keys(catalogue)) assert.ok(text.includes(`\`${table}\``), table);
      for (const given of [facts.contact, facts.officer, facts.supervisor])
        assert.ok(text.includes(given), given);
      assert.ok(text.includes(name.includes('.en.') ? 'Yunpu District' : '云浦区'));
    });
  }

  it('say what is collected for, what is promised, and what is not met', () => {
    for (const language of documentLanguages) {
      const text = made.get(`impact-assessment.${language}.md`)!;
      for (const purpose of noticePurposes)
        assert.ok(text.includes(noticeTexts[purpose].title[language]), purpose);
      for (const said of ['12', '5', 'SM2', 'MLPS']) assert.ok(text.includes(said), said);
    }
  });

  it('are not made with an empty field, nor without a charter', async (test) => {
    assert.throws(() => districtDocuments({ ...facts, officer: ' ' }), /--officer is missing/);
    assert.throws(() => districtDocuments({ ...facts, reviewHours: Number.NaN }), /reviewHours/);
    const folder = await temporaryFolder(test);
    await assert.rejects(writeDocuments(folder, facts, folder, now), /charter\.json cannot be read/);
  });
});
