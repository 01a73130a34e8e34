import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { setLanguage } from '../../../../src/ui/language/languages.ts';
import '../../../../src/ui/kit/chart/lane-chart.ts';
import '../../../../src/ui/kit/chart/line-chart.ts';
import '../../../../src/ui/kit/chart/matrix-chart.ts';
import '../../../../src/ui/kit/chart/tree-chart.ts';
import { waitUntil } from '../../../support/wait-until.ts';

type Chart = HTMLElement & { updateComplete: Promise<boolean> };

async function drawn(template: ReturnType<typeof html>): Promise<{ chart: Chart; picture: SVGSVGElement }> {
  const box = await fixture(html`<div style="width: 700px">${template}</div>`);
  const chart = box.firstElementChild as Chart;
  const picture = () => chart.shadowRoot!.querySelector<SVGSVGElement>('svg.drawing');
  await waitUntil(() => picture() !== null, 'it is drawn once its width is known');
  return { chart, picture: picture()! };
}

async function press(chart: Chart, ...keys: string[]): Promise<string> {
  const picture = chart.shadowRoot!.querySelector('svg.drawing')!;
  for (const key of keys) {
    picture.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
    await chart.updateComplete;
  }
  return picture.getAttribute('aria-valuetext')!;
}

const columns = ['a', 'b', 'c', 'd'].map((name) => ({ short: name, long: name }));

describe('the pictures of the kit', () => {
  before(() => setLanguage('en'));

  it('a line breaks where nothing is known, and a point by itself is still seen', async () => {
    const { picture } = await drawn(
      html`<sc-line-chart
        caption="c"
        .columns=${columns}
        .series=${[{ name: 's', values: [1, 2, null, 4] }]}
      ></sc-line-chart>`,
    );
    const path = picture.querySelector('path.line')!.getAttribute('d')!;
    expect(path.match(/M/g)).to.have.length(2);
    expect(picture.querySelectorAll('.marker')).to.have.length(3);
  });

  it('a line goes dashed to the day that is not over', async () => {
    const { picture } = await drawn(
      html`<sc-line-chart
        caption="c"
        .columns=${columns}
        .partial=${3}
        .series=${[{ name: 's', values: [1, 2, 3, 1] }]}
      ></sc-line-chart>`,
    );
    expect(picture.querySelectorAll('.so-far')).to.have.length(1);
    expect(picture.querySelectorAll('.hollow')).to.have.length(1);
  });

  it('a matrix is read cell by cell, and Enter opens the cell', async () => {
    const { chart } = await drawn(
      html`<sc-matrix-chart
        caption="c"
        unit="codes"
        .columns=${columns}
        .rows=${[
          { name: 'x', values: [0, 1, 2, 3] },
          { name: 'y', values: [1_234, null, 0, 9] },
        ]}
      ></sc-matrix-chart>`,
    );
    expect(await press(chart, 'ArrowDown')).to.equal('y · a: 1,234 codes');
    expect(await press(chart, 'ArrowRight')).to.equal('y · b: —');
    const chosen = oneEvent(chart, 'choose') as Promise<CustomEvent>;
    await press(chart, 'Enter');
    expect((await chosen).detail).to.deep.equal({ row: 1, column: 1 });
  });

  it('lanes fade where an end is only assumed, and say so', async () => {
    const from = Date.UTC(2026, 10, 27, 0);
    const hour = 3_600_000;
    const { chart, picture } = await drawn(
      html`<sc-lane-chart
        caption="c"
        .kinds=${['mall', 'shop']}
        .from=${from}
        .to=${from + 9 * hour}
        .lanes=${[
          { name: 'A', spans: [{ kind: 0, from, to: from + hour }] },
          { name: 'B', spans: [{ kind: 1, from: from + hour, to: from + 2 * hour, isEndAssumed: true }] },
        ]}
      ></sc-lane-chart>`,
    );
    expect(picture.querySelectorAll('.span[mask]')).to.have.length(1);
    expect(await press(chart, 'ArrowDown')).to.equal('B: shop 2026-11-27 09:00–10:00 (assumed)');
  });

  it('a tree is walked row by row, left to the one above, and Enter opens the item', async () => {
    const { chart } = await drawn(
      html`<sc-tree-chart
        caption="c"
        .items=${[
          { id: '1', parent: null, name: 'top' },
          { id: '2', parent: '1', name: 'first' },
          { id: '3', parent: '1', name: 'second' },
        ]}
      ></sc-tree-chart>`,
    );
    expect(await press(chart, 'End')).to.equal('second: Level 2, Below: top');
    expect(await press(chart, 'ArrowLeft')).to.equal('top: Level 1, the top');
    const chosen = oneEvent(chart, 'choose') as Promise<CustomEvent>;
    await press(chart, 'ArrowRight', 'Enter');
    expect((await chosen).detail).to.equal('2');
  });
});
