import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Overlay } from '../../../src/ui/overlay/overlay-dialog.ts';
import { Unsaved } from '../../../src/ui/overlay/unsaved.ts';
import { waitUntil } from '../../support/wait-until.ts';

let isUnsaved = false;

@customElement('test-form')
class TestForm extends LitElement {
  readonly #unsaved = new Unsaved(this, {
    isUnsaved: () => isUnsaved,
    words: () => ({ title: 'Leave?', question: 'It will be lost.', leave: 'Leave', stay: 'Stay' }),
  });

  override render() {
    return this.#unsaved.render();
  }
}

/** Follows a link as a person would; answers whether it was followed. */
function follow(link: HTMLElement): boolean {
  const event = new MouseEvent('click', { bubbles: true, composed: true, cancelable: true });
  // Nothing is to be opened by a test.
  link.addEventListener('click', (each) => (each.preventDefault(), (reached = true)), { once: true });
  let reached = false;
  link.dispatchEvent(event);
  return reached;
}

const closes = (): boolean => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

describe('what was filled in and is not saved', () => {
  let form: TestForm;
  let link: HTMLAnchorElement;
  const overlay = (): Overlay => form.renderRoot.querySelector('sc-overlay')!;
  const answer = async (name: 'leave' | 'stay'): Promise<void> => {
    form.renderRoot.querySelector<HTMLElement>(`button[name=${name}]`)!.click();
    await waitUntil(() => !overlay().open);
  };
  beforeEach(async () => {
    isUnsaved = false;
    const both = await fixture<HTMLElement>(
      html`<div>
        <test-form></test-form><a href="#board"><b>Board</b></a>
      </div>`,
    );
    form = both.querySelector('test-form')!;
    link = both.querySelector('a')!;
  });

  it('lets everybody go when there is nothing', async () => {
    expect([follow(link), closes()]).to.deep.equal([true, true]);
    await form.updateComplete;
    expect(overlay().open).to.equal(false);
  });

  it('asks in a dialog of the page before a link is followed, and stays when the answer is no', async () => {
    isUnsaved = true;
    expect(follow(link.querySelector('b')!)).to.equal(false);
    await form.updateComplete;
    expect(overlay().open).to.equal(true);
    expect(overlay().textContent).to.contain('It will be lost.');
    let followed = 0;
    link.addEventListener('click', (event) => (event.preventDefault(), followed++));
    await answer('stay');
    expect(followed).to.equal(0);
  });

  it('follows the link once when the answer is yes, and the history holds nothing of the question', async () => {
    isUnsaved = true;
    expect(follow(link)).to.equal(false);
    await form.updateComplete;
    const depths: unknown[] = [];
    link.addEventListener('click', (event) => {
      event.preventDefault();
      depths.push((history.state as { sitecodeOverlays?: number } | null)?.sitecodeOverlays ?? 0);
    });
    await answer('leave');
    await waitUntil(() => depths.length > 0);
    expect(depths).to.deep.equal([0]);
    expect(follow(link)).to.equal(false, 'the next link is asked about again');
    await form.updateComplete;
    await overlay().close();
  });

  it('stays when the question is closed by Back', async () => {
    isUnsaved = true;
    follow(link);
    await form.updateComplete;
    await waitUntil(() => (history.state as { sitecodeOverlays?: number } | null)?.sitecodeOverlays === 1);
    let followed = 0;
    link.addEventListener('click', (event) => (event.preventDefault(), followed++));
    history.back();
    await waitUntil(() => !overlay().open);
    expect(followed).to.equal(0);
  });

  it('asks nothing for what leads nowhere else', async () => {
    isUnsaved = true;
    const button = document.createElement('button');
    form.after(button);
    expect(follow(button)).to.equal(true);
    link.target = '_blank';
    expect(follow(link)).to.equal(true);
    link.target = '';
    link.download = 'list.json';
    expect(follow(link)).to.equal(true);
    await form.updateComplete;
    expect(overlay().open).to.equal(false);
  });

  it('has the browser ask when the window is closed', () => {
    isUnsaved = true;
    expect(closes()).to.equal(false);
  });

  it('is over when the page is gone', () => {
    isUnsaved = true;
    form.remove();
    expect([follow(link), closes()]).to.deep.equal([true, true]);
  });
});
