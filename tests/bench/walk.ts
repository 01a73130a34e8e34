// How long a person takes through a strict gate: their phone reads the sentry's code and shows an answer, the sentry reads it. Both are the
// built app in browsers with cameras; a hand that turns the phone is not in it.
import { parseArgs } from 'node:util';
import type { DemoPairingCodeAnswer } from '../../src/domain/api/demo-api.ts';
import { SimulatedSentry } from '../../tools/simulate/sentry.ts';
import { DemoDistrict } from '../e2e/support/demo-district.ts';
import { GateBrowser } from '../e2e/support/gate-browser.ts';
import { pairTablet } from '../e2e/support/pair-tablet.ts';
import { readQr } from '../e2e/support/read-qr.ts';
import { percentile, rounded } from './percentile.ts';

const parts = (of: number[]) => ({ p50: rounded(percentile(of, 0.5)), p95: rounded(percentile(of, 0.95)) });

/** `npm run bench -- walk [--runs N]` */
export default async function walk(options: string[]): Promise<object> {
  const { values } = parseArgs({ args: options, options: { runs: { type: 'string', default: '10' } } });
  const runs = Number(values.runs);
  const district = await DemoDistrict.start();
  const tablet = await GateBrowser.open();
  const phone = await GateBrowser.open();
  try {
    const pairingCode = async () =>
      (await district.ask<DemoPairingCodeAnswer>('demo/pairing-code', null, {})).code;
    // With two sentries at a site, its lanes are strict by the standard policy.
    await SimulatedSentry.pair(district.url, await pairingCode());
    await pairTablet(tablet.page, district.url, await pairingCode());
    const shownCode = tablet.page.locator('sc-sentry-code');
    await shownCode.waitFor();

    const { logins } = await district.cast();
    const login = logins.find(({ face, email }) => face === 'me' && email.startsWith('valid@'))!;
    await phone.page.setViewportSize({ width: 390, height: 844 });
    await phone.page.goto(`${district.url}/me/`);
    await phone.page.locator('input[name=email]').fill(login.email);
    await phone.page.locator('input[name=password]').fill(login.password);
    await phone.page.locator('sc-sign-in-form button[type=submit]').click();
    const answering = phone.page.locator('sc-pass-screen .answering');
    const scan = phone.page.locator('sc-pass-screen button.scan');
    await scan.waitFor();

    const toAnswer: number[] = [];
    const toVerdict: number[] = [];
    let last = '';
    for (let run = 0; run <= runs; run++) {
      const asked = await readQr(await shownCode.screenshot());
      await scan.click();
      await phone.page.locator('sc-code-scanner video').waitFor();
      // What the phone's camera sees from now on is what the person holds it at.
      const held = phone.camera.show(asked);
      await answering.waitFor();
      const answered = Date.now();
      const answer = await readQr(await phone.page.locator('sc-pass-screen sc-qr-code').screenshot());
      const shown = tablet.camera.show(answer);
      const not = last === '' ? '' : `:not([data-seq="${last}"])`;
      const panel = tablet.page.locator(`sc-verdict-panel[data-seq]${not}`);
      await panel.waitFor();
      const { outcome, seq } = await panel.evaluate((element) => ({
        outcome: element.getAttribute('outcome'),
        seq: (element as HTMLElement).dataset['seq']!,
      }));
      const decided = Date.now();
      if (outcome !== 'admit') throw new Error(`The strict gate did not admit: ${await panel.textContent()}`);
      last = seq;
      // The first one loads what both pages need.
      if (run > 0) {
        toAnswer.push(answered - held);
        toVerdict.push(decided - shown);
      }
      phone.camera.show(null);
      tablet.camera.show(null);
      await answering.locator('button').click();
      await shownCode.waitFor();
      // The same phone again is a new presentation once it was out of sight.
      await tablet.page.waitForTimeout(3500);
    }
    const both = toAnswer.map((ms, index) => ms + toVerdict[index]!);
    return { ...parts(both), runs: both.length, toAnswer: parts(toAnswer), toVerdict: parts(toVerdict) };
  } finally {
    await phone.close();
    await tablet.close();
    await district.stop();
  }
}
