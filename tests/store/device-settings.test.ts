import { expect } from '@open-wc/testing';
import { removeDevices, testDevice, testPlace, testScan, type TestDevice } from '../support/device.ts';
import { noon, testDistrict } from '../support/district.ts';

let device: TestDevice;

describe('DeviceSettings', () => {
  beforeEach(async () => {
    device = await testDevice();
  });
  afterEach(removeDevices);

  it('knows nothing on a new device', async () => {
    expect(await device.settings.pairing()).to.equal(null);
    expect(await device.settings.bundle()).to.equal(null);
    expect(await device.settings.word()).to.equal(null);
    expect(await device.settings.clockFloor()).to.equal(0);
  });

  it('keeps pairing, bundle, word and clock across a restart', async () => {
    const district = await testDistrict();
    const pairing = { token: 'token', sentry: testPlace(), root: district.root.publicKey };
    const bundle = await district.publish();
    await device.settings.savePairing(pairing);
    await device.settings.saveBundle(bundle);
    const word = await district.word();
    await device.settings.saveWord(word);
    await device.settings.saveClockFloor(noon);
    const { settings } = await device.restart();
    expect(await settings.pairing()).to.deep.equal(pairing);
    expect(await settings.bundle()).to.deep.equal(bundle);
    expect(await settings.word()).to.deep.equal(word);
    expect(await settings.clockFloor()).to.equal(noon);
  });

  it('forgets pairing, bundle and word together, and keeps scans, used showings and the clock', async () => {
    const district = await testDistrict();
    await device.settings.savePairing({
      token: 'token',
      sentry: testPlace(),
      root: district.root.publicKey,
    });
    await device.settings.saveBundle(await district.publish());
    await device.settings.saveWord(await district.word());
    await device.queue.add(testScan(), 'pass.1');
    await device.settings.forgetPairing();
    const { settings, queue } = await device.restart();
    expect(await settings.pairing()).to.equal(null);
    expect(await settings.bundle()).to.equal(null);
    expect(await settings.word()).to.equal(null);
    expect(await settings.clockFloor()).to.equal(noon);
    expect(await queue.oldest(9)).to.have.length(1);
    expect(queue.wasUsed('pass.1')).to.equal(true);
  });
});
