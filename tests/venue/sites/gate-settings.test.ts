import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import { usualGateSettings } from '../../../src/domain/gate/gate-settings.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import '../../../src/venue/sites/site-card.ts';
import { find, shownText } from '../../authority/find-deep.ts';
import { AnsweringServer } from '../../support/answering-server.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { fillForm } from '../../ui/fill-form.ts';
import { now, site } from '../own-sites.ts';

describe('the settings of a site’s sentries, which come when they are opened', () => {
  let server: AnsweringServer;
  let card: HTMLElement;
  const opened = async (): Promise<ShadowRoot> => {
    find(card.shadowRoot!, 'details summary')!.click();
    await waitUntil(() => deep() !== null, 'the form');
    return find(card.shadowRoot!, 'sc-gate-settings')!.shadowRoot!;
  };
  const deep = (): Element | null => {
    const settings = find(card.shadowRoot!, 'sc-gate-settings')?.shadowRoot;
    return settings ? find(settings, '[name=volume]') : null;
  };
  beforeEach(async () => {
    setLanguage('en');
    server = new AnsweringServer();
    server.answers['gate/settings'] = { settings: { ...usualGateSettings, version: 3 }, hasPin: false, now };
    card = await fixture(
      html`<sc-site-card .client=${server.client} .site=${site()} .now=${now}></sc-site-card>`,
    );
  });
  afterEach(() => {
    fixtureCleanup();
    setLanguage('zh-CN');
  });

  it('are asked for then, and not before', async () => {
    expect(server.asked).to.deep.equal([]);
    await opened();
    expect(server.sentTo('gate/settings')).to.deep.equal([{ site: '12' }]);
  });

  it('are saved with the version that was seen', async () => {
    const settings = await opened();
    await fillForm(settings, { volume: '40' });
    find(settings, 'button[type=submit]')!.click();
    const sent = () => server.sentTo('gate/settings').find((one) => 'seen' in one);
    await waitUntil(() => sent() !== undefined, 'it is sent');
    expect(sent()).to.deep.include({ site: 12, volume: 40, seen: { version: 3 } });
  });

  it('send no PIN, but what it is checked by', async () => {
    const settings = await opened();
    await fillForm(find(settings, '#pin')!.shadowRoot ?? settings, { pin: '482915' });
    find(find(settings, '#pin')!.shadowRoot ?? settings, 'button[type=submit]')!.click();
    await waitUntil(() => server.asked.some(([path]) => path.includes('pin')), 'it is sent');
    expect(JSON.stringify(server.asked)).to.not.include('482915');
    expect(shownText(card)).to.not.include('482915');
  });
});
