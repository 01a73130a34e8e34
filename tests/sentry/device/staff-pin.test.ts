import { expect } from '@open-wc/testing';
import { hashPin } from '../../../src/credentials/bytes/pin-hash.ts';
import type { PinHash } from '../../../src/domain/gate/pin.ts';
import { StaffPin } from '../../../src/sentry/device/staff-pin.ts';
import type { DeviceSettings } from '../../../src/store/device/device-settings.ts';
import type { PinTries } from '../../../src/store/device/settings-schema.ts';
import { noon } from '../../support/district.ts';

/** Cheap to check; the app makes dearer ones. */
const weak = async (pin: string): Promise<PinHash> => hashPin(pin, 1000);

describe('the staff’s PIN', () => {
  let kept: PinTries | null;
  let now: number;
  let pin: PinHash | null;
  let isDiskFull: boolean;
  const settings = {
    pinTries: async () => kept,
    savePinTries: async (tries: PinTries) => {
      if (isDiskFull) throw new Error('disk full');
      kept = tries;
    },
  } as unknown as DeviceSettings;
  /** As after the page was loaded anew. */
  const start = () => StaffPin.open({ settings, pin: () => pin, now: () => now });

  beforeEach(async () => {
    [kept, now, isDiskFull] = [null, noon, false];
    pin = await weak('274619');
  });

  it('opens for the right one, offline, and closes again', async () => {
    const lock = await start();
    expect(lock.isOpen).to.equal(false);
    expect(await lock.try('274619')).to.equal('open');
    expect(lock.isOpen).to.equal(true);
    lock.close();
    expect(lock.isOpen).to.equal(false);
  });

  it('is open where the site has none, and says so', async () => {
    pin = null;
    const lock = await start();
    expect([lock.isOpen, lock.isSet]).to.deep.equal([true, false]);
  });

  it('takes no try after three wrong ones before the wait is over, be it the right one', async () => {
    const lock = await start();
    expect(await lock.try('000001')).to.equal('wrong');
    expect(await lock.try('000002')).to.equal('wrong');
    expect(await lock.try('000003')).to.equal('wait');
    expect(lock.waitMs).to.equal(30_000);
    expect(await lock.try('274619')).to.equal('wait');
    expect(lock.isOpen).to.equal(false);
    now += 30_000;
    expect(await lock.try('000004')).to.equal('wait');
    expect(lock.waitMs, 'longer each time').to.equal(60_000);
    now += 60_000;
    expect(await lock.try('274619')).to.equal('open');
    expect(lock.waitMs).to.equal(0);
  });

  it('waits on when the page is loaded anew', async () => {
    const before = await start();
    for (const wrong of ['000001', '000002', '000003']) await before.try(wrong);
    const after = await start();
    expect(after.waitMs).to.equal(30_000);
    expect(await after.try('274619')).to.equal('wait');
  });

  it('has counted a try before it is checked: pulling the plug gives none for nothing', async () => {
    const lock = await start();
    const trying = lock.try('000001');
    await Promise.resolve();
    await Promise.resolve();
    expect(kept?.wrong).to.equal(1);
    await trying;
  });

  it('takes none that the disk does not keep', async () => {
    const lock = await start();
    isDiskFull = true;
    const fault = await lock.try('274619').catch((error: Error) => error.message);
    expect(fault).to.equal('disk full');
    expect(lock.isOpen).to.equal(false);
  });

  it('forgets the wrong tries of a PIN that was replaced: who lost it is not kept out', async () => {
    const lock = await start();
    for (const wrong of ['000001', '000002', '000003']) await lock.try(wrong);
    pin = await weak('918273');
    expect(lock.waitMs).to.equal(0);
    expect(await lock.try('274619')).to.equal('wrong');
    expect(await lock.try('918273')).to.equal('open');
  });

  it('does not open by a hash that is none', async () => {
    pin = { salt: '!', hash: '!', rounds: 0 };
    expect(await (await start()).try('274619')).to.equal('wrong');
  });
});
