import { expect, fixture, html } from '@open-wc/testing';
import { ApiError } from '../../../src/sync/api-client.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import {
  endLeftSignIns,
  followLeftSignIns,
  keepEndingSignIns,
  leaveSession,
  leftSignIns,
} from '../../../src/ui/session/left-sign-ins.ts';
import { Session } from '../../../src/ui/session/session.ts';
import '../../../src/ui/session/sign-in-form.ts';
import type { SignInForm } from '../../../src/ui/session/sign-in-form.ts';
import { signInTexts } from '../../../src/ui/texts/common/sign-in.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { memoryStorage } from '../memory-storage.ts';
import { shownText } from '../shown.ts';

const offline = () => Promise.reject(new ApiError('offline', 'silence', 0));

describe('sign-ins that were left on this device', () => {
  let session: Session;
  let client: { token: string | null; signOutOf: (token: string) => Promise<void> };
  let asked: string[];
  let answer: () => Promise<void>;

  beforeEach(() => {
    localStorage.removeItem('sitecode.left');
    const storage = memoryStorage();
    session = new Session('sitecode.owner', () => storage);
    session.token = 'mine';
    asked = [];
    answer = () => Promise.resolve();
    const signOutOf = (token: string) => {
      asked.push(token);
      return answer();
    };
    client = { token: 'mine', signOutOf };
  });
  afterEach(() => localStorage.removeItem('sitecode.left'));

  it('are ended by the server at once, and nothing of them stays', async () => {
    const left = leaveSession(session, client);
    expect([session.token, client.token], 'here it is over before the server answers').to.deep.equal([
      null,
      null,
    ]);
    expect(leftSignIns(), 'and nothing is said of it while it is asked').to.equal(0);
    await left;
    expect(asked).to.deep.equal(['mine']);
    expect(localStorage.getItem('sitecode.left')).to.equal(null);
  });

  it('stay while the server does not answer, and are ended once it does', async () => {
    answer = offline;
    await leaveSession(session, client);
    expect(session.token).to.equal(null);
    expect(leftSignIns()).to.equal(1);
    let heard = 0;
    const unfollow = followLeftSignIns(() => heard++);
    answer = () => Promise.resolve();
    await endLeftSignIns(client);
    unfollow();
    expect([leftSignIns(), heard]).to.deep.equal([0, 1]);
    expect(asked).to.deep.equal(['mine', 'mine']);
  });

  it('are over where the server no longer takes their token, and not where it has a problem', async () => {
    answer = () => Promise.reject(new ApiError('server', 'a problem', 500));
    await leaveSession(session, client);
    expect(leftSignIns()).to.equal(1);
    answer = () => Promise.reject(new ApiError('sign-in', 'over', 401));
    await endLeftSignIns(client);
    expect(leftSignIns()).to.equal(0);
  });

  it('are ended when there is a network again, of whoever they are', async () => {
    answer = offline;
    await leaveSession(session, client);
    session.token = 'another';
    await leaveSession(session, client);
    expect(leftSignIns()).to.equal(2);
    const stop = keepEndingSignIns(client);
    answer = () => Promise.resolve();
    window.dispatchEvent(new Event('online'));
    await waitUntil(() => leftSignIns() === 0);
    stop();
    expect(session.token).to.equal(null);
  });

  it('are nobody, where nobody was signed in, and where something else lies in their place', async () => {
    session.token = null;
    await leaveSession(session, client);
    expect(asked).to.deep.equal([]);
    for (const kept of ['', 'x', '7', '[7, null, {"token": 1}]', '{}']) {
      localStorage.setItem('sitecode.left', kept);
      await endLeftSignIns(client);
      expect(leftSignIns(), kept).to.equal(0);
    }
    expect(asked).to.deep.equal([]);
  });

  it('are told in the sign-in form until they are over', async () => {
    setLanguage('en');
    const form = await fixture<SignInForm>(html`<sc-sign-in-form></sc-sign-in-form>`);
    const isTold = () => shownText(form.shadowRoot!).includes(signInTexts.en.left);
    expect(isTold()).to.equal(false);
    answer = offline;
    await leaveSession(session, client);
    await form.updateComplete;
    expect(isTold()).to.equal(true);
    answer = () => Promise.resolve();
    await endLeftSignIns(client);
    await form.updateComplete;
    expect(isTold()).to.equal(false);
  });
});
