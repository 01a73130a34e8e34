import { expect, fixture, html } from '@open-wc/testing';
import '../../../../src/ui/kit/tray/tray.ts';
import type { Tray } from '../../../../src/ui/kit/tray/tray.ts';
import { waitUntil } from '../../../support/wait-until.ts';

describe('a tray of the header', () => {
  let tray: Tray;
  const button = () => tray.shadowRoot!.querySelector('button')!;
  const panel = () => tray.shadowRoot!.querySelector<HTMLElement>('[popover]')!;
  const isOpen = () => panel().matches(':popover-open');
  beforeEach(async () => {
    tray = await fixture(
      html`<sc-tray label="Work" said="Work: 2 under way" .count=${2}><p>Two</p></sc-tray>`,
    );
  });

  it('shows its count, and says it to a screen reader', () => {
    expect(button().textContent!.replace(/\s+/g, '')).to.equal('Work2');
    expect(button().getAttribute('aria-label')).to.equal('Work: 2 under way');
    expect(button().getAttribute('aria-expanded')).to.equal('false');
  });

  it('opens below the button with the focus on its heading, and closes', async () => {
    button().focus();
    button().click();
    await waitUntil(() => isOpen() && button().getAttribute('aria-expanded') === 'true');
    expect(tray.shadowRoot!.activeElement?.tagName).to.equal('H2');
    expect(panel().getBoundingClientRect().top).to.be.at.least(button().getBoundingClientRect().bottom);
    panel().hidePopover();
    await waitUntil(() => button().getAttribute('aria-expanded') === 'false');
    await waitUntil(() => tray.shadowRoot!.activeElement === button());
  });

  it('closes with the focus on its button at once', async () => {
    tray.show();
    await waitUntil(() => tray.shadowRoot!.activeElement?.tagName === 'H2');
    tray.hide();
    expect([isOpen(), tray.shadowRoot!.activeElement === button()]).to.deep.equal([false, true]);
  });

  it('shows no count of nothing', async () => {
    tray.count = 0;
    await tray.updateComplete;
    expect(tray.shadowRoot!.querySelector('.count') === null).to.equal(true);
  });
});
