import { expect, fixture, html } from '@open-wc/testing';
import '../../../../src/ui/kit/chart/bar-chart.ts';
import type { BarChart } from '../../../../src/ui/kit/chart/bar-chart.ts';
import type { ChartFigure } from '../../../../src/ui/kit/chart/chart-figure.ts';
import { setLanguage } from '../../../../src/ui/language/languages.ts';
import { waitUntil } from '../../../support/wait-until.ts';

async function chart(
  width: number,
  values: (number | null)[] = [0, 99_828, 5],
  layout: BarChart['layout'] = 'panels',
): Promise<BarChart> {
  const box = await fixture(html`
    <div style="width: ${width}px">
      <sc-bar-chart
        caption="By hour"
        .columns=${values.map((_, index) => ({ short: `0${index}`, long: `0${index}:00` }))}
        layout=${layout}
        unit="people"
        .series=${[
          { name: 'Scans', values, height: 100 },
          { name: 'Alerts', values: values.map((value) => value && Math.min(value, 3)), height: 50 },
        ]}
        .partial=${values.length - 1}
      ></sc-bar-chart>
    </div>
  `);
  const element = box.querySelector('sc-bar-chart')!;
  await waitUntil(() => drawing(element), 'the chart is drawn once its width is known');
  return element;
}
const drawing = (element: BarChart) => element.shadowRoot!.querySelector('svg.drawing');
const figure = (element: BarChart) => element.shadowRoot!.querySelector('sc-chart-figure')!.shadowRoot!;
const table = (element: BarChart) =>
  [...figure(element).querySelectorAll('tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent!.trim()),
  );
const bars = (element: BarChart) => [
  ...element.shadowRoot!.querySelectorAll<SVGRectElement>('rect.full, rect.partial'),
];
const readout = (element: BarChart) =>
  figure(element).querySelector('.readout')!.textContent!.replace(/\s+/g, ' ').trim();

describe('sc-bar-chart', () => {
  before(() => setLanguage('en'));

  it('draws a bar a column and panel: none for zero, a visible one for a small count beside a large', async () => {
    const element = await chart(600);
    const heights = bars(element).map((bar) => bar.height.baseVal.value);
    expect(heights).to.have.length(6);
    expect(heights[0]).to.equal(0);
    expect(heights[1]).to.be.closeTo(99.8, 0.1);
    expect(heights[2]).to.equal(2);
  });

  it('draws what is small and not told exactly alike and low, and says what it is', async () => {
    const element = await chart(600, [null, 30, null]);
    element.untold = 'fewer than 10';
    await element.updateComplete;
    const untold = [...element.shadowRoot!.querySelectorAll<SVGRectElement>('rect.untold')];
    // The last column is not over, and is untold as well: two of each series.
    expect(untold).to.have.length(4);
    expect(new Set(untold.map((bar) => bar.height.baseVal.value)).size).to.equal(1);
    expect(element.shadowRoot!.querySelector('rect.unknown:not(.untold)') === null).to.equal(true);
    expect(table(element)[1]).to.deep.equal(['00:00', 'fewer than 10', 'fewer than 10']);
    expect(readout(element)).to.include('Scans fewer than 10');
  });

  it('has every number with all its digits in a table', async () => {
    const element = await chart(600);
    expect(table(element)).to.deep.equal([
      ['Time', 'Scans (people)', 'Alerts (people)'],
      ['00:00', '0', '0'],
      ['01:00', '99,828', '3'],
      ['02:00 (so far)', '5', '3'],
    ]);
  });

  it('draws what is not known as a gap and writes a dash, where 0 is 0', async () => {
    const element = await chart(600, [0, null, 5]);
    expect(element.shadowRoot!.querySelectorAll('rect.unknown')).to.have.length(2);
    expect(bars(element)).to.have.length(4);
    expect(table(element)[2]).to.deep.equal(['01:00', '—', '—']);
    expect(figure(element).querySelector('.legend')!.textContent).to.contain('not known');
  });

  it('puts parts on one another, so that the tallest column is as high as their sum', async () => {
    const element = await chart(600, [6, 2, 0], 'stacked');
    const tops = bars(element).map((bar) => bar.getBoundingClientRect());
    const [scans, , alerts] = [tops[0]!, tops[1]!, tops[2]!];
    expect(alerts.bottom).to.be.closeTo(scans.top, 1);
    expect(figure(element).querySelectorAll('.legend li')).to.have.length(3);
  });

  it('shows the table instead of the picture when asked', async () => {
    const element = await chart(600);
    const [picture, asTable] = [...figure(element).querySelectorAll<HTMLButtonElement>('.view button')];
    asTable!.click();
    await element.updateComplete;
    await (figure(element).host as ChartFigure).updateComplete;
    expect(figure(element).querySelector<HTMLElement>('.picture')!.hidden).to.equal(true);
    expect(figure(element).querySelector('[role=region]')!.clientWidth).to.be.above(200);
    expect(picture!.getAttribute('aria-pressed')).to.equal('false');
  });

  it('says that there are no figures where there are none', async () => {
    const element = (await fixture(html`<sc-bar-chart caption="By hour"></sc-bar-chart>`)) as BarChart;
    await element.updateComplete;
    await (figure(element).host as ChartFigure).updateComplete;
    expect(figure(element).textContent).to.contain('There are no figures.');
  });

  it('reads out the unfinished column first, and others by arrow keys, never past the ends', async () => {
    const element = await chart(600);
    const press = async (key: string) => {
      drawing(element)!.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
      await element.updateComplete;
    };
    expect(readout(element)).to.match(/^02:00 \(so far\)/);
    await press('ArrowLeft');
    expect(drawing(element)!.getAttribute('aria-valuetext')).to.equal('01:00: Scans 99,828, Alerts 3');
    await press('Home');
    await press('ArrowLeft');
    expect(readout(element)).to.match(/^00:00/);
    await press('End');
    await press('ArrowRight');
    expect(readout(element)).to.match(/^02:00/);
  });

  it('reads out the column under the pointer', async () => {
    const element = await chart(600);
    const bar = bars(element)[1]!.getBoundingClientRect();
    drawing(element)!.dispatchEvent(
      new PointerEvent('pointermove', { clientX: bar.x + bar.width / 2, clientY: bar.y, bubbles: true }),
    );
    await element.updateComplete;
    expect(readout(element)).to.match(/^01:00 Scans 99,828 · Alerts 3$/);
  });

  it('keeps its labels apart and inside on a phone', async () => {
    const element = await chart(
      300,
      Array.from({ length: 24 }, (_, index) => index * 1000),
    );
    const box = drawing(element)!.getBoundingClientRect();
    const labels = [...element.shadowRoot!.querySelectorAll('svg > text')]
      .filter((text) => !text.hasAttribute('class') && text.getAttribute('text-anchor') === 'middle')
      .map((text) => text.getBoundingClientRect())
      .sort((a, b) => a.x - b.x);
    expect(labels.length).to.be.within(5, 16);
    labels.forEach((label, index) => {
      expect(label.right).to.be.at.most(box.right + 1);
      if (index > 0) expect(label.left).to.be.at.least(labels[index - 1]!.right);
    });
  });

  describe('whose columns have lists behind them', () => {
    const linked = async () => {
      const element = await chart(600);
      element.columns = element.columns.map((column, index) =>
        index < 2 ? { ...column, href: `#there/${index}` } : column,
      );
      await element.updateComplete;
      return element;
    };
    const link = (element: BarChart) => figure(element).querySelector<HTMLAnchorElement>('.readout a');
    const settled = async (element: BarChart) => {
      await element.updateComplete;
      await element.shadowRoot!.querySelector('sc-chart-figure')!.updateComplete;
    };
    const press = async (element: BarChart, key: string) => {
      drawing(element)!.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
      await settled(element);
    };
    const point = async (element: BarChart, pointerType: string) => {
      const { left, top, width } = drawing(element)!.getBoundingClientRect();
      const at = { pointerType, clientX: left + width * 0.55, clientY: top + 5, bubbles: true };
      drawing(element)!.dispatchEvent(new PointerEvent('pointermove', at));
      await settled(element);
      drawing(element)!.dispatchEvent(new MouseEvent('click', at));
    };
    afterEach(() => history.replaceState(null, '', location.pathname + location.search));

    it('leads there with Enter, and says so', async () => {
      const element = await linked();
      expect(drawing(element)!.getAttribute('aria-label')).to.include('Enter');
      expect(link(element), 'the column that is read has none').to.equal(null);
      await press(element, 'Enter');
      expect(location.hash).to.equal('');
      await press(element, 'ArrowLeft');
      expect(link(element)!.getAttribute('href')).to.equal('#there/1');
      expect(link(element)!.getAttribute('aria-label')).to.equal('See the list: 01:00');
      await press(element, 'Enter');
      expect(location.hash).to.equal('#there/1');
    });

    it('leads there with a press of the mouse; a finger reads, and has the link', async () => {
      const element = await linked();
      await point(element, 'touch');
      expect(location.hash).to.equal('');
      expect(link(element)!.getAttribute('href')).to.equal('#there/1');
      await point(element, 'mouse');
      expect(location.hash).to.equal('#there/1');
    });

    it('has the links in the table that is seen, and none in the one out of sight', async () => {
      const element = await linked();
      const links = () =>
        [...figure(element).querySelectorAll('tbody a')].map((each) => each.getAttribute('href'));
      expect(links()).to.deep.equal([]);
      figure(element).querySelectorAll<HTMLElement>('.view button')[1]!.click();
      await settled(element);
      expect(links()).to.deep.equal(['#there/0', '#there/1']);
    });
  });
});
