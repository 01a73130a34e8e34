import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../../src/authority/custody/opened-name.ts';
import type { OpenedName } from '../../../src/authority/custody/opened-name.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { openNameTexts } from '../../../src/ui/texts/authority/custody.ts';
import { find, shownText } from '../find-deep.ts';

const identity = { name: '林晓岚', idNumber: '000000199001011234', phone: '', address: '' };

describe('sc-opened-name', () => {
  before(() => setLanguage('en'));

  it('shows who it is, and a dash for what is not known', async () => {
    const element = await fixture<OpenedName>(html`<sc-opened-name .identity=${identity}></sc-opened-name>`);
    expect(shownText(element)).to.contain('林晓岚').and.to.contain('000000199001011234');
    expect(shownText(element)).to.contain(openNameTexts.en.unknown);
    expect(shownText(element)).to.contain(openNameTexts.en.hiddenIn('60'));
  });

  it('is masked when its time is over, and at once when asked', async () => {
    const short = document.createElement('sc-opened-name');
    Object.assign(short, { identity, seconds: 0.2 });
    const over = oneEvent(short, 'masked');
    await fixture(short);
    await over;
    const element = await fixture<OpenedName>(html`<sc-opened-name .identity=${identity}></sc-opened-name>`);
    const hidden = oneEvent(element, 'masked');
    find(element.shadowRoot!, 'button[name=hide]')!.click();
    await hidden;
  });
});
