import { expect } from '@open-wc/testing';
import { base64url } from '../../../src/domain/bytes/bytes.ts';
import type { AccountPerson } from '../../../src/domain/person/account-person.ts';
import { Wallet } from '../../../src/store/holder/wallet.ts';
import { openDB } from 'idb';
import { createHolderKey, holderPoint } from '../../../src/credentials/pass/holder.ts';
import { testIssuer, type TestIssuer } from '../test-issuer.ts';

const child: AccountPerson = { id: 'w1', maskedName: '林*满', relation: 'child' };
const elder: AccountPerson = { id: 'w2', maskedName: '赵*芳', relation: 'elder' };
const notBefore = Date.UTC(2026, 10, 23, 6, 0);
let issuer: TestIssuer;
let name: string;
let opened: Wallet[];

async function open(owner: string | null, person?: AccountPerson): Promise<Wallet> {
  const wallet = (await Wallet.open(owner, name, person))!;
  opened.push(wallet);
  return wallet;
}

async function renew(wallet: Wallet): Promise<void> {
  const { pair, holderKey } = await wallet.nextKey();
  await wallet.keep(await issuer.issue(holderKey, { notBefore }), 0, pair);
}

describe('a wallet of several persons', () => {
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
    expect((await open('anna', child)).person).to.deep.equal(child);
    expect(await Wallet.others('anna', name)).to.deep.equal([child, elder]);
  });

  it('goes on with what a version before has stored, by the same handle and key', async () => {
    // The store is made by whoever opens it first.
    (await open('anna')).close();
    const pair = await createHolderKey();
    const former = { owner: 'anna', pair, pass: null, clockOffset: 7 };
    const connection = await openDB(name);
    await connection.put(
      'wallet',
      { ...former, ward: { id: 'w1', maskedName: '林*满', kind: 'child' } },
      'ward:w1',
    );
    connection.close();
    expect(await Wallet.others('anna', name)).to.deep.equal([child]);
    const wallet = await open('anna', child);
    expect(wallet.person).to.deep.equal(child);
    expect(await wallet.holderKey()).to.equal(base64url(await holderPoint(pair)));
    await renew(wallet);
    expect((await open('anna', child)).held).to.not.equal(null);
    expect(await Wallet.others('anna', name)).to.deep.equal([child]);
  });

  it('keeps the pass of the first while it is the same person, and no longer', async () => {
    const own: AccountPerson = { id: 'own', maskedName: '张*三', relation: 'self' };
    const wallet = await open('anna');
    await renew(wallet);
    await wallet.keepFirst(own);
    expect(wallet.held, 'what lay here before anybody was named is theirs').to.not.equal(null);
    await wallet.keepFirst({ ...own, maskedName: '张*四' });
    expect((await open('anna')).first?.maskedName).to.equal('张*四');
    const key = await wallet.holderKey();
    await wallet.keepFirst(elder);
    expect(wallet.held).to.equal(null);
    expect(await wallet.holderKey()).to.not.equal(key);
    expect((await open('anna')).held).to.equal(null);
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

  it('wipes the others’ passes with another account, and one person’s alone', async () => {
    await renew(await open('anna', child));
    await renew(await open('anna', elder));
    await Wallet.wipeOther(child, name);
    expect(await Wallet.others('anna', name)).to.deep.equal([elder]);
    await open('bo');
    expect(await Wallet.others('anna', name)).to.deep.equal([]);
    expect(await Wallet.others('bo', name)).to.deep.equal([]);
  });
});
