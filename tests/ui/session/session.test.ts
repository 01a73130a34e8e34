import { expect } from '@open-wc/testing';
import { base64url, utf8 } from '../../../src/domain/bytes/bytes.ts';
import { accountOf } from '../../../src/ui/session/account-of.ts';
import { Session } from '../../../src/ui/session/session.ts';
import { memoryStorage } from '../memory-storage.ts';

const token = ['{"alg":"HS256"}', '{"id":"a1b2c3","exp":1}', 'x']
  .map((part) => base64url(utf8(part)))
  .join('.');

describe('Session', () => {
  it('keeps the token for the next page, and forgets it at sign-out', () => {
    const storage = memoryStorage();
    const session = new Session('sitecode.citizen', () => storage);
    expect(session.token).to.equal(null);
    session.token = token;
    expect(new Session('sitecode.citizen', () => storage).token).to.equal(token);
    expect(new Session('sitecode.owner', () => storage).token).to.equal(null);
    session.token = null;
    expect(session.token).to.equal(null);
    expect(new Session('sitecode.citizen', () => storage).token).to.equal(null);
  });

  it('says whose token it is', () => {
    const storage = memoryStorage();
    const session = new Session('sitecode.citizen', () => storage);
    session.token = token;
    expect(accountOf(session.token)).to.equal('a1b2c3');
    for (const odd of ['x', 'a.b.c', `x.${base64url(utf8('7'))}.x`, `x.${base64url(utf8('{"id":7}'))}.x`]) {
      session.token = odd;
      expect(accountOf(session.token), odd).to.equal(null);
    }
  });

  it('lasts as long as the page where the browser keeps nothing', () => {
    const session = new Session('sitecode.citizen', () => {
      throw new DOMException('switched off', 'SecurityError');
    });
    expect(session.token).to.equal(null);
    session.token = token;
    expect(session.token).to.equal(token);
    session.token = null;
    expect(session.token).to.equal(null);
  });

  it('lasts as long as the page where the browser’s storage is full', () => {
    const storage = memoryStorage();
    const full = {
      ...storage,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    const session = new Session('sitecode.citizen', () => full);
    storage.setItem('sitecode.citizen', 'an old one');
    session.token = token;
    expect(session.token).to.equal(token);
    session.token = null;
    expect(session.token).to.equal(null);
    expect(storage.getItem('sitecode.citizen')).to.equal(null);
  });

  it('is over on this page when another tab ended it', () => {
    const storage = memoryStorage();
    const session = new Session('sitecode.citizen', () => storage);
    session.token = token;
    storage.removeItem('sitecode.citizen');
    expect(session.token).to.equal(null);
  });
});
