import { expect } from '@open-wc/testing';
import { pagePath } from '../../../src/domain/text/page-address.ts';

describe('pagePath', () => {
  const cases: [path: string, page: string | null][] = [
    ['/', null],
    ['/me/', null],
    ['/s/', null],
    ['/sentry/', null],
    ['/venue/', null],
    ['/authority/', null],
    ['/me', '/me/'],
    ['/s', '/s/'],
    ['/sentry', '/sentry/'],
    ['/authority', '/authority/'],
    ['/Me', '/me/'],
    ['/ME/', '/me/'],
    ['/me//', '/me/'],
    ['//me', '/me/'],
    ['//me/', '/me/'],
    ['/me/index.html', '/me/'],
    ['/me/index.html/', '/me/'],
    ['/index.html', '/'],
    ['/index.htm', '/'],
    ['//', '/'],
    ['/me.', '/me/'],
    ['/me。', '/me/'],
    ['/me/。', '/me/'],
    ['/me%E3%80%82', '/me/'],
    ['/me/%20', '/me/'],
    ['/me ', '/me/'],
    ['/me”', '/me/'],
    ['/me,', '/me/'],
    ['/mee', null],
    ['/m', null],
    ['/me/pass', null],
    ['/me/me', null],
    ['/sentry/me', null],
    ['/api/health', null],
    ['/_/', null],
    ['/.secret', null],
    ['/me/.secret', null],
    ['/../me', null],
    ['/service-worker.js', null],
    ['/manifest.webmanifest', null],
    ['/assets/index.html', null],
    ['//code.example/me/', null],
    ['/constructor', null],
    [`/me${'/'.repeat(5000)}`, null],
  ];
  for (const [path, page] of cases) {
    it(`takes ${JSON.stringify(path.slice(0, 40))} for ${page ?? 'what it is'}`, () => {
      expect(pagePath(path)).to.equal(page);
    });
  }
});
