import { expect, fixture, html } from '@open-wc/testing';
import '../../../../src/ui/kit/shell/lazy-page.ts';
import type { LazyPage, LazyPageOutlet } from '../../../../src/ui/kit/shell/lazy-page.ts';
import { setLanguage } from '../../../../src/ui/language/languages.ts';
import { shellTexts } from '../../../../src/ui/texts/kit/shell.ts';
import { waitUntil } from '../../../support/wait-until.ts';

const t = shellTexts.en;
const here = import.meta.url;

class LoadedPage extends HTMLElement {
  connectedCallback(): void {
    this.textContent = 'The page';
  }
}

/** A page whose loading ends when the test says so. */
function heldPage(tag: string) {
  let loaded: () => void = () => undefined;
  let failed: (error: Error) => void = () => undefined;
  let asked = 0;
  const page: LazyPage = {
    tag,
    load: () => {
      asked += 1;
      return new Promise<void>((resolve, reject) => {
        loaded = () => {
          if (!customElements.get(tag)) customElements.define(tag, class extends LoadedPage {});
          resolve();
        };
        failed = reject;
      });
    },
  };
  return {
    page,
    loaded: () => loaded(),
    failed: () => failed(new TypeError('Failed to fetch')),
    asked: () => asked,
  };
}

async function open(page: LazyPage, script = here): Promise<LazyPageOutlet> {
  return fixture<LazyPageOutlet>(html`<sc-lazy-page .page=${page} .script=${script}></sc-lazy-page>`);
}
const says = (outlet: LazyPageOutlet) => outlet.shadowRoot!.textContent!.replace(/\s+/g, ' ').trim();

describe('a page that is loaded when it is opened', () => {
  beforeEach(() => setLanguage('en'));

  it('is shown when it is there', async () => {
    const { page, loaded } = heldPage('test-page-a');
    const outlet = await open(page);
    expect(says(outlet), 'nothing at once').to.equal('');
    loaded();
    await waitUntil(() => outlet.shadowRoot!.querySelector('test-page-a'));
    expect(outlet.shadowRoot!.querySelector('test-page-a')!.textContent).to.equal('The page');
  });

  it('says that it is on its way when that takes long', async () => {
    const { page, loaded } = heldPage('test-page-b');
    const outlet = await open(page);
    await waitUntil(() => says(outlet) === t.loading);
    loaded();
    await waitUntil(() => outlet.shadowRoot!.querySelector('test-page-b'));
    expect(says(outlet)).to.not.include(t.loading);
  });

  it('is the one asked for last', async () => {
    const first = heldPage('test-page-c');
    const second = heldPage('test-page-d');
    const outlet = await open(first.page);
    outlet.page = second.page;
    await outlet.updateComplete;
    second.loaded();
    await waitUntil(() => outlet.shadowRoot!.querySelector('test-page-d'));
    first.loaded();
    await outlet.updateComplete;
    expect(outlet.shadowRoot!.querySelector('test-page-c')).to.equal(null);
  });

  it('is tried again when it could not be fetched', async () => {
    const { page, loaded, failed, asked } = heldPage('test-page-e');
    const outlet = await open(page);
    failed();
    await waitUntil(() => says(outlet).includes(t.notThere));
    outlet.shadowRoot!.querySelector<HTMLButtonElement>('button[name=retry]')!.click();
    await waitUntil(() => asked() === 2);
    loaded();
    await waitUntil(() => outlet.shadowRoot!.querySelector('test-page-e'));
    expect(says(outlet)).to.not.include(t.notThere);
  });

  it('says that the server does not answer', async () => {
    const { page, failed } = heldPage('test-page-f');
    // A port on which nothing listens.
    const outlet = await open(page, 'http://127.0.0.1:9/pages.js');
    failed();
    await waitUntil(() => says(outlet).includes(t.noAnswer));
    expect(outlet.shadowRoot!.querySelector('button[name=retry]')).to.not.equal(null);
  });

  it('asks to reload when the app has a new version, whose pages have other names', async () => {
    const { page, failed } = heldPage('test-page-g');
    const outlet = await open(page, new URL('./pages-of-yesterday.js', here).href);
    failed();
    await waitUntil(() => says(outlet).includes(t.newVersion));
    expect(outlet.shadowRoot!.querySelector('button[name=reload]')).to.not.equal(null);
    expect(outlet.shadowRoot!.querySelector('button[name=retry]')).to.equal(null);
  });

  it('passes on what its page was refused', async () => {
    const { page, loaded } = heldPage('test-page-h');
    const outlet = await open(page);
    const heard: unknown[] = [];
    outlet.addEventListener('refused', (event) => heard.push((event as CustomEvent).detail));
    loaded();
    await waitUntil(() => outlet.shadowRoot!.querySelector('test-page-h'));
    outlet.shadowRoot!.querySelector('test-page-h')!.dispatchEvent(new CustomEvent('refused', { detail: 7 }));
    expect(heard).to.deep.equal([7]);
  });
});
