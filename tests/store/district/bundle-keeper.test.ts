import { expect } from '@open-wc/testing';
import { BundleRefused } from '../../../src/credentials/signed/bundle-verifier.ts';
import { ageHours } from '../../../src/domain/policy/facts.ts';
import type { SignedBundle } from '../../../src/domain/bundle/bundle.ts';
import { BundleKeeper } from '../../../src/store/district/bundle-keeper.ts';
import { removeDevices, testDevice, type TestDevice } from '../../support/device.ts';
import {
  charted,
  day,
  hour,
  minute,
  noon,
  testDistrict,
  testKey,
  type TestDistrict,
} from '../../support/district.ts';

let district: TestDistrict;
let device: TestDevice;

function open(from = device): Promise<BundleKeeper> {
  return BundleKeeper.open(from.settings, from.clock, district.root.publicKey);
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
    await keeper.take(await district.publish({ version: 6 }, { charter: { issuers: [] } }));
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
      expect(device.clock.now()).to.be.within(noon, noon + minute);
      expect(device.clock.stopped).to.equal(true);
      const again = await device.restart();
      await open(again);
      expect(again.clock.now(), 'after a restart too').to.be.within(noon, noon + minute);
    });
  });

  describe('what lies on the disk', () => {
    const tampered: [what: string, change: (signed: SignedBundle) => unknown][] = [
      [
        'a later expiry',
        (s) => ({ ...s, body: s.body.replace(/"expiresAt":\d+/, '"expiresAt":9999999999999') }),
      ],
      ['a rule less', (s) => ({ ...s, body: s.body.replace('"status.red"', '"status.off"') })],
      ['one signature less', (s) => ({ ...s, signatures: s.signatures.slice(1) })],
      ['the same signature twice', (s) => ({ ...s, signatures: [s.signatures[0], s.signatures[0]] })],
      [
        'a later end of the charter',
        (s) => ({
          ...s,
          charter: {
            ...s.charter,
            body: s.charter.body.replace(/"expiresAt":\d+/, '"expiresAt":9999999999999'),
          },
        }),
      ],
      [
        'a demo made of it',
        (s) => ({
          ...s,
          charter: { ...s.charter, body: s.charter.body.replace('"demo":false', '"demo":true') },
        }),
      ],
      ['no charter', ({ body, signatures }) => ({ body, signatures })],
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

    it('is not used under another district’s root', async () => {
      await (await open()).take(await district.publish());
      const other = (await testKey(district.root.publicKey.id)).publicKey;
      const keeper = await BundleKeeper.open(device.settings, device.clock, other);
      expect(keeper.current()).to.equal(null);
      expect(keeper.isDemo).to.equal(false);
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

  describe('an official whose time has ended', () => {
    const ended = noon + day;
    const signedBefore = (version: number, issuedAt: number): Promise<SignedBundle> => {
      const [first, second] = district.charter().officials;
      const charter = { officials: [first!, { ...second!, notAfter: ended }] };
      return district.publish({ version, issuedAt, expiresAt: noon + 90 * day }, { charter });
    };

    it('ends nothing of a bundle that is in use, also after a restart weeks later', async () => {
      await (await open()).take(await signedBefore(5, noon));
      device.wall.now = noon + 40 * day;
      const keeper = await open(await device.restart());
      expect(keeper.current()?.bundle.version).to.equal(5);
      await keeper.take(await signedBefore(5, noon));
      expect(keeper.version, 'the server sends it once more').to.equal(5);
    });

    it('brings no further bundle in by an early date', async () => {
      const keeper = await open();
      await keeper.take(await signedBefore(5, noon));
      device.wall.now = ended + 8 * day;
      expect(await refusal(keeper.take(await signedBefore(6, noon + hour)))).to.equal('official-expired');
      // The clock of the device set back, and what the server signed since.
      await keeper.hear(await district.word({ at: ended + 8 * day }));
      device.wall.now = noon;
      expect(await refusal(keeper.take(await signedBefore(6, noon + hour)))).to.equal('official-expired');
      expect(await refusal(keeper.take(await signedBefore(6, noon - hour)))).to.equal('older');
      expect(keeper.version).to.equal(5);
    });

    it('does not keep a device that was away for weeks from what officials in force publish', async () => {
      const keeper = await open();
      await keeper.take(await signedBefore(5, noon));
      device.wall.now = noon + 60 * day;
      const third = await testKey(3);
      const [first] = district.officials;
      const charter = {
        version: 2,
        officials: [...district.charter().officials.slice(0, 1), { ...charted(third), name: 'Third' }],
      };
      const issuedAt = noon + 20 * day;
      await keeper.take(
        await district.publish(
          { version: 6, issuedAt, expiresAt: noon + 90 * day },
          { by: [first, third], charter },
        ),
      );
      expect(keeper.current()?.bundle.version).to.equal(6);
    });
  });

  describe('the charter', () => {
    it('is never replaced by a lower version, though the bundle is higher', async () => {
      const keeper = await open();
      await keeper.take(await district.publish({ version: 5 }, { charter: { version: 3 } }));
      const older = await district.publish({ version: 6 }, { charter: { version: 2 } });
      expect(await refusal(keeper.take(older))).to.equal('older');
      expect(keeper.current()!.charter.version).to.equal(3);
      expect(keeper.version).to.equal(5);
      const again = await open(await device.restart());
      expect(await refusal(again.take(older)), 'after a restart too').to.equal('older');
    });

    it('of a higher version is taken with the bundle of the same', async () => {
      const keeper = await open();
      await keeper.take(await district.publish({ version: 5 }));
      await keeper.take(await district.publish({ version: 5 }, { charter: { version: 2, issuers: [] } }));
      expect(keeper.current()!.charter.version).to.equal(2);
      expect(keeper.current()!.issuers.size).to.equal(0);
    });

    it('ends the use of the bundle when it expires, and a clock set back revives nothing', async () => {
      const keeper = await open();
      await keeper.take(await district.publish({}, { charter: { expiresAt: noon + hour } }));
      device.wall.now = noon + hour - 1;
      expect(keeper.current()).to.not.equal(null);
      device.wall.now = noon + hour;
      expect(keeper.current()).to.equal(null);
      device.clock.raise(device.clock.now());
      device.wall.now = noon;
      expect(keeper.current()).to.equal(null);
    });

    it('that has expired brings nothing in', async () => {
      const keeper = await open();
      const expired = await district.publish({}, { charter: { expiresAt: noon } });
      expect(await refusal(keeper.take(expired))).to.equal('charter-expired');
      expect(await device.settings.bundle()).to.equal(null);
    });

    it('says that this is a demo, also when the bundle has expired', async () => {
      const keeper = await open();
      expect(keeper.isDemo).to.equal(false);
      const name = { 'zh-CN': '演示', en: 'Demo' };
      await keeper.take(
        await district.publish({ expiresAt: noon - 1 }, { charter: { district: { name, demo: true } } }),
      );
      expect(keeper.current()).to.equal(null);
      expect(keeper.isDemo).to.equal(true);
    });
  });

  describe('the server’s statement', () => {
    it('dates the data; two days without it the date is the same and the data two days old', async () => {
      const keeper = await open();
      expect(keeper.dataAsOf).to.equal(null);
      await keeper.take(await district.publish());
      expect(keeper.dataAsOf, 'a bundle alone is no word').to.equal(null);
      await keeper.hear(await district.word());
      expect(keeper.dataAsOf).to.equal(noon);
      device.wall.now = noon + 2 * day;
      expect(keeper.dataAsOf).to.equal(noon);
      expect(ageHours(device.clock.now(), keeper.dataAsOf)).to.equal(48);
      expect((await open(await device.restart())).dataAsOf, 'after a restart too').to.equal(noon);
    });

    it('of later replaces an earlier one, and never the other way round', async () => {
      const keeper = await open();
      await keeper.take(await district.publish());
      await keeper.hear(await district.word({ at: noon }));
      await keeper.hear(await district.word({ at: noon - hour }));
      expect(keeper.dataAsOf).to.equal(noon);
      await keeper.hear(await district.word({ at: noon + hour }));
      expect(keeper.dataAsOf).to.equal(noon + hour);
      await keeper.hear(await district.word({ at: noon }));
      expect((await open(await device.restart())).dataAsOf).to.equal(noon + hour);
    });

    it('counts for nothing by a key that the charter does not name, or changed on the way', async () => {
      const keeper = await open();
      await keeper.take(await district.publish());
      await keeper.hear(await district.word({}, await testKey(6)));
      await keeper.hear(await district.word({}, district.officials[0]));
      const word = await district.word();
      await keeper.hear({ ...word, body: word.body.replace(/"at":\d/, '"at":2') });
      expect(keeper.dataAsOf).to.equal(null);
      expect(await device.settings.word()).to.equal(null);
    });

    it('counts for nothing without a charter to check it by', async () => {
      const keeper = await open();
      await keeper.hear(await district.word());
      expect(keeper.dataAsOf).to.equal(null);
    });

    it('that was changed on the disk is not heard', async () => {
      const keeper = await open();
      await keeper.take(await district.publish());
      const word = await district.word({ at: noon - 3 * day });
      await device.settings.saveWord({ ...word, body: word.body.replace(/"at":\d+/, `"at":${noon}`) });
      expect((await open(await device.restart())).dataAsOf).to.equal(null);
    });

    it('is a floor of the clock: set back, the data grow no younger', async () => {
      const keeper = await open();
      await keeper.take(await district.publish());
      await keeper.hear(await district.word({ at: noon + 3 * hour }));
      device.wall.now = noon - 30 * day;
      expect(device.clock.now()).to.be.at.least(noon + 3 * hour);
      const again = await device.restart();
      await open(again);
      expect(again.clock.now(), 'after a restart too').to.be.at.least(noon + 3 * hour);
    });
  });
});
