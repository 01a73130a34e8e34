import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/sentry/device/thermal-picture-view.ts';
import type { ThermalPictureView } from '../../../src/sentry/device/thermal-picture-view.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';

/** A room of 24 °C with a face of 34.5 °C in it, or nobody. */
function picture(hasFace: boolean) {
  const pixels = Int16Array.from({ length: 768 }, (_, at) =>
    hasFace && Math.abs((at % 32) - 16) <= 2 && Math.abs(Math.floor(at / 32) - 10) <= 3 ? 3450 : 2400,
  );
  return { width: 32, height: 24, pixels, ambient: 2500, at: 0 };
}

describe('sc-thermal-picture', () => {
  let element: ThermalPictureView;
  const says = () => element.shadowRoot!.querySelector('p')!.textContent;
  const frame = () => element.shadowRoot!.querySelector<HTMLElement>('.face');

  beforeEach(async () => {
    setLanguage('en');
    element = await fixture(html`<sc-thermal-picture></sc-thermal-picture>`);
  });
  after(() => setLanguage('zh-CN'));

  it('says that there is no picture yet, and that it sees nobody', async () => {
    expect(says()).to.equal('No thermal picture yet');
    element.picture = picture(false);
    await element.updateComplete;
    expect(says()).to.equal('Sees no face');
    expect(frame()).to.equal(null);
  });

  it('frames the face that is measured, and says its temperature', async () => {
    element.picture = picture(true);
    await element.updateComplete;
    expect(says()).to.equal('Sees a face, 34.5 °C at its hottest spot');
    expect(frame()!.style.left).to.equal(`${(14 / 32) * 100}%`);
    expect(frame()!.style.height).to.match(/^29\.16/);
    const { data } = element
      .shadowRoot!.querySelector('canvas')!
      .getContext('2d')!
      .getImageData(16, 10, 1, 1);
    const wall = element.shadowRoot!.querySelector('canvas')!.getContext('2d')!.getImageData(0, 0, 1, 1).data;
    expect(data[0]! + data[1]!).to.be.above(wall[0]! + wall[1]!);
  });
});
