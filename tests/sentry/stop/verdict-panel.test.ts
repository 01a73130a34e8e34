import { expect, fixture, html } from '@open-wc/testing';
import type { Passage } from '../../../src/sentry/stop/checkpoint.ts';
import '../../../src/sentry/stop/verdict-panel.ts';
import type { VerdictPanel } from '../../../src/sentry/stop/verdict-panel.ts';
import type { RosterSeen } from '../../../src/store/district/roster-keeper.ts';
import { setLanguage, type Language } from '../../../src/ui/language/languages.ts';
import { secondProofTexts } from '../../../src/ui/texts/gate/second-proof.ts';
import { sentryTexts } from '../../../src/ui/texts/gate/sentry.ts';
import { hour, noon } from '../../support/district.ts';
import { findAll, press, shownText } from '../../ui/shown.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { passage, reason, temperatureOf, unproved, verification } from '../passages.ts';

const t = sentryTexts['zh-CN'];
const fever = reason('temperature.fever', 'attend', '体温异常', 'High temperature');
const redCode = reason('colour.red', 'refuse', '红码', 'Red code');

function panel(shown: Passage, measures = true): Promise<VerdictPanel> {
  return fixture(html`<sc-verdict-panel .passage=${shown} ?measures=${measures}></sc-verdict-panel>`);
}

/** What is said under a heading of the facts. */
function fact(element: VerdictPanel, heading: string): string {
  const found = findAll<HTMLElement>(element.shadowRoot!, 'dl > div').find(
    (each) => each.querySelector('dt')!.textContent === heading,
  );
  if (!found) throw new Error(`Nothing is said of "${heading}" in: ${shownText(element)}`);
  return shownText(found.querySelector('dd')!).trim();
}

describe('sc-verdict-panel', () => {
  beforeEach(() => setLanguage('zh-CN'));
  after(() => setLanguage('zh-CN'));

  it('is drawn once where it has the room of the panel before it, and once more where it has less', async () => {
    const drawnIn = async (width: number): Promise<{ size: number; isAtOnce: boolean }> => {
      const place = await fixture<HTMLElement>(html`<div style="width: ${width}px; height: 500px"></div>`);
      const element = document.createElement('sc-verdict-panel');
      element.passage = passage();
      place.append(element);
      // False where drawing it asked for another drawing.
      const isAtOnce = await element.updateComplete;
      await element.updateComplete;
      return { size: parseFloat(element.shadowRoot!.querySelector('h1')!.style.fontSize), isAtOnce };
    };
    const { size } = await drawnIn(700);
    expect(await drawnIn(700)).to.deep.equal({ size, isAtOnce: true });
    const narrow = await drawnIn(160);
    expect(narrow.isAtOnce).to.equal(false);
    expect(narrow.size).to.be.below(size);
  });

  it('shows in a guard’s hand what was decided and why without scrolling, in the room that the picture leaves of a phone', async () => {
    const verdict = { outcome: 'refuse' as const, reasons: [redCode], policyVersion: 1 };
    for (const [language, width, height] of [
      ['zh-CN', 390, 250],
      ['en', 320, 190],
    ] as const) {
      setLanguage(language);
      const place = await fixture<HTMLElement>(
        html`<div style="width: ${width}px; height: ${height}px">
          <sc-verdict-panel .passage=${{ ...passage(), verdict }} measures hand-held></sc-verdict-panel>
        </div>`,
      );
      const element = place.querySelector('sc-verdict-panel')!;
      await element.updateComplete;
      await element.updateComplete;
      const why = element.shadowRoot!.querySelector('li.now')!.getBoundingClientRect();
      const { bottom } = place.getBoundingClientRect();
      expect(why.height).to.be.greaterThan(10);
      expect(why.bottom, language).to.be.at.most(bottom);
    }
  });

  const rosters: [RosterSeen, string, string][] = [
    [
      { standing: 'open', at: noon, entry: { kind: 'staff', group: '三楼厨房', holds: true } },
      '在名册上：员工 · 三楼厨房（今天 12:00的名册）',
      'On the roster: Staff · 三楼厨房 (roster of 12:00 today)',
    ],
    [
      { standing: 'open', at: noon - 26 * hour, entry: null },
      '不在名册上（2026-',
      'Not on the roster (roster of 2026-',
    ],
    [{ standing: 'closed', at: noon }, '名册：未打开，缺少密钥', 'Roster: not open, no key'],
    [{ standing: 'missing', at: null }, '名册：尚未收到', 'Roster: none has come yet'],
  ];
  for (const [roster, zh, en] of rosters)
    it(`says with its age what the roster says: ${en}`, async () => {
      const element = await panel({ ...passage(), roster });
      expect(shownText(element)).to.contain(zh);
      setLanguage('en');
      await element.updateComplete;
      expect(shownText(element)).to.contain(en);
    });
  it('says nothing of a roster where the site keeps none', async () => {
    expect(shownText(await panel(passage()))).to.not.contain('名册');
  });

  const outcomes: [Passage, Passage['verdict']['outcome'], Record<Language, string>][] = [
    [passage(), 'admit', { 'zh-CN': '请通行', en: 'Go ahead' }],
    [passage([fever]), 'attend', { 'zh-CN': '请联系工作人员', en: 'Please wait for staff' }],
    [passage([redCode]), 'refuse', { 'zh-CN': '禁止通行', en: 'No entry' }],
  ];
  for (const [shown, outcome, words] of outcomes) {
    it(`says "${words.en}" in both languages and names its colours "${outcome}"`, async () => {
      const element = await panel(shown);
      const title = () => shownText(element.shadowRoot!.querySelector('h1')!).trim();
      expect(title()).to.equal(words['zh-CN']);
      expect(element.getAttribute('outcome')).to.equal(outcome);
      setLanguage('en');
      await element.updateComplete;
      expect(title()).to.equal(words.en);
    });
  }

  it('has a colour and a shape of its own for each outcome: neither is ever alone', async () => {
    const colours = new Set<string>();
    const shapes = new Set<string>();
    for (const [shown] of outcomes) {
      const element = await panel(shown);
      colours.add(getComputedStyle(element).backgroundColor);
      shapes.add(element.shadowRoot!.querySelector('svg')!.innerHTML);
    }
    expect(colours.size).to.equal(3);
    expect(colours).to.not.include('rgba(0, 0, 0, 0)');
    expect(shapes.size).to.equal(3);
  });

  it('changes its colours with the next passage', async () => {
    const element = await panel(passage());
    const green = getComputedStyle(element).backgroundColor;
    element.passage = passage([redCode]);
    await element.updateComplete;
    expect(getComputedStyle(element).backgroundColor).to.not.equal(green);
    expect(shownText(element)).to.contain(t.outcome_refuse).and.to.not.contain(t.outcome_admit);
  });

  it('shows masked name, temperature, last result with its age, doses, and the age of its data', async () => {
    const element = await panel(passage());
    expect(shownText(element)).to.contain('张*三');
    expect(fact(element, t.temperature)).to.equal('36.8 °C ± 0.4');
    expect(fact(element, t.lastTest)).to.match(/^阴性 *10小时前采样$/);
    expect(fact(element, t.doses)).to.equal('3 剂');
    expect(fact(element, t.dataAge)).to.contain('状态：20分钟前').and.to.contain('核对：3小时前');
  });

  it('says the same in English', async () => {
    setLanguage('en');
    const element = await panel(passage([fever], { verification: verification({ doses: 1 }) }));
    const { en } = sentryTexts;
    expect(shownText(element)).to.contain('High temperature').and.to.not.contain('体温异常');
    expect(fact(element, en.lastTest)).to.match(/^Negative *sampled 10 hours ago$/);
    expect(fact(element, en.doses)).to.equal('1 dose');
    expect(fact(element, en.dataAge))
      .to.contain('status: 20 minutes ago')
      .and.to.contain('confirmed: 3 hours ago');
  });

  it('says of every unknown that it is unknown, and invents nothing', async () => {
    const status = { lastResult: 'none', sampleTime: null, doses: null, lastDose: null } as const;
    const element = await panel(
      passage([reason('test.known', 'attend', '没有核酸记录', 'No test')], {
        verification: verification(status),
        temperature: null,
        dataAsOf: null,
      }),
    );
    expect(fact(element, t.temperature)).to.equal(t.notMeasured);
    expect(fact(element, t.lastTest)).to.equal(t.result_none);
    expect(fact(element, t.doses)).to.equal(t.unknown);
    expect(fact(element, t.dataAge)).to.contain(t.noRules);
  });

  it('does not take "0 doses" for an unknown number of doses', async () => {
    const element = await panel(passage([], { verification: verification({ doses: 0, lastDose: null }) }));
    expect(fact(element, t.doses)).to.equal('0 剂');
  });

  it('says that a gate without a sensor takes no temperature, instead of that it failed to', async () => {
    const element = await panel(passage([], { temperature: null }), false);
    expect(fact(element, t.temperature)).to.equal(t.noSensor);
  });

  it('shows no fact and no name of a person of whom nothing is proved', async () => {
    const forged = passage([reason('proof.genuine', 'refuse', '签名不符', 'Forged')], {
      verification: unproved('forged'),
      temperature: temperatureOf(3484),
    });
    const element = await panel(forged);
    expect(shownText(element)).to.contain('签名不符');
    expect(element.shadowRoot!.querySelector('dl')).to.equal(null);
    expect(shownText(element)).to.not.contain('张*三').and.to.not.contain('36.8 °C');
  });

  it('says each reason once and at most four', async () => {
    const same = [1, 2, 3].map((number) => reason(`rule.${number}`, 'attend', '没有核酸记录', 'No test'));
    const others = [4, 5, 6, 7].map((number) => reason(`rule.${number}`, 'attend', `理由${number}`, 'why'));
    const element = await panel(passage([...same, ...others]));
    const lines = findAll<HTMLLIElement>(element.shadowRoot!, 'li').map((line) => line.textContent);
    expect(lines).to.deep.equal(['没有核酸记录', '理由4', '理由5', '理由6']);
  });

  it('shows one reason at a time in big letters, then all of them', async () => {
    const element = await panel(passage([redCode, fever]));
    const inView = () =>
      findAll<HTMLLIElement>(element.shadowRoot!, 'li')
        .filter((line) => line.offsetParent !== null)
        .map((line) => line.textContent);
    const isBig = () => element.shadowRoot!.querySelector('ul')!.classList.contains('one');
    expect([inView(), isBig()]).to.deep.equal([['红码'], true]);
    await waitUntil(() => inView()[0] === '体温异常', 'the second reason');
    expect(isBig()).to.equal(true);
    await waitUntil(() => !isBig(), 'the list');
    expect(inView()).to.deep.equal(['红码', '体温异常']);
  });

  it('keeps a single reason in big letters', async () => {
    const element = await panel(passage([redCode]));
    const size = (selector: string) =>
      parseFloat(getComputedStyle(element.shadowRoot!.querySelector(selector)!).fontSize);
    expect(size('ul')).to.be.above(size('dd'));
  });

  describe('where bystanders are not to learn why', () => {
    const closed = async (): Promise<VerdictPanel> => {
      const element = await panel(passage([redCode]));
      element.discreet = true;
      await element.updateComplete;
      return element;
    };

    it('asks for staff and says nothing else: no reason, no name, no fact, no colour of a refusal', async () => {
      const element = await closed();
      const words = shownText(element);
      expect(words).to.contain(t.outcome_attend);
      for (const hidden of ['红码', t.outcome_refuse, '张*三', t.lastTest, '36.8'])
        expect(words).to.not.contain(hidden);
      const attend = await panel(passage([fever]));
      expect(element.getAttribute('outcome')).to.equal('attend');
      expect(getComputedStyle(element).backgroundColor).to.equal(getComputedStyle(attend).backgroundColor);
    });

    it('shows all of it after a tap, and is closed again for the next person', async () => {
      const element = await closed();
      let told = 0;
      element.addEventListener('reveal', () => told++);
      press(element, t.showWhy);
      await element.updateComplete;
      expect(told).to.equal(1);
      expect(shownText(element)).to.contain('红码').and.to.contain(t.outcome_refuse);
      element.passage = passage([redCode]);
      await element.updateComplete;
      expect(shownText(element)).to.not.contain('红码');
    });
  });

  it('offers another measurement where the temperature alone stands against admission', async () => {
    const element = await panel(passage([fever]));
    let asked = 0;
    element.addEventListener('measure-again', () => asked++);
    press(element, t.measureAgain);
    expect(asked).to.equal(1);
  });

  const noSecondMeasurement: [why: string, Passage, boolean][] = [
    ['to a person who is admitted', passage(), true],
    ['to one whom another reason stops', passage([fever, redCode]), true],
    ['to one stopped by another reason alone', passage([redCode]), true],
    ['to one of whom nothing is proved', passage([fever], { verification: unproved('stale') }), true],
    ['at a gate without a sensor', passage([fever]), false],
  ];
  for (const [why, shown, measures] of noSecondMeasurement) {
    it(`offers no other measurement ${why}`, async () => {
      const element = await panel(shown, measures);
      const buttons = findAll<HTMLElement>(element.shadowRoot!, 'button').map(shownText);
      expect(buttons.filter((text) => text.includes(t.measureAgain))).to.deep.equal([]);
    });
  }

  it('gives ages as they were at the passage, not as they are now', async () => {
    const element = await panel(passage([], { at: noon + 2 * hour, dataAsOf: noon }));
    expect(fact(element, t.dataAge)).to.contain('核对：2小时前');
  });

  describe('offers that the person has another proof', () => {
    const old = reason('result.age', 'attend', '核酸检测已过期', 'The test is too old');
    const another = (element: VerdictPanel) => findAll<HTMLElement>(element.shadowRoot!, 'button.another')[0];
    const paper = { ...verification(), kind: 'paper' as const };
    const offers: [what: string, shown: Passage, offered: boolean][] = [
      ['sent to staff', passage([old]), true],
      ['also feverish', passage([fever, old]), true],
      ['feverish alone', passage([fever]), false],
      ['a foreign credential', passage([old], { verification: { ...verification(), kind: 'hcert' } }), true],
      ['admitted', passage(), false],
      ['refused', passage([redCode]), false],
      ['unproved', passage([old], { verification: unproved('ahead') }), false],
      ['the holder of a pass on paper', passage([old], { verification: paper }), false],
    ];
    for (const [what, shown, offered] of offers)
      it(`${offered ? 'after' : 'not after'} the verdict on one who is ${what}`, async () => {
        expect(another(await panel(shown)) !== undefined).to.equal(offered);
      });

    it('and tells the page of the tap', async () => {
      const element = await panel(passage([old]));
      let taps = 0;
      element.addEventListener('another-proof', () => taps++);
      press(element, secondProofTexts['zh-CN'].another);
      expect(taps).to.equal(1);
    });
  });

  it('says in words that a pass was not counted as another person’s other proof, and nothing of that one', async () => {
    const different = shownText(await panel(passage([], { apart: 'different' })));
    expect(different).to.contain('另一个人的码');
    expect(shownText(await panel(passage([], { apart: 'unknown' })))).to.contain('姓名无法比对');
    expect(shownText(await panel(passage()))).to.not.contain('已单独判定');
  });
});
