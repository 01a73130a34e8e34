import { testDevice, removeDevices } from '../support/device.ts';
it('times', async () => {
  for (let i = 0; i < 4; i++) {
    const t0 = performance.now();
    const d = await testDevice();
    const t1 = performance.now();
    const e = await d.restart();
    const t2 = performance.now();
    await removeDevices();
    const t3 = performance.now();
    console.log('TIMES', t1 - t0, t2 - t1, t3 - t2);
  }
}).timeout(60000);
