import { expect, fixture, html } from '@open-wc/testing';
import { language, setLanguage } from '../../src/ui/languages.ts';
import '../../src/ui/language-switch.ts';
import type { LanguageSwitch } from '../../src/ui/language-switch.ts';

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
});
