import { expect } from '@open-wc/testing';
import { BundleRefused } from '../../src/credentials/bundle-verifier.ts';
import type { SignedBundle } from '../../src/domain/bundle.ts';
import { BundleKeeper } from '../../src/store/bundle-keeper.ts';
import { removeDevices, testDevice, type TestDevice } from '../support/device.ts';
import { day, hour, noon, testDistrict, testKey, type TestDistrict } from '../support/district.ts';

let district: TestDistrict;
let device: TestDevice;

function open(from = device): Promise<BundleKeeper> {
  return BundleKeeper.open(from.settings, from.clock, district.bundleKey.publicKey);
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const fault = await work.then(
    () => null,
    (error: unknown) => error,
  );
  expect(fault).to.be.instanceOf(BundleRefused);
  return (fault as BundleRefused).reason;
}

describe('BundleKeeper', () => {
  before(async () => {
    district = await testDistrict();
  });
  beforeEach(async () => {
    device = await testDevice();
  });
  afterEach(removeDevices);

  it('has nothing to decide by on a new device', async () => {
    const keeper = await open();
    expect(keeper.current()).to.equal(null);
    expect(keeper.version).to.equal(0);
  });

  it('uses a bundle once it is taken, with its issuers’ keys, and again after a restart', async () => {
    await (await open()).take(await district.publish({ version: 5 }));
    const keeper = await open(await device.restart());
    expect(keeper.version).to.equal(5);
    expect(keeper.current()!.bundle).to.deep.equal(district.bundle({ version: 5 }));
    expect([...keeper.current()!.issuers.keys()]).to.deep.equal([7]);
  });

  it('refuses a lower version and goes on with the one it has, in memory and on the disk', async () => {
    const keeper = await open();
    await keeper.take(await district.publish({ version: 5 }));
    expect(await refusal(keeper.take(await district.publish({ version: 4 })))).to.equal('older');
    expect(keeper.version).to.equal(5);
    expect((await open(await device.restart())).version).to.equal(5);
  });

  it('refuses a lower version after a restart too', async () => {
    await (await open()).take(await district.publish({ version: 5 }));
    const keeper = await open(await device.restart());
    expect(await refusal(keeper.take(await district.publish({ version: 4 })))).to.equal('older');
  });

  it('refuses a lower version even when the one it has is expired', async () => {
    const keeper = await open();
    await keeper.take(await district.publish({ version: 5, expiresAt: noon - 1 }));
    expect(keeper.current()).to.equal(null);
    expect(await refusal(keeper.take(await district.publish({ version: 4 })))).to.equal('older');
    expect(keeper.current()).to.equal(null);
  });

  it('takes a higher version in place of the one it has', async () => {
    const keeper = await open();
    await keeper.take(await district.publish({ version: 5 }));
    await keeper.take(await district.publish({ version: 6, issuers: [] }));
    expect(keeper.version).to.equal(6);
    expect(keeper.current()!.issuers.size).to.equal(0);
  });

  it('refuses a bundle of another district, and stores nothing', async () => {
    const keeper = await open();
    const foreign = await (await testDistrict()).publish();
    expect(await refusal(keeper.take(foreign))).to.equal('signature');
    expect(keeper.current()).to.equal(null);
    expect(await device.settings.bundle()).to.equal(null);
  });

  describe('expiry', () => {
    it('ends the use of a bundle at its very moment', async () => {
      const keeper = await open();
      await keeper.take(await district.publish({ expiresAt: noon + hour }));
      device.wall.now = noon + hour - 1;
      expect(keeper.current()).to.not.equal(null);
      device.wall.now = noon + hour;
      expect(keeper.current()).to.equal(null);
      expect(keeper.version, 'still the one to beat').to.equal(1);
    });

    it('is not undone by setting the clock back: the clock has a floor', async () => {
      const keeper = await open();
      await keeper.take(await district.publish({ expiresAt: noon + hour }));
      device.wall.now = noon + 2 * hour;
      device.clock.raise(device.clock.now());
      device.wall.now = noon;
      expect(keeper.current()).to.equal(null);
    });

    it('counts from the bundle’s own time at least: a clock far back makes no old bundle young', async () => {
      device.wall.now = noon - 300 * day;
      const keeper = await open();
      await keeper.take(await district.publish({ issuedAt: noon }));
      expect(device.clock.now()).to.equal(noon);
      expect(device.clock.stopped).to.equal(true);
      const again = await device.restart();
      await open(again);
      expect(again.clock.now(), 'after a restart too').to.equal(noon);
    });
  });

  describe('what lies on the disk', () => {
    const tampered: [what: string, change: (signed: SignedBundle) => unknown][] = [
      [
        'a later expiry',
        (s) => ({ ...s, body: s.body.replace(/"expiresAt":\d+/, '"expiresAt":9999999999999') }),
      ],
      ['a rule less', (s) => ({ ...s, body: s.body.replace('"status.red"', '"status.off"') })],
      ['another signature', (s) => ({ ...s, signature: `A${s.signature.slice(1)}` })],
      ['another key’s number', (s) => ({ ...s, key: s.key + 1 })],
      ['half a record', (s) => ({ body: s.body })],
      ['a text in its place', (s) => s.body],
    ];
    for (const [what, change] of tampered) {
      it(`is not used when it was changed: ${what}`, async () => {
        await device.settings.saveBundle(change(await district.publish()) as SignedBundle);
        const keeper = await open();
        expect(keeper.current()).to.equal(null);
        expect(keeper.version).to.equal(0);
      });
    }

    it('is not used under another district’s key', async () => {
      await (await open()).take(await district.publish());
      const other = (await testKey(district.bundleKey.publicKey.id)).publicKey;
      expect((await BundleKeeper.open(device.settings, device.clock, other)).current()).to.equal(null);
    });

    it('is replaced by a good bundle after it was changed', async () => {
      const good = await district.publish();
      await device.settings.saveBundle({ ...good, body: `${good.body} ` });
      const keeper = await open();
      await keeper.take(good);
      expect(keeper.version).to.equal(1);
      expect((await open(await device.restart())).version).to.equal(1);
    });
  });
});
