import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { LitElement } from 'lit';
import { PageAddress } from '../../../../src/ui/kit/address/page-address.ts';

class AddressHost extends LitElement {
  readonly address = new PageAddress(this);

  override render() {
    const { address } = this;
    return html`${address.address.page} ${address.all('state').join('+')} ${address.typed('find')}`;
  }
}
customElements.define('test-address-host', AddressHost);

describe('the page’s address', () => {
  let host: AddressHost;
  const shown = async () => {
    await host.updateComplete;
    return host.shadowRoot!.textContent!.trim();
  };
  const back = async () => {
    const went = oneEvent(window, 'popstate');
    history.back();
    await went;
  };

  beforeEach(async () => {
    history.pushState(null, '', '#list');
    host = await fixture(html`<test-address-host></test-address-host>`);
  });
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('is drawn anew when it changes, by whomever', async () => {
    host.address.set({ state: 'open' });
    expect(location.hash).to.equal('#list?state=open');
    expect(await shown()).to.equal('list open');
    const went = oneEvent(window, 'hashchange');
    location.hash = '#list?state=closed&state=open';
    await went;
    expect(await shown()).to.equal('list closed+open');
  });

  it('comes back by Back, with what was typed, which never stands in the address', async () => {
    host.address.set({ state: 'open' });
    host.address.type('find', '张伟');
    host.address.set({ open: '17' });
    expect(await shown()).to.equal('list open 张伟');
    host.address.type('find', '');
    expect(location.href).to.not.include(encodeURIComponent('张伟'));
    await back();
    expect(location.hash).to.equal('#list?state=open');
    expect(await shown()).to.equal('list open 张伟');
    await back();
    expect(await shown()).to.equal('list');
  });

  it('makes no entry of the history where nothing changes, or where it is to replace', async () => {
    host.address.set({ state: 'open' });
    const { length } = history;
    host.address.set({ state: ['open'] });
    host.address.set({ open: '1' }, 'replace');
    expect(history.length).to.equal(length);
    expect(location.hash).to.equal('#list?open=1&state=open');
  });

  it('no longer draws a host that is gone', async () => {
    host.remove();
    host.address.set({ state: 'open' });
    expect(host.isUpdatePending).to.equal(false);
  });
});
