import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../src/ui/bar-chart.ts';
import type { BarChart } from '../../src/ui/bar-chart.ts';
import { setLanguage } from '../../src/ui/languages.ts';

async function chart(width: number, values: number[] = [0, 99_828, 5]): Promise<BarChart> {
  const box = await fixture(html`
    <div style="width: ${width}px">
      <sc-bar-chart
        caption="By hour"
        .columns=${values.map((_, index) => ({ short: `0${index}`, long: `0${index}:00` }))}
        .panels=${[
          { name: 'Scans', values, colour: '#000', height: 100 },
          { name: 'Alerts', values: values.map((value) => Math.min(value, 3)), colour: '#000', height: 50 },
        ]}
        .partial=${values.length - 1}
      ></sc-bar-chart>
    </div>
  `);
  const element = box.querySelector('sc-bar-chart')!;
  await waitUntil(() => drawing(element), 'the chart is drawn once its width is known');
  return element;
}
const drawing = (element: BarChart) => element.shadowRoot!.querySelector('svg');
const bars = (element: BarChart) => [
  ...element.shadowRoot!.querySelectorAll<SVGRectElement>('rect.full, rect.partial'),
];
const readout = (element: BarChart) =>
  element.shadowRoot!.querySelector('.readout')!.textContent!.replace(/\s+/g, ' ').trim();

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

  it('has every number with all its digits in a table', async () => {
    const element = await chart(600);
    const rows = [...element.shadowRoot!.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent!.trim()),
    );
    expect(rows).to.deep.equal([
      ['00:00', '0', '0'],
      ['01:00', '99,828', '3'],
      ['02:00 (so far)', '5', '3'],
    ]);
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
    expect(readout(element)).to.match(/^01:00 ?Scans 99,828 ?Alerts 3$/);
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
});
