import { expect, fixture, html as page } from '@open-wc/testing';
import { LitElement, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { firstHeading, focusNewViews, focusedElement } from '../../../src/ui/overlay/view-focus.ts';
import { waitUntil } from '../../support/wait-until.ts';

@customElement('test-inner-view')
class InnerView extends LitElement {
  override render() {
    return html`<h2>Inner</h2>
      <input />`;
  }
}

@customElement('test-views')
class Views extends LitElement {
  @state() view: 'loading' | 'form' | 'inner' | 'slow' = 'loading';

  constructor() {
    super();
    focusNewViews(this, () => (this.view === 'loading' ? null : this.view), 'main');
  }

  override render() {
    return html`<header><h1>Product</h1></header>
      <main>${this.#part()}</main>`;
  }

  #part() {
    switch (this.view) {
      case 'form':
        return html`<h2 hidden>Not shown</h2>
          <h2>Form</h2>
          <button>go</button>`;
      case 'inner':
        return html`<test-inner-view></test-inner-view>`;
      default:
        return html`<p>…</p>`;
    }
  }
}

const words = (): string => focusedElement()?.textContent?.trim() ?? '';

describe('the focus at a change of views', () => {
  it('stays with the browser at the first view', async () => {
    const views = await fixture<Views>(page`<test-views></test-views>`);
    views.view = 'form';
    await views.updateComplete;
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    expect(focusedElement()).to.equal(document.body);
  });

  it('goes to the heading of each view that follows, in another shadow root too', async () => {
    const views = await fixture<Views>(page`<test-views></test-views>`);
    views.view = 'form';
    await views.updateComplete;
    views.view = 'inner';
    await waitUntil(() => words() === 'Inner');
    views.view = 'form';
    await waitUntil(() => words() === 'Form');
  });

  it('waits for a view that is still loading, but not for somebody who went elsewhere', async () => {
    const views = await fixture<Views>(page`<test-views></test-views>`);
    views.view = 'form';
    await views.updateComplete;
    views.view = 'slow';
    await views.updateComplete;
    const main = views.shadowRoot!.querySelector('main')!;
    main.append(document.createElement('test-inner-view'));
    await waitUntil(() => words() === 'Inner');
    focusedElement()!.blur();
    views.view = 'form';
    await views.updateComplete;
    views.shadowRoot!.querySelector('button')!.focus();
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    expect(words()).to.equal('go');
  });

  it('finds a heading in a slot', async () => {
    const root = await fixture(page`<div><p>text</p></div>`);
    expect(firstHeading(root)).to.equal(null);
    root.attachShadow({ mode: 'open' }).innerHTML = '<section><slot></slot></section>';
    root.innerHTML = '<div><h3>Slotted</h3></div>';
    expect(firstHeading(root)?.textContent).to.equal('Slotted');
  });

  it('finds a heading that is handed on from one slot into another', async () => {
    const root = document.createElement('div');
    root.innerHTML = '<h2>Handed on</h2>';
    const outer = root.attachShadow({ mode: 'open' });
    outer.innerHTML = '<div><slot></slot></div>';
    outer.firstElementChild!.attachShadow({ mode: 'open' }).innerHTML = '<section><slot></slot></section>';
    document.body.append(root);
    expect(firstHeading(root)?.textContent).to.equal('Handed on');
    root.remove();
  });
});

declare global {
  interface HTMLElementTagNameMap {
    'test-inner-view': InnerView;
    'test-views': Views;
  }
}
