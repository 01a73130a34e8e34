import { expect, fixture, html } from '@open-wc/testing';
import { setLanguage } from '../../../../src/ui/language/languages.ts';
import '../../../../src/ui/kit/picker/place-field.ts';
import type { PlaceField } from '../../../../src/ui/kit/picker/place-field.ts';
import type { PlaceSearch } from '../../../../src/ui/kit/picker/place-search.ts';
import { pickerTexts } from '../../../../src/ui/texts/kit/picker.ts';
import { waitUntil } from '../../../support/wait-until.ts';

const site = (number: number, name: string) => ({
  number,
  name,
  address: '北塘路 1 号',
  subdistrict: '望江街道',
  subdistrictEn: 'Wangjiang Sub-district',
  category: 'market' as const,
});
const sites = [site(12, '梧桐农贸市场'), site(13, '石库花鸟市场')];

function search(asked: string[]): PlaceSearch {
  return {
    findSites: async (text) => {
      asked.push(text);
      return {
        sites: sites.filter(({ name, number }) => name.includes(text) || String(number) === text),
        more: false,
      };
    },
    zonesOf: async (number) => ({ zones: [{ number: 3, name: `东区 ${number}` }] }),
  };
}
const input = (field: PlaceField) => field.renderRoot.querySelector('input')!;
function type(field: PlaceField, text: string): void {
  input(field).value = text;
  input(field).dispatchEvent(new InputEvent('input'));
}
const press = (field: PlaceField, key: string, more: KeyboardEventInit = {}) =>
  input(field).dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true, bubbles: true, ...more }));
const options = (field: PlaceField) =>
  [...field.renderRoot.querySelectorAll('[role=option]')].map((each) =>
    [...each.childNodes]
      .map((node) => (node instanceof Text ? node.data : ''))
      .join('')
      .trim(),
  );

describe('sc-place-field', () => {
  let asked: string[];
  let field: PlaceField;
  let told: string[];
  before(() => setLanguage('zh-CN'));
  beforeEach(async () => {
    asked = [];
    told = [];
    field = await fixture<PlaceField>(
      html`<sc-place-field label="Site" .places=${search(asked)}></sc-place-field>`,
    );
    field.addEventListener('typed', (event) => told.push((event as CustomEvent<string>).detail));
  });

  it('looks for what is typed once the typing rests, and is chosen from by keys', async () => {
    type(field, '市');
    type(field, '市场');
    await waitUntil(() => options(field).length === 2);
    expect(asked).to.deep.equal(['市场']);
    expect(input(field).getAttribute('aria-expanded')).to.equal('true');
    press(field, 'ArrowDown');
    press(field, 'ArrowDown');
    await field.updateComplete;
    expect(input(field).getAttribute('aria-activedescendant')).to.equal('option-1');
    press(field, 'Enter');
    await field.updateComplete;
    expect(told).to.deep.equal(['13']);
    expect(input(field).value).to.equal('石库花鸟市场');
    expect(input(field).getAttribute('aria-expanded')).to.equal('false');
  });

  it('takes no key of an input method for its own', async () => {
    type(field, '市场');
    await waitUntil(() => options(field).length === 2);
    press(field, 'ArrowDown');
    press(field, 'Enter', { isComposing: true });
    expect(told).to.deep.equal([]);
  });

  it('closes on Escape, alone', async () => {
    type(field, '市场');
    await waitUntil(() => options(field).length === 2);
    let heard = 0;
    const hear = (): void => void heard++;
    document.addEventListener('keydown', hear);
    press(field, 'Escape');
    document.removeEventListener('keydown', hear);
    await field.updateComplete;
    expect([input(field).getAttribute('aria-expanded'), heard]).to.deep.equal(['false', 0]);
  });

  it('takes a whole name or number for chosen when it is left, and a part of one for nothing', async () => {
    type(field, '12');
    await waitUntil(() => options(field).length === 1);
    input(field).dispatchEvent(new FocusEvent('blur'));
    expect(told).to.deep.equal(['12']);
    type(field, '花鸟');
    await waitUntil(() => options(field).length === 1 && asked.includes('花鸟'));
    input(field).dispatchEvent(new FocusEvent('blur'));
    expect(told).to.deep.equal(['12', '']);
  });

  it('says that nothing fits, and that the search failed', async () => {
    type(field, 'nowhere');
    await waitUntil(() =>
      field.renderRoot.querySelector('[role=status]')!.textContent!.includes(pickerTexts['zh-CN'].noSite),
    );
    field.places = { ...search([]), findSites: () => Promise.reject(new Error('offline')) };
    type(field, 'x');
    await waitUntil(() =>
      field.renderRoot.querySelector('[role=status]')!.textContent!.includes(pickerTexts['zh-CN'].failed),
    );
  });

  it('shows a number from outside by its name', async () => {
    field.value = '13';
    await waitUntil(() => input(field).value === '石库花鸟市场');
  });

  it('offers the zones of the site, and takes back the zone of another one', async () => {
    field.site = 0;
    await field.updateComplete;
    input(field).click();
    expect(input(field).getAttribute('aria-expanded')).to.equal('false');
    field.site = 12;
    await field.updateComplete;
    input(field).click();
    await waitUntil(() => options(field).length === 2);
    expect(options(field)).to.deep.equal([pickerTexts['zh-CN'].wholeSite, '东区 12']);
    press(field, 'ArrowUp');
    press(field, 'Enter');
    expect(told).to.deep.equal(['3']);
    field.site = 13;
    await field.updateComplete;
    expect(told).to.deep.equal(['3', '']);
  });
});
