import { expect, fixture, html } from '@open-wc/testing';
import { language, setLanguage } from '../../../src/ui/language/languages.ts';
import '../../../src/ui/language/language-switch.ts';
import type { LanguageSwitch } from '../../../src/ui/language/language-switch.ts';

describe('sc-language-switch', () => {
  it('changes the language of the page, marks it, and remembers it', async () => {
    setLanguage('en');
    const element = await fixture<LanguageSwitch>(html`<sc-language-switch></sc-language-switch>`);
    const pressed = () =>
      [...element.shadowRoot!.querySelectorAll('button[aria-pressed=true]')].map((each) =>
        each.textContent!.trim(),
      );
    expect(pressed()).to.deep.equal(['English']);

    element.shadowRoot!.querySelector<HTMLButtonElement>('button[lang=zh-CN]')!.click();
    await element.updateComplete;
    expect(pressed()).to.deep.equal(['中文']);
    expect(language()).to.equal('zh-CN');
    expect(document.documentElement.lang).to.equal('zh-CN');
    expect(localStorage.getItem('sitecode.language')).to.equal('zh-CN');
  });

  it('changes the language for this page where the browser’s storage takes nothing', () => {
    const original = Storage.prototype.setItem;
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    try {
      setLanguage('en');
      expect(document.documentElement.lang).to.equal('en');
    } finally {
      Storage.prototype.setItem = original;
      setLanguage('zh-CN');
    }
  });
});
