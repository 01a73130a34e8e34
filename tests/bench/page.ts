// What a phone loads the first time it opens a site code: bytes over the line (gzip, headers included) and requests.
import { chromium } from 'playwright-core';
import { browserArguments, browserExecutable } from '../../tools/browser.mjs';
import { DemoDistrict } from '../e2e/support/demo-district.ts';

/** `npm run bench -- page` */
export default async function page(): Promise<object> {
  const district = await DemoDistrict.start();
  const browser = await chromium.launch({
    executablePath: await browserExecutable(),
    headless: true,
    args: browserArguments(),
  });
  try {
    const { siteCode } = await district.cast();
    const phone = await browser.newPage({ viewport: { width: 390, height: 844 } });
    const line = await phone.context().newCDPSession(phone);
    await line.send('Network.enable');
    let gzipBytes = 0;
    let requests = 0;
    line.on('Network.requestWillBeSent', () => requests++);
    line.on('Network.loadingFinished', ({ encodedDataLength }) => (gzipBytes += encodedDataLength));
    await phone.goto(siteCode);
    await phone.locator('input[type=password]').waitFor();
    await phone.waitForLoadState('networkidle');
    return { gzipBytes, requests };
  } finally {
    await browser.close();
    await district.stop();
  }
}
