import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { getRoutes } from '../../bench/boards/routes.ts';
import { notOfAPage, screensOf } from '../../bench/boards/screens.ts';

describe('bench -- boards', () => {
  it('times every GET route of the server, or says why no page waits for it', async () => {
    const ask = () =>
      Promise.resolve({
        sites: [{ number: 1, site: 1, sentries: 1 }],
        rows: [{ site: 1, zones: 1 }],
      } as never);
    const screens = await screensOf(ask, Date.now());
    const timed = new Set(
      screens.filter(({ method }) => method === 'GET').map(({ path }) => path.split('?')[0]!),
    );
    const routes = getRoutes();
    assert.ok(routes.length > 10);
    for (const route of routes)
      assert.ok(timed.has(route) || route in notOfAPage, `no screen times ${route}`);
    for (const route of [...timed, ...Object.keys(notOfAPage)])
      assert.ok(routes.includes(route), `there is no route ${route}`);
  });
});
