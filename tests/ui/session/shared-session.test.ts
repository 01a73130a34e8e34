import { expect } from '@open-wc/testing';
import { base64url, utf8 } from '../../../src/domain/bytes/bytes.ts';
import { ApiError } from '../../../src/sync/api-client.ts';
import { Session } from '../../../src/ui/session/session.ts';
import { endSession, followSession, renewSession } from '../../../src/ui/session/shared-session.ts';
import { memoryStorage } from '../memory-storage.ts';

const tokenOf = (id: string, serial: number) =>
  `x.${base64url(utf8(JSON.stringify({ id, exp: serial })))}.${serial}`;

describe('a session that tabs share', () => {
  let session: Session;
  let here: string | null;
  let heard: string[];
  let unfollow: () => void;

  const elsewhere = (token: string | null, key: string | null = 'sitecode.owner'): void => {
    session.token = token;
    window.dispatchEvent(new StorageEvent('storage', { key, newValue: token }));
  };

  beforeEach(() => {
    const storage = memoryStorage();
    session = new Session('sitecode.owner', () => storage);
    session.token = here = tokenOf('anna', 1);
    heard = [];
    unfollow = followSession(session, {
      token: () => here,
      renewed: (token) => {
        here = token;
        heard.push('renewed');
      },
      changed: () => heard.push('changed'),
    });
  });
  afterEach(() => unfollow());

  const cases: [what: string, here: string | null, there: string | null, heard: string[]][] = [
    ['the same account got a newer token', tokenOf('anna', 1), tokenOf('anna', 2), ['renewed']],
    ['another account signed in', tokenOf('anna', 1), tokenOf('bo', 2), ['changed']],
    ['the account left', tokenOf('anna', 1), null, ['changed']],
    ['somebody signed in, and nobody was', null, tokenOf('anna', 2), ['changed']],
    ['nothing is other than here', tokenOf('anna', 1), tokenOf('anna', 1), []],
    ['nobody left where nobody was', null, null, []],
    ['a token that names nobody', tokenOf('anna', 1), 'token', ['changed']],
  ];
  for (const [what, own, there, expected] of cases) {
    it(`${what}: ${expected.join() || 'nothing is heard'}`, () => {
      here = own;
      elsewhere(there);
      expect(heard).to.deep.equal(expected);
    });
  }

  it('other keys of the storage are nothing to it; all of it cleared is', () => {
    session.token = null;
    window.dispatchEvent(new StorageEvent('storage', { key: 'sitecode.language' }));
    window.dispatchEvent(new StorageEvent('storage', { key: 'sitecode.staff' }));
    expect(heard).to.deep.equal([]);
    elsewhere(null, null);
    expect(heard).to.deep.equal(['changed']);
  });

  it('hears nothing once it is no longer followed', () => {
    unfollow();
    elsewhere(null);
    expect(heard).to.deep.equal([]);
  });

  describe('renewed', () => {
    const client = (answer: () => string) => ({
      token: here,
      refresh(): Promise<void> {
        this.token = answer();
        return Promise.resolve();
      },
    });

    it('is kept for all tabs', async () => {
      const asked = client(() => tokenOf('anna', 7));
      await renewSession(session, asked, 'owners');
      expect([session.token, asked.token]).to.deep.equal([tokenOf('anna', 7), tokenOf('anna', 7)]);
    });

    for (const [what, there] of [
      ['signed out', null],
      ['signed in as somebody else', tokenOf('bo', 3)],
    ] as const) {
      it(`leaves alone who ${what} meanwhile`, async () => {
        const asked = client(() => {
          session.token = there;
          return tokenOf('anna', 7);
        });
        await renewSession(session, asked, 'owners');
        expect([session.token, asked.token]).to.deep.equal([there, there]);
      });
    }

    it('keeps the old token where the server gives none', async () => {
      const asked = client(() => {
        throw new ApiError('offline', '', 0);
      });
      let code = '';
      await renewSession(session, asked, 'owners').catch((fault: ApiError) => (code = fault.code));
      expect([code, session.token, asked.token]).to.deep.equal(['offline', here, here]);
    });
  });

  describe('refused', () => {
    it('is over in all tabs', () => {
      const client = { token: here };
      endSession(session, client);
      expect([session.token, client.token]).to.deep.equal([null, null]);
    });

    it('goes on with the newer token that another tab has got', () => {
      const client = { token: here };
      session.token = tokenOf('anna', 2);
      endSession(session, client);
      expect([session.token, client.token]).to.deep.equal([tokenOf('anna', 2), tokenOf('anna', 2)]);
    });
  });
});
