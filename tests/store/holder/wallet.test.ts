import { expect } from '@open-wc/testing';
import { openDB } from 'idb';
import { importIssuers, verifyShownPass } from '../../../src/credentials/pass/health-pass-verifier.ts';
import { showPass } from '../../../src/credentials/pass/holder.ts';
import { Wallet } from '../../../src/store/holder/wallet.ts';
import { charted } from '../../support/district.ts';
import { testIssuer, type TestIssuer } from '../test-issuer.ts';

const notBefore = Date.UTC(2026, 10, 23, 6, 0);
let issuer: TestIssuer;
let name: string;
let opened: Wallet[];

async function open(owner: string | null): Promise<Wallet | null> {
  const wallet = await Wallet.open(owner, name);
  if (wallet) opened.push(wallet);
  return wallet;
}

/** Changes the stored record behind the wallet's back. */
async function meddle(change: (record: Record<string, unknown>) => void): Promise<void> {
  const database = await openDB(name);
  const record = await database.get('wallet', 'holder');
  change(record);
  await database.put('wallet', record, 'holder');
  database.close();
}

describe('Wallet', () => {
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

  it('makes its key once: the same one is there after a restart', async () => {
    const first = await (await open('anna'))!.holderKey();
    expect(await (await open('anna'))!.holderKey()).to.equal(first);
    expect(first).to.match(/^[\w-]{87}$/);
  });

  it('gives two tabs that start at once the same key', async () => {
    const [one, other] = await Promise.all([open('anna'), open('anna')]);
    expect(await one!.holderKey()).to.equal(await other!.holderKey());
  });

  it('keeps a private key that no script can export', async () => {
    await open('anna');
    const database = await openDB(name);
    const { pair } = (await database.get('wallet', 'holder')) as { pair: CryptoKeyPair };
    database.close();
    expect(pair.privateKey.extractable).to.equal(false);
    for (const format of ['pkcs8', 'jwk'] as const) {
      const exported = await crypto.subtle.exportKey(format, pair.privateKey).then(
        () => 'exported',
        (fault: DOMException) => fault.name,
      );
      expect(exported, format).to.equal('InvalidAccessError');
    }
  });

  it('shows a stored pass after a restart, with nobody asked, as a verifier accepts it', async () => {
    const wallet = (await open('anna'))!;
    await wallet.keep(await issuer.issue(await wallet.holderKey(), { notBefore }), -3000);
    wallet.close();

    const again = (await open(null))!;
    expect(again.owner).to.equal('anna');
    expect(again.clockOffset).to.equal(-3000);
    const now = notBefore + 600_000;
    const text = (await showPass(again.held!, now))!;
    const verification = await verifyShownPass(text, {
      now,
      window: { pastSeconds: 90, futureSeconds: 30 },
      issuers: await importIssuers([charted(issuer.district.issuer)]),
      used: () => false,
    });
    expect(verification.proof).to.equal('proved');
    expect(verification.person!.maskedName).to.equal('张*三');
  });

  it('refuses a pass for another key, and keeps the one it has', async () => {
    const wallet = (await open('anna'))!;
    await wallet.keep(await issuer.issue(await wallet.holderKey(), { notBefore, maskedName: '李*' }), 0);
    const stranger = (await Wallet.open('anna', `${name}-stranger`))!;
    const foreign = await issuer.issue(await stranger.holderKey(), { notBefore });
    stranger.close();
    indexedDB.deleteDatabase(`${name}-stranger`);
    for (const text of [foreign, 'AAAA', '?']) {
      const fault = await wallet.keep(text, 0).catch((error: unknown) => error);
      expect(fault, text).to.be.instanceOf(RangeError);
    }
    expect(wallet.held!.fields.maskedName).to.equal('李*');
    expect((await open('anna'))!.held!.fields.maskedName).to.equal('李*');
  });

  it('throws away a stored pass that was changed, keeps the key, and says so', async () => {
    const wallet = (await open('anna'))!;
    const key = await wallet.holderKey();
    await wallet.keep(await issuer.issue(key, { notBefore }), 0);
    await meddle((record) => (record['pass'] = (record['pass'] as string).slice(0, 60)));
    const damaged = (await open('anna'))!;
    expect(damaged.damaged).to.equal(true);
    expect(damaged.held).to.equal(null);
    expect(await damaged.holderKey()).to.equal(key);
    expect((await open('anna'))!.damaged, 'said once').to.equal(false);
  });

  it('makes a new key when the stored one is gone', async () => {
    const key = await (await open('anna'))!.holderKey();
    await meddle((record) => delete record['pair']);
    const healed = (await open('anna'))!;
    expect(healed.damaged).to.equal(true);
    expect(await healed.holderKey()).to.not.equal(key);
    expect(healed.held).to.equal(null);
    expect((await open('anna'))!.damaged).to.equal(false);
  });

  it("never shows another account's pass: its key and pass are wiped", async () => {
    const anna = (await open('anna'))!;
    await anna.keep(await issuer.issue(await anna.holderKey(), { notBefore }), 0);
    const bo = (await open('bo'))!;
    expect(bo.held).to.equal(null);
    expect(await bo.holderKey()).to.not.equal(await anna.holderKey());
    expect((await open(null))!.owner).to.equal('bo');
  });

  it('holds nothing after it was wiped', async () => {
    const anna = (await open('anna'))!;
    await anna.keep(await issuer.issue(await anna.holderKey(), { notBefore }), 0);
    await Wallet.wipe(name);
    expect(await open(null)).to.equal(null);
  });

  it('works for as long as the page lives where the browser keeps nothing', async () => {
    const original = IDBFactory.prototype.open;
    IDBFactory.prototype.open = () => {
      throw new DOMException('switched off', 'InvalidStateError');
    };
    try {
      const wallet = (await open('anna'))!;
      expect(wallet.kept).to.equal(false);
      await wallet.keep(await issuer.issue(await wallet.holderKey(), { notBefore }), 0);
      expect(wallet.held!.fields.maskedName).to.equal('张*三');
    } finally {
      IDBFactory.prototype.open = original;
    }
  });
});
