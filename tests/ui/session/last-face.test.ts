import { expect } from '@open-wc/testing';
import { faceToStart, rememberFace } from '../../../src/ui/session/last-face.ts';

const key = 'sitecode.face';
const forget = () => {
  localStorage.removeItem(key);
  sessionStorage.removeItem(key);
};

describe('the face that the installed app starts with', () => {
  beforeEach(forget);
  afterEach(forget);

  it('is none on a new device', () => {
    expect(faceToStart()).to.equal(null);
  });

  it('is the one used last, once the app was closed', () => {
    rememberFace('me');
    rememberFace('sentry');
    sessionStorage.removeItem(key); // a new window
    expect(faceToStart()).to.equal('sentry');
  });

  it('is none for somebody who comes to the list from a face', () => {
    rememberFace('venue');
    expect(faceToStart()).to.equal(null);
  });

  it('is none when what is stored is no face', () => {
    localStorage.setItem(key, '//elsewhere.example');
    expect(faceToStart()).to.equal(null);
  });
});
