import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { readOutlines } from '../../../../src/domain/site/outlines.ts';
import { setLanguage } from '../../../../src/ui/language/languages.ts';
import '../../../../src/ui/kit/map/district-map.ts';
import type { DistrictMap } from '../../../../src/ui/kit/map/district-map.ts';
import { waitUntil } from '../../../support/wait-until.ts';

const field = (name: string, west: number) => ({
  type: 'Feature',
  properties: { name },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 31],
        [west + 0.01, 31],
        [west + 0.01, 31.01],
        [west, 31.01],
        [west, 31],
      ],
    ],
  },
});
const outlines = readOutlines({ type: 'FeatureCollection', features: [field('a', 121), field('b', 121.01)] });
const areas = [
  { name: 'a', label: 'Wangjiang', value: 12_345 },
  { name: 'b', label: 'Wutong', value: null },
];

async function map(template: ReturnType<typeof html>): Promise<DistrictMap> {
  const box = await fixture(html`<div style="width: 600px">${template}</div>`);
  const element = box.querySelector('sc-district-map')!;
  await element.updateComplete;
  return element;
}
const drawn = async (points: object[] = []): Promise<DistrictMap> => {
  const element = await map(
    html`<sc-district-map
      caption="c"
      .outlines=${outlines}
      .areas=${areas}
      .points=${points}
    ></sc-district-map>`,
  );
  await waitUntil(() => paths(element).length === 2 && element.shadowRoot!.querySelector('.names text'));
  return element;
};
const paths = (element: DistrictMap) => [
  ...element.shadowRoot!.querySelectorAll<SVGPathElement>('.ground path'),
];
const table = (element: DistrictMap) =>
  [...element.shadowRoot!.querySelector('sc-chart-figure')!.shadowRoot!.querySelectorAll('tbody tr')].map(
    (row) => [...row.children].map((cell) => cell.textContent),
  );

describe('sc-district-map', () => {
  before(() => setLanguage('en'));

  it('draws each area by its figure, apart where it is not known, and has all in a table', async () => {
    const element = await drawn();
    await waitUntil(() => paths(element).some((path) => path.classList.contains('unknown')));
    expect(
      paths(element).map((path) => [...path.classList].find((name) => /ramp|unknown/.test(name))),
    ).to.have.members(['ramp-3', 'unknown']);
    expect(table(element)).to.deep.equal([
      ['Wangjiang', '12,345'],
      ['Wutong', '—'],
    ]);
  });

  it('is read with the arrow keys, and Enter opens the area', async () => {
    const element = await drawn();
    const ground = element.shadowRoot!.querySelector('.map')!;
    const press = async (key: string): Promise<void> => {
      ground.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
      await element.updateComplete;
    };
    await press('ArrowRight');
    expect(ground.getAttribute('aria-valuetext')).to.equal('Wutong: —');
    const chosen = oneEvent(element, 'choose-area') as Promise<CustomEvent>;
    await press('Enter');
    expect((await chosen).detail).to.equal('b');
  });

  it('leads from an area to the list behind its figure, by a link and by Enter', async () => {
    const element = await drawn();
    element.areas = areas.map((area) => ({ ...area, href: `#there/${area.name}` }));
    await element.updateComplete;
    const figure = element.shadowRoot!.querySelector('sc-chart-figure')!;
    await figure.updateComplete;
    const link = figure.shadowRoot!.querySelector('.readout a')!;
    expect(link.getAttribute('href')).to.equal('#there/a');
    const ground = element.shadowRoot!.querySelector('.map')!;
    expect(ground.getAttribute('aria-label')).to.include('Enter');
    for (const key of ['ArrowRight', 'Enter'])
      ground.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
    expect(location.hash).to.equal('#there/b');
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('tells a single place by its number, and enlarges where there are several', async () => {
    const at = (id: number, longitude: number) => ({ id, name: `${id}`, latitude: 31.005, longitude });
    const element = await drawn([at(7, 121.001), at(8, 121.018), at(9, 121.018_001)]);
    const circles = () => [...element.shadowRoot!.querySelectorAll<SVGGElement>('.cluster')];
    await waitUntil(() => circles().length === 2);
    const single = circles().find((circle) => !circle.querySelector('text'))!;
    const chosen = oneEvent(element, 'choose-point') as Promise<CustomEvent>;
    single.dispatchEvent(new MouseEvent('click'));
    expect((await chosen).detail).to.equal(7);
  });

  it('says where it has no outlines, and keeps the table', async () => {
    const element = await map(html`<sc-district-map caption="c" .areas=${areas}></sc-district-map>`);
    expect(element.shadowRoot!.textContent).to.contain('has brought no outlines');
    expect(table(element)).to.have.length(2);
  });
});
