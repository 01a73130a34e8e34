import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import '../../../../src/ui/kit/action/undo-toast.ts';
import type { Undo } from '../../../../src/ui/kit/action/undo-toast.ts';
import { ApiError } from '../../../../src/sync/api-client.ts';
import { setLanguage } from '../../../../src/ui/language/languages.ts';
import { waitUntil } from '../../../support/wait-until.ts';

describe('undo', () => {
  let toast: Undo;
  const find = <T extends HTMLElement>(selector: string) => toast.shadowRoot!.querySelector<T>(selector);
  const open = async (ms: number) => {
    setLanguage('en');
    toast = await fixture(html`<sc-undo .ms=${ms}></sc-undo>`);
  };

  it('says what was done and undoes it once', async () => {
    await open(60_000);
    let undone = 0;
    toast.show('Moved to ring 1.', async () => (undone += 1));
    await toast.updateComplete;
    expect(find('aside')!.textContent).to.contain('Moved to ring 1.');
    find('button')!.click();
    find('button')!.click();
    await waitUntil(() => find('aside')!.textContent!.includes('Undone.'));
    expect(undone).to.equal(1);
    expect(find('button') === null).to.equal(true);
  });

  it('goes by itself, but not while it is in focus', async () => {
    await open(30);
    toast.show('Moved.', async () => undefined);
    await toast.updateComplete;
    find('button')!.focus();
    await aTimeout(200);
    expect(find('aside') === null).to.equal(false);
    find('button')!.blur();
    await waitUntil(() => !find('aside'));
  });

  it('says why it could not be undone', async () => {
    await open(60_000);
    toast.show('Moved.', () => Promise.reject(new ApiError('overtaken', '', 409)));
    await toast.updateComplete;
    find('button')!.click();
    await waitUntil(() => find('.failed'));
    expect(find('.failed')!.textContent).to.contain('somebody else');
  });
});
