import { expect, fixture, html } from '@open-wc/testing';
import '../../../../src/ui/kit/action/clash-choice.ts';
import type { ClashChoice } from '../../../../src/ui/kit/action/clash-choice.ts';
import { merge } from '../../../../src/ui/kit/action/merge.ts';
import { setLanguage } from '../../../../src/ui/language/languages.ts';

const base = { name: 'Mall', phone: '1', zones: ['A'], note: '' };

describe('two who changed the same at a time', () => {
  const cases: [string, Partial<typeof base>, Partial<typeof base>, Partial<typeof base>, string[]][] = [
    ['nobody', {}, {}, {}, []],
    ['one of them', { phone: '2' }, {}, { phone: '2' }, []],
    ['the other', {}, { phone: '3' }, { phone: '3' }, []],
    ['each another field', { phone: '2' }, { name: 'M' }, { phone: '2', name: 'M' }, []],
    ['both to the same', { phone: '2' }, { phone: '2' }, { phone: '2' }, []],
    ['both the same field', { phone: '2' }, { phone: '3' }, { phone: '3' }, ['phone']],
    ['a list', { zones: ['A', 'B'] }, { zones: ['A', 'C'] }, { zones: ['A', 'C'] }, ['zones']],
  ];
  for (const [who, mine, theirs, form, clashes] of cases)
    it(`keeps what ${who} changed, and asks where both did`, () => {
      const merged = merge(base, { ...base, ...mine }, { ...base, ...theirs });
      expect(merged.form).to.deep.equal({ ...base, ...form });
      expect(merged.clashes.map(({ field }) => field)).to.deep.equal(clashes);
    });

  it('are both shown, nothing chosen, and what is chosen is told by field', async () => {
    setLanguage('en');
    const { clashes } = merge(base, { ...base, phone: '2', note: 'x' }, { ...base, phone: '3', note: 'y' });
    const chosen: unknown[] = [];
    const page = await fixture<ClashChoice>(html`
      <sc-clash-choice
        .clashes=${clashes}
        .labelOf=${(field: string) => field.toUpperCase()}
        @chosen=${({ detail }: CustomEvent) => chosen.push(detail)}
      ></sc-clash-choice>
    `);
    const root = page.shadowRoot!;
    expect([...root.querySelectorAll('legend')].map((each) => each.textContent)).to.deep.equal([
      'PHONE',
      'NOTE',
    ]);
    expect(root.querySelectorAll('input:checked').length).to.equal(0);
    expect(root.querySelector('fieldset')!.textContent).to.match(/Theirs\s*3[\s\S]*Yours\s*2/);
    root.querySelector<HTMLInputElement>('input[name=phone][value=mine]')!.click();
    root.querySelector('form')!.requestSubmit();
    expect(chosen, 'not before each is chosen').to.deep.equal([]);
    root.querySelector<HTMLInputElement>('input[name=note][value=theirs]')!.click();
    root.querySelector('form')!.requestSubmit();
    expect(chosen).to.deep.equal([{ phone: '2', note: 'y' }]);
  });
});
