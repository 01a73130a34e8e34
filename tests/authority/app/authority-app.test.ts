import { expect } from '@open-wc/testing';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { shellTexts } from '../../../src/ui/texts/kit/shell.ts';
import { authorityTexts } from '../../../src/ui/texts/authority/authority.ts';
import { signInTexts } from '../../../src/ui/texts/common/sign-in.ts';
import { find, shownText } from '../find-deep.ts';
import { appears, key, open, openBoard, says, signIn } from '../open-app.ts';
import { waitUntil } from '../../support/wait-until.ts';

const en = authorityTexts.en;

describe('sc-authority-app', () => {
  beforeEach(() => {
    localStorage.removeItem(key);
    setLanguage('en');
  });

  describe('signing in', () => {
    it('says that e-mail or password is wrong, and keeps nothing', async () => {
      const { app } = await open();
      await signIn(app, 'wrong');
      await says(app, 'sc-sign-in-form', signInTexts.en.wrong);
      expect(localStorage.getItem(key)).to.equal(null);
      expect(find(app.shadowRoot!, 'sc-board-page')).to.equal(null);
    });

    it('says that the server does not answer', async () => {
      const { app } = await open((server) => (server.down = true));
      await signIn(app, 'right');
      await says(app, 'sc-sign-in-form', signInTexts.en.offline);
    });

    it('shows the board with name and role, and keeps the session on this device', async () => {
      const { app } = await open();
      await signIn(app, 'right');
      await appears(app, 'sc-board-tiles');
      await says(app, 'sc-authority-header', '陈建国 Health officer');
      await says(app, 'sc-authority-header', 'Hongkou District');
      expect(localStorage.getItem(key)).to.equal('token-1');
    });

    it('goes on with a kept session and renews its token', async () => {
      const { server } = await openBoard();
      await waitUntil(() => localStorage.getItem(key) === 'token-1');
      expect(server.client.token).to.equal('token-1');
    });

    it('signs out: the session is gone, and so are the numbers', async () => {
      const { app, server } = await openBoard();
      await waitUntil(() => localStorage.getItem(key) === 'token-1');
      const out = [...find(app.shadowRoot!, 'sc-authority-header')!.shadowRoot!.querySelectorAll('button')];
      out.at(-1)!.click();
      await appears(app, 'sc-sign-in-page');
      expect(localStorage.getItem(key)).to.equal(null);
      expect(server.client.token).to.equal(null);
      expect(find(app.shadowRoot!, 'sc-board-page')).to.equal(null);
      expect(shownText(app), 'nobody was thrown out').not.to.include(en.sessionEnded);
    });

    it('signs out when the server no longer knows the session, and says so', async () => {
      const { app, server, change } = await openBoard();
      await waitUntil(() => localStorage.getItem(key) === 'token-1');
      server.tokens.clear();
      change();
      await says(app, 'sc-sign-in-page', en.sessionEnded);
      expect(localStorage.getItem(key)).to.equal(null);
    });

    it('keeps a session that cannot be confirmed because the network is gone', async () => {
      localStorage.setItem(key, 'token-kept');
      const { app } = await open((server) => (server.down = true));
      await says(app, 'sc-page', shellTexts.en.unanswered);
      expect(localStorage.getItem(key)).to.equal('token-kept');
    });

    it('tells a role without a page so, by its name', async () => {
      localStorage.setItem(key, 'token-kept');
      const { app } = await open((server) => {
        server.tokens.add('token-kept');
        server.roles = ['lab'];
      });
      await says(app, 'sc-closed-page', en.closedHeading);
      await says(app, 'sc-closed-page', 'Laboratory');
      expect(localStorage.getItem(key), 'still signed in').not.to.equal(null);
    });

    it('follows a sign-out in another tab', async () => {
      const { app } = await openBoard();
      localStorage.removeItem(key);
      window.dispatchEvent(new StorageEvent('storage', { key, newValue: null }));
      await appears(app, 'sc-sign-in-page');
    });
  });
});
