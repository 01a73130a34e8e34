import { expect } from '@open-wc/testing';
import { PassKeeper } from '../../src/me/pass-keeper.ts';
import { Wallet } from '../../src/store/holder/wallet.ts';
import { testIssuer, type TestIssuer } from '../store/test-issuer.ts';
import { FakeServer } from './fake-server.ts';

const start = Date.UTC(2026, 10, 23, 6, 0, 30);
const minute = 60_000;

describe('PassKeeper', () => {
  let issuer: TestIssuer;
  let name: string;
  let wallet: Wallet;
  let server: FakeServer;
  let now: number;
  /** How far the phone's clock is ahead of the server's, ms. */
  let ahead: number;

  before(async () => {
    issuer = await testIssuer();
  });
  beforeEach(async () => {
    name = `keeper-${crypto.randomUUID()}`;
    wallet = (await Wallet.open('anna', name))!;
    now = start;
    ahead = 0;
    server = new FakeServer(issuer, () => now);
  });
  afterEach(() => {
    wallet.close();
    indexedDB.deleteDatabase(name);
  });

  const keeper = (kept = wallet) =>
    new PassKeeper(
      server.client(),
      kept,
      () => undefined,
      () => now + ahead,
    );

  it('gets the first pass by itself', async () => {
    const me = keeper();
    expect(me.state()).to.equal('none');
    await me.tick();
    expect(server.asked).to.deep.equal(['me', 'pass']);
    expect(me.state()).to.equal('valid');
    expect(me.held!.fields.maskedName).to.equal('张*三');
  });

  it('asks for a new pass when less than half of its life is left, and not before', async () => {
    const me = keeper();
    await me.tick();
    now += 29 * minute;
    await me.tick();
    expect(server.asked.filter((path) => path === 'pass')).to.have.length(1);
    const first = me.held;
    now += 6 * minute;
    await me.tick();
    expect(server.asked.filter((path) => path === 'pass')).to.have.length(2);
    expect(me.held!.fields.notBefore).to.be.greaterThan(first!.fields.notBefore);
  });

  it('asks for a new pass at once when the status has changed', async () => {
    const me = keeper();
    await me.tick();
    server.me.status = { ...server.me.status, colour: 'yellow' };
    await me.tick();
    expect(me.held!.fields.colour, 'asked again after five minutes only').to.equal('green');
    now += 6 * minute;
    await me.tick();
    expect(me.held!.fields.colour).to.equal('yellow');
  });

  it('does not ask for a new pass again and again when no pass can say what the server says', async () => {
    const me = keeper();
    server.me.status = { ...server.me.status, sampleTime: Date.UTC(2023, 0, 1) };
    for (let round = 0; round < 4; round++) {
      await me.tick();
      now += 6 * minute;
    }
    expect(server.asked.filter((path) => path === 'pass')).to.have.length(1);
  });

  it('gets a new pass on demand', async () => {
    const me = keeper();
    await me.tick();
    const first = me.held;
    await me.update(true);
    expect(me.held).to.not.equal(first);
  });

  it('keeps the pass when the server is silent, says why, and tries again', async () => {
    const me = keeper();
    await me.tick();
    const { held } = me;
    server.down = true;
    now += 31 * minute;
    await me.tick();
    expect(me.fault).to.equal('offline');
    expect(me.held).to.equal(held);
    expect(me.state()).to.equal('valid');
    const asked = server.asked.length;
    await me.tick();
    expect(server.asked, 'not at once').to.have.length(asked);
    server.down = false;
    now += minute;
    await me.tick();
    expect(me.fault).to.equal(null);
    expect(me.held).to.not.equal(held);
  });

  it('ends with the pass when the server stays silent', async () => {
    const me = keeper();
    await me.tick();
    server.down = true;
    now = me.held!.fields.notBefore + 60 * minute - 1;
    expect(me.state()).to.equal('valid');
    now += 1;
    expect(me.state()).to.equal('ended');
  });

  it('stops asking once the sign-in has run out', async () => {
    const me = keeper();
    await me.tick();
    server.refuses = { status: 401, code: 'sign-in' };
    await me.update(true);
    expect(me.fault).to.equal('sign-in');
    expect(me.state()).to.equal('valid');
    const asked = server.asked.length;
    now += 20 * minute;
    await me.tick();
    expect(server.asked).to.have.length(asked);
  });

  for (const wrong of [95_000, -95_000]) {
    it(`corrects a phone's clock that is ${wrong / 1000} s ahead, and still knows after a restart`, async () => {
      ahead = wrong;
      const me = keeper();
      await me.tick();
      expect(me.clockAheadMs).to.equal(wrong);
      expect(me.now()).to.equal(now);
      expect(me.state()).to.equal('valid');
      wallet.close();

      const again = (await Wallet.open(null, name))!;
      server.down = true;
      expect(keeper(again).now()).to.equal(now);
      again.close();
    });
  }
});
