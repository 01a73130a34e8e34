import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/sentry/app/sentry-banners.ts';
import '../../../src/sentry/stop/verdict-panel.ts';
import { noon } from '../../support/district.ts';
import { gateState, passage, reason } from '../passages.ts';

const background = (element: Element): string => getComputedStyle(element).backgroundColor;

describe('red at a sentry', () => {
  it('is the verdict’s, and a silent gate’s: every other warning about the device is orange, all with a triangle', async () => {
    const panel = await fixture(
      html`<sc-verdict-panel
        .passage=${passage([reason('status.red', 'refuse', '红码', 'red')])}
      ></sc-verdict-panel>`,
    );
    expect(background(panel)).to.equal('rgb(196, 18, 47)');
    const troubles = gateState({
      locked: true,
      sound: false,
      hasRules: false,
      camera: 'missing',
      dataAsOf: null,
    });
    const banners = await fixture(
      html`<sc-sentry-banners .gateState=${troubles} .now=${noon}></sc-sentry-banners>`,
    );
    const shown = [...banners.shadowRoot!.querySelectorAll('.banner')];
    expect(shown.length).to.be.above(3);
    expect(shown.filter((banner) => banner.classList.contains('silent'))).to.have.length(1);
    for (const banner of shown) {
      const isSilent = banner.classList.contains('silent');
      expect(background(banner)).to.equal(isSilent ? 'rgb(163, 20, 43)' : 'rgb(230, 159, 0)');
      expect(getComputedStyle(banner.querySelector('span')!, '::before').content).to.contain('▲');
    }
  });

  it('has a shape and a word beside it, as each outcome has its own', async () => {
    const seen = new Set<string>();
    for (const outcome of ['admit', 'attend', 'refuse'] as const) {
      const panel = await fixture(
        html`<sc-verdict-panel
          .passage=${passage(outcome === 'admit' ? [] : [reason('some.rule', outcome, '规则', 'rule')])}
        ></sc-verdict-panel>`,
      );
      const root = panel.shadowRoot!;
      seen.add(background(panel));
      seen.add(root.querySelector('.verdict svg')!.innerHTML);
      seen.add(root.querySelector('h1')!.textContent!);
    }
    expect(seen.size).to.equal(9);
  });
});
