// What a phone loads the first time it opens a site code: bytes over the line (gzip, headers included) and requests. Besides, of
// the built app, the bytes (gzip) of each face's first view, as its budget counts them.
import { chromium } from 'playwright-core';
import { facesWithBudget } from '../../tools/build/first-view-budgets.ts';
import { firstView } from '../../tools/build/first-view.ts';
import { browserArguments, browserExecutable } from '../../tools/machine/browser.mjs';
import { places } from '../../tools/places.ts';
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
    const faces: Record<string, number> = {};
    for (const face of facesWithBudget) faces[face] = (await firstView(places.publicFiles, face)).gzipBytes;
    return { gzipBytes, requests, faces };
  } finally {
    await browser.close();
    await district.stop();
  }
}
