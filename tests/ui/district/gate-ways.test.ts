import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import type { GateWaysAnswer } from '../../../src/domain/api/gate/gate-api.ts';
import '../../../src/ui/district/gate-ways.ts';
import type { GateWays } from '../../../src/ui/district/gate-ways.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { gateWayTexts } from '../../../src/ui/texts/common/gate-ways.ts';
import { AnsweringServer } from '../../support/answering-server.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { find, shownText } from '../../authority/find-deep.ts';

const t = gateWayTexts.en;

describe('sc-gate-ways', () => {
  let server: AnsweringServer;
  let answer: GateWaysAnswer;
  beforeEach(() => {
    setLanguage('en');
    server = new AnsweringServer();
    answer = {
      way: null,
      sentries: [
        { device: 4, name: 'North gate', way: null },
        { device: 5, name: 'South gate', way: 'out' },
      ],
      hours: [{ hour: 9, ins: 40, outs: null, grouped: 20, groups: 5 }],
      now: 1,
    };
    server.answers['gate/ways'] = () => answer;
    server.answers['gate/way'] = { now: 1 };
  });
  afterEach(() => {
    fixtureCleanup();
    setLanguage('zh-CN');
  });

  const open = async (): Promise<GateWays> => {
    const page = await fixture<GateWays>(
      html`<sc-gate-ways .client=${server.client} site="7"></sc-gate-ways>`,
    );
    await waitUntil(() => find(page.shadowRoot!, 'select') !== null, 'the choices');
    return page;
  };
  const choose = (page: GateWays, of: string, value: string) => {
    const select = find(page.shadowRoot!, `select[data-device="${of}"]`) as HTMLSelectElement;
    select.value = value;
    select.dispatchEvent(new Event('change'));
  };
  const first = (page: GateWays, of: string) =>
    (find(page.shadowRoot!, `select[data-device="${of}"]`) as HTMLSelectElement).options[0]!.text;

  it('says it for the whole site, and the sentries that follow say what holds for them', async () => {
    const page = await open();
    expect(first(page, '4')).to.equal(t.asSite(t.none));
    answer = { ...answer, way: 'in' };
    choose(page, 'all', 'in');
    await waitUntil(() => shownText(page).includes(t.saved(t.whole)), 'it is said');
    expect(server.sentTo('gate/way')).to.deep.equal([{ site: 7, way: 'in' }]);
    expect(first(page, '4')).to.equal(t.asSite(t.in));
    choose(page, '5', '');
    await waitUntil(() => server.sentTo('gate/way').length === 2, 'the other one');
    expect(server.sentTo('gate/way')[1]).to.deep.equal({ site: 7, device: 5 });
  });

  it('counts groups beside the persons in them, and says of few that they are few', async () => {
    const page = await open();
    const cells = [...page.shadowRoot!.querySelectorAll('tbody td')].map((cell) => cell.textContent!.trim());
    expect(cells).to.deep.equal(['40', t.few, '20', '5']);
  });

  it('says that a choice was not taken, and shows what holds', async () => {
    const page = await open();
    server.refuses['gate/way'] = [404, 'not-found'];
    choose(page, '4', 'out');
    await waitUntil(() => find(page.shadowRoot!, '.failed') !== null, 'the fault');
    const select = find(page.shadowRoot!, 'select[data-device="4"]') as HTMLSelectElement;
    await waitUntil(() => select.value === '', 'what holds');
  });
});
