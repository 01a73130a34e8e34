// What a server can never take stops nothing: it goes to a list that staff see, and everything else goes through.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BoardAnswer, DemoPairingCodeAnswer } from '../../src/domain/api.ts';
import { DemoDistrict } from './support/demo-district.ts';
import { GateBrowser } from './support/gate-browser.ts';
import { pairTablet } from './support/pair-tablet.ts';
import { Phone } from './support/phone.ts';
import { verdictWords } from './support/verdict.ts';

let district: DemoDistrict;
let tablet: GateBrowser;

before(async () => {
  district = await DemoDistrict.start();
  tablet = await GateBrowser.open();
  const { code } = await district.ask<DemoPairingCodeAnswer>('demo/pairing-code', null, {});
  await pairTablet(tablet.page, district.url, code);
  await tablet.page.getByText('已联网').waitFor();
});

after(async () => {
  await tablet?.close();
  await district?.stop();
});

async function scansToday(): Promise<number> {
  return (await district.ask<BoardAnswer>('board', await district.signIn('authority'))).scans;
}

/** Changes a record that waits on the tablet's disk, as a fault of an older version of the app would have written it. */
async function spoilOldestScan(change: Record<string, unknown>): Promise<number> {
  return tablet.page.evaluate(async (values) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('sitecode-sentry');
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error!));
    });
    const transaction = database.transaction('scans', 'readwrite');
    const store = transaction.objectStore('scans');
    const seq = await new Promise<number>((resolve, reject) => {
      const request = store.openCursor();
      request.addEventListener('error', () => reject(request.error!));
      request.addEventListener('success', () => {
        const scan = request.result!.value as { seq: number };
        store.put({ ...scan, ...values });
        resolve(scan.seq);
      });
    });
    await new Promise((resolve) => transaction.addEventListener('complete', resolve));
    database.close();
    return seq;
  }, change);
}

test('a record of an unknown site goes to the list that staff see, and the others go through', async () => {
  const counted = await scansToday();
  const phones = await Promise.all(Array.from({ length: 3 }, () => Phone.of(district, 'valid')));
  await district.kill();
  for (const phone of phones) {
    tablet.camera.show(await phone.text());
    await verdictWords(tablet.page);
    tablet.camera.show(null);
    await tablet.page.waitForTimeout(400);
  }
  const seq = await spoilOldestScan({ site: 999_999 });
  await district.restart();
  const strip = tablet.page.locator('sc-status-strip');
  await strip.getByText(/待上传 0/).waitFor({ timeout: 60_000 });
  await strip.getByText('被拒 1').waitFor();
  assert.equal(await scansToday(), counted + 2);
  await tablet.page.getByRole('button', { name: '工作人员设置' }).click();
  await tablet.page.getByText(`第 ${seq} 条：字段“site”`).waitFor();
});

test('a rejected record keeps the pairing, is asked for again by staff, and stays in the list when it is refused again', async () => {
  assert.equal(await tablet.page.getByRole('button', { name: '解除配对' }).isDisabled(), true);
  const refused = tablet.page.waitForResponse(
    (response) => response.url().endsWith('/sentry/scans') && response.ok(),
  );
  await tablet.page.getByRole('button', { name: '全部重新上传' }).click();
  const { results } = (await (await refused).json()) as { results: { status: string }[] };
  assert.deepEqual(
    results.map(({ status }) => status),
    ['rejected'],
  );
  await tablet.page.locator('sc-status-strip').getByText('被拒 1').waitFor();
});

test('people are admitted and uploaded as before while a record lies in that list', async () => {
  await tablet.page.getByRole('button', { name: '关闭' }).click();
  const counted = await scansToday();
  tablet.camera.show(await (await Phone.of(district, 'yellow')).text());
  assert.match(await verdictWords(tablet.page), /黄码/);
  tablet.camera.show(null);
  await tablet.page.getByText(/待上传 0/).waitFor({ timeout: 30_000 });
  assert.equal(await scansToday(), counted + 1);
});
