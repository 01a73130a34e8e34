import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/authority/account/own-account-page.ts';
import type { OwnAccountPage } from '../../../src/authority/account/own-account-page.ts';
import { ApiClient } from '../../../src/sync/api-client.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { find, shownText } from '../find-deep.ts';

describe('the page of one’s own account', () => {
  it('lists sign-ins, ends another one, and says how it stands with the second factor', async () => {
    setLanguage('en');
    const now = Date.UTC(2026, 4, 20, 4, 0);
    const row = { since: now, seen: now, browser: 'Firefox · Windows', network: '203.0.*.*', mine: false };
    let signIns = [
      { ...row, id: 'own', mine: true },
      { ...row, id: 'other', browser: '' },
    ];
    const asked: unknown[] = [];
    const client = new ApiClient({
      fetch: async (address, init) => {
        const path = new URL(String(address)).pathname.replace('/api/sitecode/', '');
        if (path === 'sign-ins') return Response.json({ signIns, now });
        if (path === 'factor') return Response.json({ state: 'set', since: now, recoveryLeft: 8 });
        asked.push({ path, body: JSON.parse(String(init!.body)) as unknown });
        signIns = signIns.filter(({ mine }) => mine);
        return Response.json({});
      },
    });
    const page = await fixture<OwnAccountPage>(
      html`<sc-own-account-page .client=${client}></sc-own-account-page>`,
    );
    await waitUntil(() => shownText(page).includes('Unknown browser'));
    for (const words of ['this one', '203.0.*.*', '8 recovery codes are left'])
      expect(shownText(page)).to.include(words);
    find(page.shadowRoot!, 'li[data-id=other] button[name=end]')!.click();
    await waitUntil(() => !shownText(page).includes('Unknown browser'));
    expect(asked).to.deep.equal([{ path: 'sign-ins/end', body: { id: 'other' } }]);
    expect(find(page.shadowRoot!, 'button[name=end-others]') === null).to.equal(true);
  });
});
