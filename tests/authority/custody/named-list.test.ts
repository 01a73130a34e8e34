import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import '../../../src/authority/custody/named-list.ts';
import type { NamedList } from '../../../src/authority/custody/named-list.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { waitUntil } from '../../support/wait-until.ts';

const identities = [
  { name: '独孤求败', idNumber: '000000194112070074', phone: '13977778888', address: '' },
  { name: '=HYPERLINK("x")', idNumber: '', phone: '', address: 'No. 1, "Lane"' },
];

describe('a list with names', () => {
  beforeEach(() => setLanguage('en'));
  afterEach(fixtureCleanup);

  const open = (seconds = 300) =>
    fixture<NamedList>(
      html`<sc-named-list
        .identities=${identities}
        officer="Shen"
        .at=${Date.UTC(2026, 10, 30, 4, 5)}
        purpose="7 · Outbreak · interview"
        .seconds=${seconds}
      ></sc-named-list>`,
    );

  it('says on every print by whom, when and what for, numbers its pages, and leaves no trace when it is closed', async () => {
    const before = document.adoptedStyleSheets.length;
    const list = await open();
    const text = list.shadowRoot!.textContent.replace(/\s+/g, ' ');
    for (const words of ['Opened by Shen', '2026', '7 · Outbreak · interview', '独孤求败', '13977778888'])
      expect(text).to.include(words);
    const added = document.adoptedStyleSheets.at(-1)!;
    expect([...added.cssRules].map((rule) => rule.cssText).join()).to.match(
      /counter\(page\).*counter\(pages\)/s,
    );
    let isMasked = false;
    list.addEventListener('masked', () => (isMasked = true));
    list.shadowRoot!.querySelector<HTMLElement>('button[name=hide]')!.click();
    expect(isMasked).to.equal(true);
    list.remove();
    expect(document.adoptedStyleSheets.length).to.equal(before);
  });

  it('is saved as a file whose name tells nothing and whose cells are no formulas', async () => {
    const list = await open();
    let saved: Blob | null = null;
    let name = '';
    const make = URL.createObjectURL.bind(URL);
    const click = HTMLAnchorElement.prototype.click;
    URL.createObjectURL = (blob: Blob) => make((saved = blob));
    HTMLAnchorElement.prototype.click = function download() {
      name = this.download;
    };
    try {
      list.shadowRoot!.querySelector<HTMLElement>('button[name=save]')!.click();
    } finally {
      URL.createObjectURL = make;
      HTMLAnchorElement.prototype.click = click;
    }
    expect(name).to.equal('names.csv');
    const lines = (await saved!.text()).split('\r\n');
    expect(lines[0]).to.include('Opened by Shen').and.to.include('7 · Outbreak · interview');
    expect(lines[2]).to.equal('1,独孤求败,000000194112070074,13977778888,');
    expect(lines[3]).to.equal(`2,"'=HYPERLINK(""x"")",,,"No. 1, ""Lane"""`);
  });

  it('closes by itself', async () => {
    let isMasked = false;
    await fixture(
      html`<sc-named-list
        .identities=${identities}
        .seconds=${0.01}
        @masked=${() => (isMasked = true)}
      ></sc-named-list>`,
    );
    await waitUntil(() => isMasked, 'its time is over');
  });
});
