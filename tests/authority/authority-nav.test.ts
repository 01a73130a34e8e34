import { expect } from '@open-wc/testing';
import { pageOfAddress, pagesOf } from '../../src/authority/authority-nav.ts';
import { setLanguage } from '../../src/ui/languages.ts';
import { appears, openBoard } from './open-app.ts';

describe('the pages of policy', () => {
  beforeEach(() => setLanguage('en'));
  afterEach(() => {
    localStorage.clear();
    location.hash = '';
  });

  it('are on the way of the two roles that make policy alone', () => {
    for (const role of ['health', 'administrator'] as const) {
      expect(pagesOf(role).map(({ id }) => id)).to.include.members(['policy', 'trust', 'replay']);
    }
    for (const page of ['trust', 'replay'] as const) {
      expect(pageOfAddress('health', `#${page}`)).to.equal(page);
      for (const role of ['tracer', 'auditor', null] as const)
        expect(pageOfAddress(role, `#${page}`)).to.equal('board');
    }
  });

  it('open at their addresses', async () => {
    const { app } = await openBoard();
    for (const page of ['trust', 'replay', 'policy'] as const) {
      location.hash = `#${page}`;
      await appears(app, `sc-${page}-page`);
    }
  });
});
