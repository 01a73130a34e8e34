import { expect } from '@open-wc/testing';
import { isKnownRoot, isNewestCharter } from '../../../src/store/district/known-root.ts';
import { memoryStorage } from '../../ui/memory-storage.ts';

const root = { id: 1, point: 'first' };
const other = { id: 1, point: 'another' };

describe('the root that a browser of the staff knows', () => {
  it('is the first it sees, and no other from then on', () => {
    const storage = memoryStorage();
    expect(isKnownRoot(root, false, storage)).to.equal(true);
    expect(isKnownRoot(root, false, storage)).to.equal(true);
    expect(isKnownRoot(other, false, storage)).to.equal(false);
    expect(isKnownRoot({ ...root, id: 2 }, false, storage)).to.equal(false);
    expect(isKnownRoot(root, false, storage)).to.equal(true);
  });

  it('is not replaced by a demo’s, which vouches for nobody; a demo that was made anew replaces the one before', () => {
    const storage = memoryStorage();
    isKnownRoot(root, false, storage);
    expect(isKnownRoot(other, true, storage)).to.equal(false);
    const demo = memoryStorage();
    isKnownRoot(root, true, demo);
    expect(isKnownRoot(other, true, demo)).to.equal(true);
    expect(isKnownRoot(root, false, demo), 'a real one is no demo').to.equal(false);
  });

  it('vouches for no charter that is older than one that was seen here', () => {
    const storage = memoryStorage();
    isKnownRoot(root, false, storage);
    for (const [version, isNewest] of [
      [3, true],
      [3, true],
      [2, false],
      [7, true],
      [6, false],
      [7, true],
    ] as const) {
      expect(isKnownRoot(root, false, storage)).to.equal(true);
      expect(isNewestCharter(version, storage), String(version)).to.equal(isNewest);
    }
    const demo = memoryStorage();
    isKnownRoot(root, true, demo);
    isNewestCharter(9, demo);
    isKnownRoot(other, true, demo);
    expect(isNewestCharter(1, demo), 'a demo made anew begins anew').to.equal(true);
  });

  it('is taken anew where what was kept is damaged', () => {
    const storage = memoryStorage();
    storage.setItem('sitecode.root', '{');
    expect(isKnownRoot(root, false, storage)).to.equal(true);
    expect(isKnownRoot(other, false, storage)).to.equal(false);
  });
});
