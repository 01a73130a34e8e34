import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { setLanguage } from '../../src/ui/languages.ts';
import { venueTexts } from '../../src/ui/texts/venue.ts';
import type { QrCode } from '../../src/ui/qr-code.ts';
import type { Poster } from '../../src/venue/poster-address.ts';
import '../../src/venue/poster-page.ts';
import type { PosterPage } from '../../src/venue/poster-page.ts';
import { readBack } from '../../src/venue/read-back.ts';
import { findAll, shownText } from '../ui/shown.ts';
import { codeUrl } from './own-sites.ts';

const t = venueTexts['zh-CN'];
const poster: Poster = {
  siteName: '虹口菜市场',
  zoneName: '',
  address: '四川北路 1 号',
  subdistrict: '四川北路街道',
  codeUrl,
};

function open(shown: Poster | null = poster, read: PosterPage['read'] = readBack): Promise<PosterPage> {
  return fixture(html`<sc-poster-page .poster=${shown} .read=${read}></sc-poster-page>`);
}
const printButton = (page: PosterPage) => findAll(page.shadowRoot!, 'button').length > 0;
const settled = (page: PosterPage) =>
  waitUntil(() => !shownText(page).includes(t.readingBack), '', { timeout: 18_000 });

async function code(text: string): Promise<SVGSVGElement> {
  const element = await fixture<QrCode>(html`<sc-qr-code correction="Q" .text=${text}></sc-qr-code>`);
  return element.shadowRoot!.querySelector('svg')!;
}

describe('sc-poster-page', () => {
  beforeEach(() => setLanguage('zh-CN'));

  it('offers a poster for printing once its drawn code was read back', async () => {
    const page = await open();
    expect(printButton(page), 'not before').to.equal(false);
    await settled(page);
    expect(printButton(page)).to.equal(true);
    expect(shownText(page)).to.contain(t.printHint).and.to.not.contain(t.unreadable);
  });

  const faults: [name: string, read: PosterPage['read']][] = [
    ['reads as nothing', async () => null],
    ['reads as another address', async () => `${codeUrl}x`],
    [
      'cannot be read, since the decoder does not come',
      () => Promise.reject(new TypeError('Failed to fetch')),
    ],
  ];
  for (const [name, read] of faults) {
    it(`offers no printing of a poster that ${name}, and says so`, async () => {
      const page = await open(poster, read);
      await settled(page);
      expect(shownText(page)).to.contain(t.unreadable);
      expect(printButton(page)).to.equal(false);
      expect(page.shadowRoot!.querySelector('.sheet')!.className, 'nor by the browser’s menu').to.contain(
        'unread',
      );
      setLanguage('en');
      await page.updateComplete;
      expect(shownText(page)).to.contain(venueTexts.en.unreadable);
    });
  }

  it('reads each poster by itself: one that was right says nothing of the next', async () => {
    const page = await open(poster, async (drawing) => (await readBack(drawing)) && codeUrl);
    await settled(page);
    expect(printButton(page)).to.equal(true);
    page.poster = { ...poster, codeUrl: `${codeUrl}0` };
    await page.updateComplete;
    expect(printButton(page)).to.equal(false);
    await settled(page);
    expect(printButton(page)).to.equal(false);
  });

  it('says that there is no such code', async () => {
    const page = await open(null);
    expect(shownText(page)).to.contain(t.noPoster);
    expect(printButton(page)).to.equal(false);
  });
});

describe('readBack', () => {
  it('reads what was drawn', async () => {
    expect(await readBack(await code(codeUrl))).to.equal(codeUrl);
  });

  it('reads nothing in a drawing whose code was lost', async () => {
    const drawing = await code(codeUrl);
    drawing.querySelector('path')!.remove();
    expect(await readBack(drawing)).to.equal(null);
  });

  it('reads nothing in a drawing that is damaged beyond its correction', async () => {
    const drawing = await code(codeUrl);
    const path = drawing.querySelector('path')!;
    path.setAttribute('transform', 'scale(1 0.6)');
    expect(await readBack(drawing)).to.equal(null);
  });
});
