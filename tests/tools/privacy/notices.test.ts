import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { routeNames, routeOf } from '../../../src/domain/api/routes.ts';
import { noticeIn, noticeTexts } from '../../../src/domain/privacy/notice-texts.ts';
import { noticeFacts, noticePurposes, noticeVersions } from '../../../src/domain/privacy/notices.ts';
import { collecting, collectingNothing } from '../../support/collecting-routes.ts';

const hashes = JSON.parse(
  await readFile(new URL('../../fixtures/notice-hashes.json', import.meta.url), 'utf8'),
) as { [purpose: string]: string[] };

describe('privacy notices', () => {
  for (const purpose of noticePurposes) {
    it(`of ${purpose}: a changed text is a new version`, () => {
      const hash = createHash('sha256').update(JSON.stringify(noticeTexts[purpose])).digest('hex');
      const known = hashes[purpose] ?? [];
      assert.equal(
        known.length,
        noticeVersions[purpose],
        'Each version has its hash in tests/fixtures/notice-hashes.json, the first version first.',
      );
      assert.equal(
        hash,
        known.at(-1),
        `The text of "${purpose}" changed: raise its version and its day in src/domain/privacy/notices.ts, and add this hash.`,
      );
    });
  }

  it('say everything in both languages, with the district’s name filled in', () => {
    for (const purpose of noticePurposes) {
      assert.match(noticeFacts[purpose].since, /^\d{4}-\d{2}-\d{2}$/);
      for (const language of ['zh-CN', 'en'] as const) {
        const said = noticeIn(purpose, language, '望江区');
        for (const [part, words] of Object.entries(said)) {
          assert.ok(words.trim().length > 1, `${purpose} ${part}`);
          assert.doesNotMatch(words, /[{}]/, `${purpose} ${part}`);
        }
      }
      assert.match(JSON.stringify(noticeIn(purpose, 'en', 'Wangjiang')), /Wangjiang/);
    }
  });

  it('stand at every route that collects something of a person: each POST says which, or why none', () => {
    const posts = routeNames.filter((name) => routeOf(name).method === 'POST');
    for (const name of posts) {
      const { path, collects } = routeOf(name);
      const route = `POST ${path}`;
      assert.ok(
        route in collecting !== route in collectingNothing,
        `${route} stands in one of the lists of tests/support/collecting-routes.ts: does it collect something of a person?`,
      );
      assert.equal(
        collects,
        collecting[route],
        `${route}: its row says otherwise than the list made by hand`,
      );
    }
    const routes = posts.map((name) => `POST ${routeOf(name).path}`);
    for (const route of [...Object.keys(collecting), ...Object.keys(collectingNothing)])
      assert.ok(routes.includes(route), `${route} is in the list and no route`);
  });
});
