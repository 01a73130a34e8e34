import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import '../../../src/ui/overlay/overlay-dialog.ts';
import type { Overlay } from '../../../src/ui/overlay/overlay-dialog.ts';
import { OverlayEntry } from '../../../src/ui/overlay/overlay-entry.ts';
import { PageAddress } from '../../../src/ui/kit/address/page-address.ts';
import '../../../src/ui/kit/tray/tray.ts';
import type { Tray } from '../../../src/ui/kit/tray/tray.ts';
import { waitUntil } from '../../support/wait-until.ts';

const isShown = (overlay: Overlay): boolean => overlay.shadowRoot!.querySelector('dialog')!.open;
const press = (key: string): boolean =>
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

interface Stage {
  opener: HTMLButtonElement;
  lower: Overlay;
  upper: Overlay;
  /** How often each told of its end. */
  ended: string[];
}

/** A page with a button and two overlays, both closed. */
async function stage(): Promise<Stage> {
  const ended: string[] = [];
  const page = await fixture(html`
    <div>
      <button>open</button>
      <sc-overlay id="lower" label="lower" @close=${() => ended.push('lower')}><h2>Lower</h2></sc-overlay>
      <sc-overlay id="upper" label="upper" @close=${() => ended.push('upper')}><h2>Upper</h2></sc-overlay>
    </div>
  `);
  const opener = page.querySelector('button')!;
  opener.focus();
  return {
    opener,
    lower: page.querySelector<Overlay>('#lower')!,
    upper: page.querySelector<Overlay>('#upper')!,
    ended,
  };
}

async function show(overlay: Overlay): Promise<void> {
  const before = history.state as { sitecodeOverlays?: number } | null;
  overlay.open = true;
  await waitUntil(() => (history.state as typeof before)?.sitecodeOverlays !== before?.sitecodeOverlays);
}

/** As the browser's own button does. */
async function back(): Promise<void> {
  await new Promise((resolve) => {
    addEventListener('popstate', resolve, { once: true });
    history.back();
  });
}

describe('sc-overlay', () => {
  it('takes the focus to its heading, and back to where it was', async () => {
    const { opener, lower } = await stage();
    await show(lower);
    expect(isShown(lower)).to.equal(true);
    await waitUntil(() => document.activeElement === lower.querySelector('h2'));
    await lower.close();
    await waitUntil(() => document.activeElement === opener);
    expect(isShown(lower)).to.equal(false);
  });

  it('is closed by Back, which leaves the page where it is', async () => {
    const { lower, ended } = await stage();
    const { href } = location;
    await show(lower);
    await back();
    expect(isShown(lower)).to.equal(false);
    expect(ended).to.deep.equal(['lower']);
    expect(location.href).to.equal(href);
  });

  it('leaves no entry behind when it is closed by hand, however often', async () => {
    const { lower } = await stage();
    const length = history.length;
    for (let i = 0; i < 3; i++) {
      await show(lower);
      await lower.close();
    }
    // The entry before is the page itself; the one ahead of it is overwritten by the next that is made.
    expect(history.length).to.be.at.most(length + 1);
    expect((history.state as { sitecodeOverlays?: number } | null)?.sitecodeOverlays ?? 0).to.equal(0);
  });

  it('closes one at a time by Back, the upper first', async () => {
    const { lower, upper, ended } = await stage();
    await show(lower);
    await show(upper);
    await back();
    expect(ended).to.deep.equal(['upper']);
    expect(isShown(lower)).to.equal(true);
    await back();
    expect(ended).to.deep.equal(['upper', 'lower']);
  });

  it('closes what lies above it with it', async () => {
    const { lower, upper, ended } = await stage();
    await show(lower);
    await show(upper);
    await lower.close();
    expect(ended).to.deep.equal(['upper', 'lower']);
  });

  it('may be opened in the moment in which another closes', async () => {
    const { lower, upper, ended } = await stage();
    await show(lower);
    void lower.close();
    upper.open = true;
    await upper.updateComplete;
    await new Promise((resolve) => setTimeout(resolve));
    await waitUntil(() => isShown(upper));
    expect(ended).to.deep.equal(['lower']);
    await upper.close();
    expect(ended).to.deep.equal(['lower', 'upper']);
    expect((history.state as { sitecodeOverlays?: number } | null)?.sitecodeOverlays ?? 0).to.equal(0);
  });

  it('is closed in the moment of Esc, and may be opened again at once', async () => {
    const { lower, ended } = await stage();
    await show(lower);
    const dialog = lower.shadowRoot!.querySelector('dialog')!;
    dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
    expect([lower.open, isShown(lower)]).to.deep.equal([false, false]);
    lower.open = true;
    await lower.updateComplete;
    // The late event of the first has come by then.
    await waitUntil(() => ended.length > 0);
    await aTimeout(50);
    expect([lower.open, isShown(lower)]).to.deep.equal([true, true]);
    expect(ended).to.deep.equal(['lower']);
    await lower.close();
  });

  it('does not close because a choice of files was given up in it', async () => {
    const { lower } = await stage();
    await show(lower);
    lower.querySelector('h2')!.dispatchEvent(new Event('cancel', { bubbles: true, composed: true }));
    expect(isShown(lower)).to.equal(true);
    await lower.close();
  });

  it('is gone from the history when it is taken off the page', async () => {
    const { lower, ended } = await stage();
    await show(lower);
    lower.remove();
    await waitUntil(
      () => ((history.state as { sitecodeOverlays?: number } | null)?.sitecodeOverlays ?? 0) === 0,
    );
    expect(ended).to.deep.equal(['lower']);
  });

  it('stays closed when somebody goes forward to it', async () => {
    const { lower } = await stage();
    await show(lower);
    await back();
    const went = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
    history.forward();
    await went;
    await waitUntil(() => !isShown(lower) && !OverlayEntry.isHere);
  });
});

describe('the address after an overlay', () => {
  const states = () => (history.state as { sitecodeOverlays?: number } | null)?.sitecodeOverlays ?? 0;
  /** A page with an overlay that is just closing: the history has not stepped back yet. */
  const closing = async () => {
    history.pushState(null, '', '#list');
    const { lower } = await stage();
    await show(lower);
    return { lower, closed: lower.close() };
  };
  const host = Object.assign(document.createElement('div'), {
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => undefined,
    updateComplete: Promise.resolve(true),
  });

  it('keeps a row that is opened in the moment in which it closes, and Back goes to the list', async () => {
    const { closed } = await closing();
    new PageAddress(host).set({ open: '17' });
    await closed;
    await waitUntil(() => location.hash === '#list?open=17');
    expect(states()).to.equal(0);
    await back();
    expect([location.hash, states()]).to.deep.equal(['#list', 0]);
  });

  it('keeps where a link leads that is pressed in that moment', async () => {
    const { closed } = await closing();
    const link = await fixture<HTMLAnchorElement>(html`<a href="#list?open=18">18</a>`);
    link.click();
    await closed;
    await waitUntil(() => location.hash === '#list?open=18');
    expect(states()).to.equal(0);
    await back();
    expect([location.hash, states()]).to.deep.equal(['#list', 0]);
  });

  it('keeps what is typed in that moment', async () => {
    const { closed } = await closing();
    const address = new PageAddress(host);
    address.type('find', 'mall');
    await closed;
    await waitUntil(() => address.typed('find') === 'mall');
    expect([location.hash, states()]).to.deep.equal(['#list', 0]);
  });
});

describe('an overlay opened from a tray', () => {
  it('gives the focus to the button of the tray, which it has closed', async () => {
    const tray = await fixture<Tray>(html`<sc-tray label="Account"><button>Password</button></sc-tray>`);
    const { lower } = await stage();
    tray.show();
    const pressed = tray.querySelector('button')!;
    pressed.focus();
    await show(lower);
    expect(pressed.checkVisibility()).to.equal(false);
    await lower.close();
    await waitUntil(() => tray.shadowRoot!.activeElement?.tagName === 'BUTTON');
  });
});

describe('an overlay that is no dialog', () => {
  it('closes on Esc, and no other does with it', async () => {
    const ended: string[] = [];
    OverlayEntry.enter({ heading: null, onLeave: () => ended.push('lower'), closesOnEscape: true });
    const upper = OverlayEntry.enter({
      heading: null,
      onLeave: () => ended.push('upper'),
      closesOnEscape: true,
    });
    await waitUntil(() => upper.isPlaced);
    press('Escape');
    expect(ended).to.deep.equal(['upper']);
    press('Escape');
    expect(ended).to.deep.equal(['upper', 'lower']);
  });
});
