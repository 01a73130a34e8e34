import { expect } from '@open-wc/testing';
import { forgetWallet } from '../../../src/store/holder/forget-wallet.ts';
import { Wallet } from '../../../src/store/holder/wallet.ts';
import { testIssuer } from '../test-issuer.ts';

describe('forgetWallet', () => {
  let name: string;
  beforeEach(() => (name = `wallet-${crypto.randomUUID()}`));
  afterEach(() => indexedDB.deleteDatabase(name));

  const exists = async (): Promise<boolean> =>
    (await indexedDB.databases()).some((database) => database.name === name);

  it('empties it, though a page has it open, and leaves a wallet that can be used', async () => {
    const issuer = await testIssuer();
    const open = (await Wallet.open('anna', name))!;
    await open.keep(await issuer.issue(await open.holderKey(), { notBefore: Date.UTC(2026, 10, 23) }), 0);
    await forgetWallet(name);
    expect(await Wallet.open(null, name)).to.equal(null);
    const bo = (await Wallet.open('bo', name))!;
    expect([bo.kept, bo.held]).to.deep.equal([true, null]);
    open.close();
    bo.close();
  });

  it('makes none where there is none', async () => {
    await forgetWallet(name);
    expect(await exists()).to.equal(false);
    const wallet = (await Wallet.open('anna', name))!;
    expect(wallet.kept).to.equal(true);
    wallet.close();
  });

  it('deletes what cannot be emptied', async () => {
    await new Promise<void>((resolve) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    });
    await forgetWallet(name);
    expect(await exists()).to.equal(false);
  });

  it('is done where the browser keeps nothing', async () => {
    const original = IDBFactory.prototype.open;
    IDBFactory.prototype.open = () => {
      throw new DOMException('switched off', 'InvalidStateError');
    };
    try {
      await forgetWallet(name);
    } finally {
      IDBFactory.prototype.open = original;
    }
  });
});
