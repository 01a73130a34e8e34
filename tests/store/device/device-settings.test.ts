import { expect } from '@open-wc/testing';
import { isKeptKey } from '../../../src/store/records/chain-key.ts';
import type { Pairing } from '../../../src/store/device/settings-schema.ts';
import {
  committed,
  harmDatabase,
  loseDatabase,
  loseSettings,
  removeDevices,
  testDevice,
  testPlace,
  testScan,
  waitingScans,
  type TestDevice,
} from '../../support/device.ts';
import { fillDatabase } from '../../support/failing-disk.ts';
import { noon, testDistrict, type TestDistrict } from '../../support/district.ts';

let device: TestDevice;
let district: TestDistrict;

function pairing(change: Partial<Pairing> = {}): Pairing {
  return {
    token: 'token',
    uploadKey: 'upload key',
    sentry: testPlace(),
    root: district.root.publicKey,
    ingest: district.ingestKey.publicKey,
    ...change,
  };
}

describe('DeviceSettings', () => {
  before(async () => {
    district = await testDistrict();
  });
  beforeEach(async () => {
    device = await testDevice();
  });
  afterEach(removeDevices);

  it('knows nothing on a new device, but its key', async () => {
    expect(await device.settings.pairing()).to.equal(null);
    expect(await device.settings.bundle()).to.equal(null);
    expect(await device.settings.word()).to.equal(null);
    expect(await device.settings.clockFloor()).to.equal(0);
    expect(isKeptKey(await device.settings.chainKey())).to.equal(true);
  });

  it('keeps pairing, bundle, word and clock across a restart', async () => {
    const bundle = await district.publish();
    const word = await district.word();
    await device.settings.savePairing(pairing());
    await device.settings.saveBundle(bundle);
    await device.settings.saveWord(word);
    await device.settings.saveClockFloor(noon);
    const { settings } = await device.restart();
    expect(await settings.pairing()).to.deep.equal(pairing());
    expect(await settings.bundle()).to.deep.equal(bundle);
    expect(await settings.word()).to.deep.equal(word);
    expect(await settings.clockFloor()).to.equal(noon);
  });

  it('forgets pairing, bundle and word together, and keeps records, used showings, key and clock', async () => {
    await device.settings.savePairing(pairing());
    await device.settings.saveBundle(await district.publish());
    await device.settings.saveWord(await district.word());
    await device.queue.add(testScan(), 'pass.1');
    await device.settings.forgetPairing();
    const again = await device.restart();
    expect(await again.settings.pairing()).to.equal(null);
    expect(await again.settings.bundle()).to.equal(null);
    expect(await again.settings.word()).to.equal(null);
    expect(await again.settings.clockFloor()).to.equal(noon);
    expect(again.device.key.point).to.equal(device.device.key.point);
    expect(await waitingScans(again)).to.have.length(1);
    expect(again.queue.wasUsed('pass.1')).to.equal(true);
  });

  it('has a key that no script can export', async () => {
    const { privateKey } = (await device.settings.chainKey())!;
    expect(privateKey.extractable).to.equal(false);
    const fault = await crypto.subtle.exportKey('pkcs8', privateKey).catch((why: unknown) => why);
    expect(fault).to.be.instanceOf(DOMException);
  });

  it('survives the loss of its database, and says so', async () => {
    const bundle = await district.publish();
    await device.settings.savePairing(pairing());
    await device.settings.saveBundle(bundle);
    const again = await device.after(() => loseSettings(device.names));
    expect(await again.settings.pairing()).to.deep.equal(pairing());
    expect(await again.settings.bundle()).to.deep.equal(bundle);
    expect(again.device.key.point).to.equal(device.device.key.point);
    expect(again.device.pairing, 'the gate goes on').to.deep.equal(pairing());
    expect(again.device.storage).to.include({ settings: 'healed', database: 'ok', journal: 'ok' });
    const third = await again.after(() => loseDatabase(device.names));
    expect(third.device.key.point, 'the first has it again').to.equal(device.device.key.point);
    expect(third.device.pairing).to.deep.equal(pairing());
  });

  it('survives the loss of its second copy', async () => {
    await device.settings.savePairing(pairing());
    const again = await device.after(() => loseDatabase(device.names));
    expect(again.device.pairing).to.deep.equal(pairing());
    const third = await again.after(() => loseSettings(device.names));
    expect(third.device.pairing).to.deep.equal(pairing());
    expect(third.device.key.point).to.equal(device.device.key.point);
  });

  it('brings a copy that was made anew meanwhile to what the other has, before the next write', async () => {
    await device.settings.savePairing(pairing());
    await harmDatabase(device.names, 'settings', (settings) => settings.clear());
    await device.settings.saveWord(await district.word());
    const again = await device.after(() => loseSettings(device.names));
    expect(again.device.pairing).to.deep.equal(pairing());
    expect(again.device.key.point).to.equal(device.device.key.point);
  });

  it('opens where one copy cannot be brought to what the other says, and believes that one', async () => {
    await device.settings.savePairing(pairing({ token: 'old' }));
    let undo = (): void => undefined;
    const second = await device.after(async () => {
      await loseDatabase(device.names);
      undo = fillDatabase('settings', device.names.scans);
    });
    expect((await second.settings.pairing())?.token).to.equal('old');
    undo();
    const mended = await second.restart();
    const third = await mended.after(async () => {
      await harmDatabase(device.names, 'settings', (settings) => {
        settings.put(pairing({ token: 'new' }), 'pairing');
        settings.put(99, 'stamp');
      });
      undo = fillDatabase('settings', device.names.settings);
    });
    undo();
    expect((await third.settings.pairing())?.token).to.equal('new');
    expect(third.device.storage).to.include({ settings: 'failed' });
    const fourth = await third.restart();
    expect((await fourth.settings.pairing())?.token).to.equal('new');
    expect(fourth.device.storage).to.include({ settings: 'healed' });
  });

  it('writes nothing that comes again by itself to a disk that took no scan: that could cost both databases', async () => {
    await device.settings.saveWord(await district.word());
    const undo = fillDatabase();
    await device.queue.add(testScan(), null);
    undo();
    const before = await committed(device.names, 'settings');
    for (const put of [
      () => device.settings.saveClockFloor(noon + 1),
      async () => device.settings.saveWord(await district.word()),
    ])
      expect(await put().then(String, String)).to.contain('took no scan');
    expect(await committed(device.names, 'settings')).to.deep.equal(before);
    // A command or the end of a pairing is tried all the same.
    await device.settings.forgetPairing();
    await device.queue.add(testScan({ t: noon + 1 }), null);
    await device.settings.saveClockFloor(noon + 2);
    expect(await device.settings.clockFloor()).to.equal(noon + 2);
  });

  it('takes the later of two copies that differ, also where that one has less', async () => {
    await device.settings.savePairing(pairing({ token: 'old' }));
    const again = await device.after(async () => {
      await harmDatabase(device.names, 'settings', (settings) => {
        settings.put(pairing({ token: 'new' }), 'pairing');
        settings.put(99, 'stamp');
      });
    });
    expect((await again.settings.pairing())?.token).to.equal('new');
    const third = await again.after(() =>
      harmDatabase(device.names, 'settings', (settings) => {
        settings.delete('pairing');
        settings.put(999, 'stamp');
      }),
    );
    expect(await third.settings.pairing(), 'what was forgotten stays forgotten').to.equal(null);
  });

  it('has no pairing any more when the key is lost with both: the server would not believe another', async () => {
    await device.settings.savePairing(pairing());
    const again = await device.after(async () => {
      await loseDatabase(device.names);
      await loseSettings(device.names);
    });
    expect(again.device.pairing).to.equal(null);
    expect(again.device.key.point).to.not.equal(device.device.key.point);
  });
});
