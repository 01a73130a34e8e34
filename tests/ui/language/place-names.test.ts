import { expect } from '@open-wc/testing';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { placeName, siteNameOf, zoneNameOf } from '../../../src/ui/language/place-names.ts';

describe('names of places', () => {
  beforeEach(() => setLanguage('zh-CN'));
  after(() => setLanguage('zh-CN'));

  it('are in the page’s language where the place has an English name', () => {
    const at = { siteName: '商场', siteNameEn: 'The Mall', zoneName: '中庭', zoneNameEn: 'Atrium' };
    expect([placeName('商场', 'The Mall'), siteNameOf(at), zoneNameOf(at)]).to.deep.equal([
      '商场',
      '商场',
      '中庭',
    ]);
    setLanguage('en');
    expect([placeName('商场', 'The Mall'), siteNameOf(at), zoneNameOf(at)]).to.deep.equal([
      'The Mall',
      'The Mall',
      'Atrium',
    ]);
  });

  it('fall back to the one there is', () => {
    setLanguage('en');
    const at = { siteName: '商场', zoneName: '' };
    expect([placeName('商场'), placeName('商场', ''), siteNameOf(at), zoneNameOf(at)]).to.deep.equal([
      '商场',
      '商场',
      '商场',
      '',
    ]);
  });
});
