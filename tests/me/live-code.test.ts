import { expect, fixture, html } from '@open-wc/testing';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { importIssuers, verifyShownPass } from '../../src/credentials/pass/health-pass-verifier.ts';
import { createHolderKey, holderPoint, holdPass, type HeldPass } from '../../src/credentials/pass/holder.ts';
import { base64url } from '../../src/domain/bytes/bytes.ts';
import { passEnd } from '../../src/domain/pass/health-pass.ts';
import '../../src/me/live-code.ts';
import type { LiveCode } from '../../src/me/live-code.ts';
import { charted } from '../support/district.ts';
import { testIssuer, type TestIssuer } from '../store/test-issuer.ts';

const notBefore = Date.UTC(2026, 10, 23, 6, 0);
let issuer: TestIssuer;
let pair: CryptoKeyPair;
let held: HeldPass;
let now: number;

async function issued(maskedName: string): Promise<HeldPass> {
  return holdPass(await issuer.issue(base64url(await holderPoint(pair)), { notBefore, maskedName }), pair);
}

async function verified(text: string) {
  return verifyShownPass(text, {
    now,
    window: { pastSeconds: 90, futureSeconds: 30 },
    issuers: await importIssuers([charted(issuer.district.issuer)]),
    used: () => false,
  });
}

/** The element's code as a camera might see it: `side` px wide on a canvas. */
async function picture(code: LiveCode, side: number): Promise<ImageData> {
  const drawing = code.shadowRoot!.querySelector('sc-qr-code')!.shadowRoot!.querySelector('svg')!;
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(side));
  copy.setAttribute('height', String(side));
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([copy.outerHTML], { type: 'image/svg+xml' }));
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const context = canvas.getContext('2d')!;
  context.drawImage(image, 0, 0);
  URL.revokeObjectURL(image.src);
  return context.getImageData(0, 0, side, side);
}

async function shown(): Promise<LiveCode> {
  const code = await fixture<LiveCode>(
    html`<sc-live-code style="width: 358px" .held=${held} .now=${() => now}></sc-live-code>`,
  );
  await code.tick();
  await settled(code);
  return code;
}

async function settled(code: LiveCode): Promise<void> {
  // A signature is made outside of the element's own update cycle.
  await new Promise((resolve) => setTimeout(resolve, 30));
  await code.updateComplete;
  await code.shadowRoot!.querySelector('sc-qr-code')?.updateComplete;
}

describe('sc-live-code', () => {
  before(async () => {
    prepareZXingModule({
      overrides: { locateFile: () => '/node_modules/zxing-wasm/dist/reader/zxing_reader.wasm' },
    });
    issuer = await testIssuer();
    pair = await createHolderKey();
  });
  beforeEach(async () => {
    held = await issued('张*三');
    now = notBefore + 600_000;
  });

  it('draws a code that a camera reads and a sentry accepts', async () => {
    const code = await shown();
    const [read] = await readBarcodes(await picture(code, 358), { formats: ['QRCode'] });
    expect(read!.isValid).to.equal(true);
    expect(read!.text).to.equal(code.text);
    const verification = await verified(read!.text);
    expect(verification.proof).to.equal('proved');
    expect(verification.person!.maskedName).to.equal('张*三');
    expect(verification.status!.doses).to.equal(3);
  });

  it('is no larger than version 9 and gives each module 3.4 px and more on the narrowest phones', async () => {
    const code = await shown();
    const qr = code.shadowRoot!.querySelector('sc-qr-code')!;
    expect(qr.modules).to.equal(53 + 8);
    code.style.width = '280px';
    await settled(code);
    expect(qr.getBoundingClientRect().width / qr.modules).to.be.at.least(3.4);
  });

  it('is signed afresh after 15 seconds and not before', async () => {
    const code = await shown();
    const first = code.text;
    now += 14_999;
    await code.tick();
    expect(code.text).to.equal(first);
    now += 1;
    await code.tick();
    expect(code.text).to.not.equal(first);
    expect((await verified(code.text)).proof).to.equal('proved');
    now += 15_000;
    await code.tick();
    now += 80_000;
    expect((await verified(first)).proof, 'the first picture').to.equal('stale');
  });

  it('counts down and shows the second', async () => {
    const code = await shown();
    const live = () => code.shadowRoot!.querySelector('.live')!.textContent!.replace(/\s+/g, ' ');
    expect(live())
      .to.contain('14:10:00')
      .and.to.match(/\b15\b/);
    now += 6_000;
    await code.tick();
    await code.updateComplete;
    expect(live()).to.contain('14:10:06').and.to.match(/\b9\b/);
  });

  it('is signed afresh when it is tapped', async () => {
    const code = await shown();
    const first = code.text;
    now += 2000;
    code.shadowRoot!.querySelector<HTMLButtonElement>('button.code')!.click();
    await settled(code);
    expect(code.text).to.not.equal(first);
  });

  it('is signed afresh when the clock was set back', async () => {
    const code = await shown();
    const first = code.text;
    now -= 5000;
    await code.tick();
    expect(code.text).to.not.equal(first);
  });

  it('shows the new pass at once', async () => {
    const code = await shown();
    code.held = await issued('李*');
    await code.updateComplete;
    await settled(code);
    expect((await verified(code.text)).person!.maskedName).to.equal('李*');
  });

  it('shows no code from the very moment at which the pass ends', async () => {
    now = passEnd(held.fields) - 1000;
    const code = await shown();
    expect(code.text).to.not.equal('');
    now += 1000;
    await code.tick();
    await code.updateComplete;
    expect(code.text).to.equal('');
    expect(code.shadowRoot!.querySelector('sc-qr-code')).to.equal(null);
  });

  it('shows no code before the pass begins', async () => {
    now = notBefore - 1;
    const code = await shown();
    expect(code.shadowRoot!.querySelector('sc-qr-code')).to.equal(null);
  });

  it('says so when the browser cannot sign', async () => {
    held = { ...held, privateKey: pair.publicKey };
    const code = await shown();
    expect(code.shadowRoot!.querySelector('sc-qr-code')).to.equal(null);
    expect(code.shadowRoot!.querySelector('[role=alert]')).to.not.equal(null);
  });
});
