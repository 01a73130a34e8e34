import { expect } from '@open-wc/testing';
import { hashPin } from '../../../src/credentials/bytes/pin-hash.ts';
import { usualGateSettings } from '../../../src/domain/gate/gate-settings.ts';
import { diagnostics } from '../../../src/sentry/staff/diagnostics.ts';
import { testScan } from '../../support/device.ts';
import { testDistrict } from '../../support/district.ts';
import { pairedTablet, removeTablets } from '../paired-device.ts';
import { gateState } from '../passages.ts';

describe('the diagnostics of a sentry', () => {
  after(removeTablets);

  it('say how it is, and nothing of a person, a secret, a key or a record', async () => {
    const device = await pairedTablet(await testDistrict());
    const pin = await hashPin('274619', 1000);
    await device.site!.hear({ ...usualGateSettings, version: 7, pin: { ...pin, rounds: 600_000 } });
    const scan = { ...testScan(), pass: 'a1b2c3d4e5f60718', showing: 'c2hvd2luZw' };
    await device.queue.add(scan, null);
    const told = await diagnostics(device, gateState());
    const text = JSON.stringify(told);
    expect(told).to.include({ device: device.pairing!.sentry.device, lanes: 1 });
    expect(text).to.contain('"hasPin":true').and.to.contain('"depth":1');
    const { token, uploadKey, root, ingest, sentry } = device.pairing!;
    const secrets = [token, uploadKey, root.point, ingest.point, device.key.point, device.sealer!.session];
    const records = [scan.pass, scan.showing, scan.boot, ...device.queue.chains().map(({ chain }) => chain)];
    for (const hidden of [...secrets, ...records, pin.salt, pin.hash, sentry.name, sentry.siteName, '张'])
      expect(text, hidden).to.not.contain(hidden);
    // No text is longer than a browser's name: nothing can hide in one.
    const texts = [...text.matchAll(/:"([^"]*)"/g)].map(([, value]) => value!);
    expect(texts.filter((value) => value.length > 40 && value !== navigator.userAgent)).to.deep.equal([]);
  });
});
