import { expect, fixture, html } from '@open-wc/testing';
import { importIssuers, verifyShownPass } from '../../src/credentials/pass/health-pass-verifier.ts';
import type { HeldPass } from '../../src/credentials/pass/holder.ts';
import { decodeShownPass } from '../../src/domain/pass/health-pass.ts';
import { secondsLeft } from '../../src/me/answer.ts';
import type { LiveCode } from '../../src/me/live-code.ts';
import type { PassKeeper } from '../../src/me/pass-keeper.ts';
import '../../src/me/pass-screen.ts';
import type { PassScreen } from '../../src/me/pass-screen.ts';
import { setLanguage } from '../../src/ui/language/languages.ts';
import { answerTexts } from '../../src/ui/texts/citizen/answer.ts';
import { noon, testDistrict, type TestDistrict } from '../support/district.ts';
import { waitUntil } from '../support/wait-until.ts';

const t = answerTexts['zh-CN'];
const code = { site: 12, device: 3, challenge: Uint8Array.of(9, 8, 7, 6) };
let district: TestDistrict;
let held: HeldPass;
let now: number;

/** As much of a keeper as the screen reads. */
function keeper(): PassKeeper {
  return {
    held,
    now: () => now,
    state: () => 'valid',
    busy: false,
    fault: null,
    signedOut: false,
    clockAheadMs: 0,
    wallet: { damaged: false, kept: true },
  } as unknown as PassKeeper;
}

async function screen(): Promise<PassScreen> {
  return fixture<PassScreen>(html`<sc-pass-screen .keeper=${keeper()}></sc-pass-screen>`);
}

const live = (page: PassScreen): LiveCode => page.shadowRoot!.querySelector('sc-live-code')!;
const challengeShown = (page: PassScreen): number =>
  live(page).text === '' ? -1 : decodeShownPass(live(page).text).showing.challenge.length;

async function scanned(page: PassScreen): Promise<void> {
  page.shadowRoot!.querySelector<HTMLButtonElement>('.scan')!.click();
  await waitUntil(() => page.shadowRoot!.querySelector('sc-code-scanner'), 'the scanner opens');
  page
    .shadowRoot!.querySelector('sc-code-scanner')!
    .dispatchEvent(new CustomEvent('sentry-code', { detail: code }));
  await page.updateComplete;
}

describe('a phone that answers a sentry', () => {
  before(async () => {
    setLanguage('zh-CN');
    district = await testDistrict();
    held = await district.person();
  });
  beforeEach(() => {
    now = noon;
  });

  it('shows a code that this sentry alone proves as an answer, with the seconds left', async () => {
    const page = await screen();
    await waitUntil(() => challengeShown(page) === 0, 'the normal code is shown');
    await scanned(page);
    await waitUntil(() => challengeShown(page) === 4, 'the answer is shown');
    expect(page.shadowRoot!.querySelector('sc-code-scanner'), 'the camera is given back').to.equal(null);
    expect(page.shadowRoot!.textContent).to.contain(t.answering(60));
    const issuers = await importIssuers([{ ...district.issuer.publicKey, notBefore: 0, notAfter: noon * 2 }]);
    const verification = await verifyShownPass(live(page).text, {
      now,
      window: { pastSeconds: 90, futureSeconds: 30 },
      issuers,
      used: () => false,
      audience: { site: 12, device: 3, knows: () => true },
    });
    expect(verification).to.deep.include({ proof: 'proved', challenged: true });
  });

  it('answers another sentry at once, where the person goes to another lane', async () => {
    const page = await screen();
    await scanned(page);
    await waitUntil(() => challengeShown(page) === 4, 'the answer is shown');
    const first = live(page).text;
    page.shadowRoot!.querySelector<HTMLButtonElement>('.answering .another')!.click();
    await waitUntil(() => page.shadowRoot!.querySelector('sc-code-scanner'), 'the scanner opens again');
    const challenge = Uint8Array.of(9, 8, 7, 6);
    page
      .shadowRoot!.querySelector('sc-code-scanner')!
      .dispatchEvent(new CustomEvent('sentry-code', { detail: { ...code, device: 4, challenge } }));
    await waitUntil(() => live(page).text !== first && challengeShown(page) === 4, 'the other answer');
    expect([...decodeShownPass(live(page).text).showing.challenge]).to.deep.equal([...challenge]);
  });

  it('shows the normal code again after a minute', async () => {
    const page = await screen();
    await scanned(page);
    await waitUntil(() => challengeShown(page) === 4, 'the answer is shown');
    now += 60_000;
    page.revision++;
    await waitUntil(() => challengeShown(page) === 0, 'the normal code is shown');
    expect(page.shadowRoot!.querySelector('.answering')).to.equal(null);
  });

  it('shows the normal code again when the person asks for it', async () => {
    const page = await screen();
    await scanned(page);
    await page.updateComplete;
    page.shadowRoot!.querySelector<HTMLButtonElement>('.answering .end')!.click();
    await waitUntil(() => challengeShown(page) === 0, 'the normal code is shown');
  });
});

describe('secondsLeft', () => {
  it('rounds up and never falls below 0', () => {
    const answer = { code, until: noon };
    expect(secondsLeft(answer, noon - 59_001)).to.equal(60);
    expect(secondsLeft(answer, noon - 1)).to.equal(1);
    expect(secondsLeft(answer, noon)).to.equal(0);
    expect(secondsLeft(answer, noon + 5000)).to.equal(0);
  });
});
