import { expect, fixture, html } from '@open-wc/testing';
import { ApiClient } from '../../../src/sync/api-client.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import '../../../src/venue/sites/own-sites.ts';
import type { OwnSites } from '../../../src/venue/sites/own-sites.ts';
import { findAll, shownText } from '../../ui/shown.ts';
import { now, sentry, site } from '../own-sites.ts';
import { waitUntil } from '../../support/wait-until.ts';

/** As many sites as the largest chain has; every fiftieth has a sentry that fell silent. */
const many = (length: number) =>
  Array.from({ length }, (_, index) =>
    site({
      site: index + 1,
      name: `和风便利店${index + 1}号店`,
      nameEn: `Hefeng Store ${index + 1}`,
      today: index === 4 ? null : index * 10,
      sentries: [sentry({ online: index % 50 !== 0, silentSince: index % 50 === 0 ? now - 600_000 : 0 })],
    }),
  );

async function list(length: number): Promise<OwnSites> {
  return fixture<OwnSites>(
    html`<sc-own-sites .client=${new ApiClient()} .sites=${many(length)} .now=${now}></sc-own-sites>`,
  );
}
const cards = (element: OwnSites) => findAll(element.shadowRoot!, 'sc-site-card');
const table = (element: OwnSites) => element.shadowRoot!.querySelector('sc-data-table')!;
const drawn = (element: OwnSites) =>
  waitUntil(() => shownText(table(element)).includes('Hefeng Store'), 'the table is drawn');

describe('sc-own-sites', () => {
  before(() => setLanguage('en'));
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('shows a few sites below one another, each with all it has', async () => {
    const element = await list(3);
    expect(cards(element)).to.have.length(3);
    expect(element.shadowRoot!.querySelector('sc-data-table')).to.equal(null);
  });

  it('lists 763, draws those in sight, and counts few as few', async () => {
    const element = await list(763);
    await drawn(element);
    expect(cards(element)).to.have.length(0);
    expect(shownText(table(element))).to.include('763');
    expect(findAll(table(element).shadowRoot!, 'tbody tr').length).to.be.below(120);
  });

  it('finds one by its name and opens it beside the list', async () => {
    const element = await list(763);
    await drawn(element);
    const find = findAll<HTMLInputElement>(element.shadowRoot!, 'input[name=find]')[0]!;
    find.value = '763号店';
    find.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await waitUntil(() => !shownText(table(element)).includes('Hefeng Store 12 '), 'others are gone');
    await waitUntil(() => shownText(table(element)).includes('Hefeng Store 763'), 'it is there');
    history.pushState(null, '', '#?open=763');
    window.dispatchEvent(new HashChangeEvent('hashchange'));
    await waitUntil(() => cards(element).length === 1, 'its card is open');
    expect(shownText(cards(element)[0]!)).to.include('Hefeng Store 763');
  });

  it('leaves those that need attention by a filter in the address', async () => {
    history.replaceState(null, '', '#?state=problem');
    const element = await list(200);
    await drawn(element);
    await waitUntil(() => findAll(table(element).shadowRoot!, 'tbody tr').length === 4, 'four of 200');
  });
});
