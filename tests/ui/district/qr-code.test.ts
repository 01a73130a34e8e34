import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/ui/district/qr-code.ts';
import type { QrCode } from '../../../src/ui/district/qr-code.ts';
import { waitUntil } from '../../support/wait-until.ts';

const drawing = (code: QrCode) => code.shadowRoot!.querySelector('svg')!;

describe('sc-qr-code', () => {
  it('draws an address as version 9 or less at the correction of a poster, with four modules of white around', async () => {
    const code = await fixture<QrCode>(
      html`<sc-qr-code correction="Q" .text=${`https://code.example/s/#${'A'.repeat(102)}`}></sc-qr-code>`,
    );
    expect(code.modules).to.be.at.most(53 + 8);
    expect(drawing(code).getAttribute('viewBox')).to.match(/^-4 -4 /);
  });

  it('fills its width exactly where it is printed', async () => {
    const code = await fixture<QrCode>(html`<sc-qr-code style="width: 301px" .text=${'HELLO'}></sc-qr-code>`);
    expect(drawing(code).getBoundingClientRect().width).to.equal(301);
  });

  it('makes modules of whole pixels on a screen, centred', async () => {
    const code = await fixture<QrCode>(
      html`<sc-qr-code snap style="width: 301px" .text=${'HELLO'}></sc-qr-code>`,
    );
    const width = () => drawing(code).getBoundingClientRect().width;
    await waitUntil(() => width() < 301);
    expect((width() * window.devicePixelRatio) / code.modules).to.equal(
      Math.floor((301 * window.devicePixelRatio) / code.modules),
    );
    const [outer, inner] = [code.getBoundingClientRect(), drawing(code).getBoundingClientRect()];
    expect(inner.left - outer.left).to.be.closeTo(outer.right - inner.right, 0.6);
  });

  it('draws nothing for an empty text', async () => {
    const code = await fixture<QrCode>(html`<sc-qr-code></sc-qr-code>`);
    expect(code.shadowRoot!.querySelector('svg')).to.equal(null);
    expect(code.modules).to.equal(0);
  });
});
