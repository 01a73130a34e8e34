import { expect, fixture, html } from '@open-wc/testing';
import { LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ApiError } from '../../../../src/sync/api-client.ts';
import { Action } from '../../../../src/ui/kit/action/action.ts';
import { setLanguage } from '../../../../src/ui/language/languages.ts';
import { waitUntil } from '../../../support/wait-until.ts';

@customElement('test-acting-page')
class ActingPage extends LitElement {
  @state() rowIsThere = true;
  readonly action = new Action(this, { faults: () => ({ overtaken: 'Wang had it before you.' }) });

  override render() {
    return html`${this.action.render()}
    ${this.rowIsThere ? html`<button aria-disabled=${this.action.busy}>Take</button>` : nothing}`;
  }
}

/** A promise, and what ends it. */
function later<Value>() {
  let resolve!: (value: Value) => void;
  let reject!: (fault: unknown) => void;
  const promise = new Promise<Value>((done, failed) => ([resolve, reject] = [done, failed]));
  return { promise, resolve, reject };
}

describe('an action of a page', () => {
  let page: ActingPage;
  const said = () => page.shadowRoot!.querySelector('.action-said')!.textContent!.trim();
  const button = () => page.shadowRoot!.querySelector('button')!;
  beforeEach(async () => {
    setLanguage('en');
    page = await fixture(html`<test-acting-page></test-acting-page>`);
  });

  it('is sent once, however often it is pressed, and the button keeps the focus', async () => {
    const server = later<void>();
    let sent = 0;
    const press = () => page.action.run(() => ((sent += 1), server.promise));
    button().focus();
    const first = press();
    expect(await press()).to.equal(null);
    expect(await press()).to.equal(null);
    await page.updateComplete;
    expect(said()).to.equal('Working…');
    expect(button().getAttribute('aria-disabled')).to.equal('true');
    expect(page.shadowRoot!.activeElement === button()).to.equal(true);
    server.resolve();
    await first;
    await page.updateComplete;
    expect(sent).to.equal(1);
    expect(said()).to.equal('Done.');
    expect(page.shadowRoot!.activeElement === button()).to.equal(true);
    expect(button().getAttribute('aria-disabled')).to.equal('false');
  });

  it('says in a live region that stood there before what became of many', async () => {
    const region = page.shadowRoot!.querySelector('.action-said')!;
    expect(region.getAttribute('role')).to.equal('status');
    await page.action.run(async () => ({ ids: 14 }), { said: () => ({ done: 12, of: 14 }) });
    await page.updateComplete;
    expect(page.shadowRoot!.querySelector('.action-said') === region).to.equal(true);
    expect(said()).to.equal('12 of 14 done; 2 stay ticked.');
    setLanguage('zh-CN');
    page.requestUpdate();
    await page.updateComplete;
    expect(said()).to.equal('已完成 12 项，共 14 项；其余 2 项仍保持选中。');
  });

  const refusals: [ApiError['code'], RegExp][] = [
    ['offline', /may or may not be done/],
    ['not-allowed', /your account may not/],
    ['not-found', /no longer there/],
    ['malformed', /filled in is wrong/],
    ['too-many', /later/],
    ['server', /server has a problem/],
    ['overtaken', /^Wang had it before you\.$/],
  ];
  for (const [code, words] of refusals)
    it(`tells of "${code}" in its words`, async () => {
      expect(await page.action.run(() => Promise.reject(new ApiError(code, 'x', 400)))).to.equal(null);
      await page.updateComplete;
      expect(said()).to.match(words);
      expect(page.shadowRoot!.querySelector('.failed') !== null).to.equal(true);
    });

  it('says when to come again, and nothing that was not done as done', async () => {
    await page.action.run(() => Promise.reject(new ApiError('busy', 'x', 503, 4100)));
    await page.updateComplete;
    expect(said()).to.equal('Not done: the server is busy. Try again in 5 s.');
  });

  it('reads the list anew in both cases before it is over', async () => {
    const order: string[] = [];
    const after = async () => void order.push('read');
    await page.action.run(async () => void order.push('sent'), { after });
    await page.action.run(() => Promise.reject(new ApiError('server', '', 500)), { after });
    expect(order).to.deep.equal(['sent', 'read', 'read']);
  });

  it('puts the focus on what is said when the pressed button went with its row', async () => {
    button().focus();
    await page.action.run(async () => (page.rowIsThere = false));
    await waitUntil(() => page.shadowRoot!.activeElement?.className === 'action-said');
  });

  it('tells the page around it that the session ended', async () => {
    let refused = '';
    page.addEventListener('refused', (event) => (refused = (event as CustomEvent<ApiError>).detail.code));
    await page.action.run(() => Promise.reject(new ApiError('sign-in', '', 401)));
    expect(refused).to.equal('sign-in');
  });

  it('throws what is a fault of the code', async () => {
    let thrown: unknown;
    await page.action.run(() => Promise.reject(new TypeError('x'))).catch((fault) => (thrown = fault));
    expect(thrown).to.be.instanceOf(TypeError);
    expect(page.action.busy).to.equal(false);
  });
});
