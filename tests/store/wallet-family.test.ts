import { expect } from '@open-wc/testing';
import { base64url } from '../../src/domain/bytes.ts';
import type { Ward } from '../../src/domain/api.ts';
import { Wallet } from '../../src/store/wallet.ts';
import { testIssuer, type TestIssuer } from './test-issuer.ts';

const child: Ward = { id: 'w1', maskedName: '林*满', kind: 'child' };
const elder: Ward = { id: 'w2', maskedName: '赵*芳', kind: 'elder' };
const notBefore = Date.UTC(2026, 10, 23, 6, 0);
let issuer: TestIssuer;
let name: string;
let opened: Wallet[];

async function open(owner: string | null, ward?: Ward): Promise<Wallet> {
  const wallet = (await Wallet.open(owner, name, ward))!;
  opened.push(wallet);
  return wallet;
}

async function renew(wallet: Wallet): Promise<void> {
  const { pair, holderKey } = await wallet.nextKey();
  await wallet.keep(await issuer.issue(holderKey, { notBefore }), 0, pair);
}

describe('a wallet with wards', () => {
  before(async () => {
    issuer = await testIssuer();
  });
  beforeEach(() => {
    name = `wallet-${crypto.randomUUID()}`;
    opened = [];
  });
  afterEach(() => {
    for (const wallet of opened) wallet.close();
    indexedDB.deleteDatabase(name);
  });

  it('keeps a pass for each person, each with a key of its own', async () => {
    const wallets = [await open('anna'), await open('anna', child), await open('anna', elder)];
    for (const wallet of wallets) await renew(wallet);
    const keys = wallets.map((wallet) => base64url(wallet.held!.fields.holderX));
    expect(new Set(keys).size).to.equal(3);
    expect((await open('anna', child)).held!.fields.holderX).to.deep.equal(wallets[1]!.held!.fields.holderX);
    expect((await open('anna', child)).ward).to.deep.equal(child);
    expect(await Wallet.wards('anna', name)).to.deep.equal([child, elder]);
  });

  it('takes another key for each pass, and both halves are there after a restart', async () => {
    const wallet = await open('anna');
    await renew(wallet);
    const first = base64url(wallet.held!.fields.holderX);
    await renew(wallet);
    const second = base64url(wallet.held!.fields.holderX);
    expect(second).to.not.equal(first);
    const again = await open(null);
    expect(again.damaged).to.equal(false);
    expect(base64url(again.held!.fields.holderX)).to.equal(second);
  });

  it('keeps key and pass when a renewal was never answered', async () => {
    const wallet = await open('anna');
    await renew(wallet);
    const before = base64url(wallet.held!.fields.holderX);
    await wallet.nextKey();
    expect(base64url((await open(null)).held!.fields.holderX)).to.equal(before);
  });

  it('wipes the wards’ passes with another account, and one ward’s alone', async () => {
    await renew(await open('anna', child));
    await renew(await open('anna', elder));
    await Wallet.wipeWard(child, name);
    expect(await Wallet.wards('anna', name)).to.deep.equal([elder]);
    await open('bo');
    expect(await Wallet.wards('anna', name)).to.deep.equal([]);
    expect(await Wallet.wards('bo', name)).to.deep.equal([]);
  });
});
