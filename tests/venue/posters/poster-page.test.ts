import { expect, fixture, html } from '@open-wc/testing';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { venueTexts } from '../../../src/ui/texts/venue/venue.ts';
import type { Poster } from '../../../src/venue/posters/poster-address.ts';
import '../../../src/venue/posters/poster-page.ts';
import type { PosterPage } from '../../../src/venue/posters/poster-page.ts';
import { readBack } from '../../../src/venue/posters/read-back.ts';
import { findAll, shownText } from '../../ui/shown.ts';
import { codeUrl } from '../own-sites.ts';
import { waitUntil } from '../../support/wait-until.ts';

const t = venueTexts['zh-CN'];
const poster: Poster = {
  siteName: '虹口菜市场',
  siteNameEn: '',
  zoneName: '',
  zoneNameEn: '',
  address: '四川北路 1 号',
  subdistrict: '四川北路街道',
  codeUrl,
};

function open(shown: Poster | null = poster, read: PosterPage['read'] = readBack): Promise<PosterPage> {
  return fixture(html`<sc-poster-page .poster=${shown} .read=${read}></sc-poster-page>`);
}
const printButton = (page: PosterPage) => findAll(page.shadowRoot!, 'button:not(.quiet)').length > 0;
const settled = (page: PosterPage) => waitUntil(() => !shownText(page).includes(t.readingBack));

describe('sc-poster-page', () => {
  beforeEach(() => setLanguage('zh-CN'));

  it('has the place’s English name too, where there is one', async () => {
    const english = { siteNameEn: 'Hongkou Food Market', zoneName: '东区', zoneNameEn: 'East hall' };
    const shown = shownText(await open({ ...poster, ...english }));
    for (const words of ['虹口菜市场', 'Hongkou Food Market', '东区', 'East hall'])
      expect(shown).to.contain(words);
  });

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

  it('keeps its print button when an answer brings the same poster again', async () => {
    const page = await open();
    await settled(page);
    const [button] = findAll(page.shadowRoot!, 'button:not(.quiet)');
    page.poster = { ...poster };
    await page.updateComplete;
    expect(findAll(page.shadowRoot!, 'button:not(.quiet)')[0]).to.equal(button);
  });

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
