// What a browser takes away under an open page: the wallet's database closed, deleted, full.
import { expect } from '@open-wc/testing';
import { OfficialKey } from '../../../src/store/holder/official-key.ts';
import { Wallet } from '../../../src/store/holder/wallet.ts';
import { fillDatabase } from '../../support/failing-disk.ts';
import { testIssuer, type TestIssuer } from '../test-issuer.ts';
import { waitUntil } from '../../support/wait-until.ts';

const notBefore = Date.UTC(2026, 10, 23, 6, 0);
let issuer: TestIssuer;
let name: string;
let undo: (() => void)[];
/** The connections that were opened, the latest last. */
let connections: IDBDatabase[];

/** Notes each connection, so that a test can close it as the browser does. */
function watchOpening(): void {
  const original = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (this: IDBFactory, ...given: Parameters<typeof original>) {
    const request = original.apply(this, given);
    request.addEventListener('success', () => connections.push(request.result));
    return request;
  };
  undo.push(() => (IDBFactory.prototype.open = original));
}

/** From now on no database opens. */
function refuseOpening(): () => void {
  const original = IDBFactory.prototype.open;
  IDBFactory.prototype.open = () => {
    throw new DOMException('Internal error opening backing store.', 'UnknownError');
  };
  const again = (): void => void (IDBFactory.prototype.open = original);
  undo.push(again);
  return again;
}

/** What a browser does whose disk failed, or whose person cleared the site's data. */
function closeAsBrowser(): void {
  const connection = connections.at(-1)!;
  connection.close();
  connection.dispatchEvent(new Event('close'));
}

const deleted = () =>
  new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.addEventListener('success', () => resolve());
    request.addEventListener('error', () => reject(request.error));
  });

async function renew(wallet: Wallet, maskedName: string): Promise<void> {
  const { pair, holderKey } = await wallet.nextKey();
  await wallet.keep(await issuer.issue(holderKey, { notBefore, maskedName }), 0, pair);
}

/** Whose pass the next start of the page finds; null for none. */
async function found(): Promise<string | null> {
  const wallet = await Wallet.open(null, name);
  const shown = wallet?.held?.fields.maskedName ?? null;
  wallet?.close();
  return shown;
}

describe('a wallet whose database is taken away', () => {
  let wallet: Wallet;
  before(async () => {
    issuer = await testIssuer();
  });
  beforeEach(async () => {
    name = `wallet-${crypto.randomUUID()}`;
    undo = [];
    connections = [];
    watchOpening();
    wallet = (await Wallet.open('anna', name))!;
    await renew(wallet, '张*三');
  });
  afterEach(async () => {
    for (const again of undo.toReversed()) again();
    wallet.close();
    await deleted();
  });

  it('by the browser: the next pass is kept all the same', async () => {
    closeAsBrowser();
    await renew(wallet, '李*四');
    expect(wallet.kept).to.equal(true);
    expect(await found()).to.equal('李*四');
  });

  it('without a word: the next pass is kept all the same', async () => {
    connections.at(-1)!.close();
    await renew(wallet, '李*四');
    expect(wallet.kept).to.equal(true);
    expect(await found()).to.equal('李*四');
  });

  it('by deletion: nobody’s deletion waits for it, and key and pass are written again', async () => {
    const key = await wallet.holderKey();
    await deleted();
    await waitUntil(async () => (await found()) === '张*三', 'it is there again');
    expect(wallet.kept).to.equal(true);
    const again = (await Wallet.open('anna', name))!;
    expect(await again.holderKey()).to.equal(key);
    again.close();
  });

  it('for good: it says so, the pass is shown on, and it is kept again when that is possible', async () => {
    const open = refuseOpening();
    closeAsBrowser();
    await waitUntil(() => !wallet.kept, 'it is noticed without a write');
    await renew(wallet, '李*四');
    expect(wallet.kept).to.equal(false);
    expect(wallet.held!.fields.maskedName).to.equal('李*四');
    open();
    await wallet.keepContact(7);
    expect(wallet.kept).to.equal(true);
    expect(await found()).to.equal('李*四');
  });

  it('by a full disk: it says so, and keeps it when there is room', async () => {
    const room = fillDatabase('wallet', name);
    undo.push(room);
    await renew(wallet, '李*四');
    expect(wallet.kept).to.equal(false);
    expect(wallet.held!.fields.maskedName).to.equal('李*四');
    expect(await found(), 'the old one is whole').to.equal('张*三');
    room();
    await renew(wallet, '王*五');
    expect(wallet.kept).to.equal(true);
    expect(await found()).to.equal('王*五');
  });

  it('after it was closed: nothing is written any more', async () => {
    await Wallet.wipe(name);
    wallet.close();
    await renew(wallet, '李*四');
    expect(await found()).to.equal(null);
  });

  it('never writes over another account that signed in meanwhile', async () => {
    const bo = (await Wallet.open('bo', name))!;
    await renew(bo, '博*');
    await renew(wallet, '李*四');
    expect(wallet.kept).to.equal(false);
    expect(await found()).to.equal('博*');
    bo.close();
  });
});

describe('an official’s key whose database is taken away', () => {
  beforeEach(() => {
    name = `official-${crypto.randomUUID()}`;
    undo = [];
    connections = [];
    watchOpening();
  });
  afterEach(async () => {
    for (const again of undo.toReversed()) again();
    await deleted();
  });

  it('is kept where the database can be opened again', async () => {
    const key = await OfficialKey.open(name);
    closeAsBrowser();
    const point = await key.make();
    key.close();
    const again = await OfficialKey.open(name);
    expect(again.point).to.equal(point);
    again.close();
  });

  it('is not made where it would not be kept', async () => {
    const key = await OfficialKey.open(name);
    const before = await key.make();
    undo.push(fillDatabase('key', name));
    const fault = await key.make().catch((error: unknown) => error);
    expect(fault).to.be.instanceOf(DOMException);
    expect(key.point).to.equal(before);
    key.close();
  });
});
