import * as v from 'valibot';
import { expect } from '@open-wc/testing';
import { json, text } from '../../../../src/domain/forms/fields.ts';
import { form } from '../../../../src/domain/forms/form.ts';
import { mergeTyped, withParts } from '../../../../src/ui/kit/form/form-parts.ts';

/** Items are told apart by their letter. */
const { fields } = form('list', {
  note: text({ most: 20 }),
  list: json(v.array(v.string()), { partOf: (item) => item[0]! }),
});
const typed = (items: string, note = '') => ({
  note,
  list: JSON.stringify(items.split(' ').filter(Boolean)),
});

describe('a list that two change at a time', () => {
  const base = 'a1 b1';
  const cases: [string, mine: string, theirs: string, merged: string, clashes: [string, string, string][]][] =
    [
      ['nobody did anything', base, base, base, []],
      ['each changed another part', 'a2 b1', 'a1 b2', 'a2 b2', []],
      ['each added another part', 'a1 b1 c1', 'a1 b1 d1', 'a1 b1 d1 c1', []],
      ['one took away what the other left alone', 'b1', 'a1 b2', 'b2', []],
      ['both did the same', 'a2', 'a2', 'a2', []],
      ['both changed one part', 'a2 b1', 'a3 b1', 'a3 b1', [['list#a', '["a2"]', '["a3"]']]],
      ['both added to one part', 'a1 b1 c1', 'a1 b1 c2', 'a1 b1 c2', [['list#c', '["c1"]', '["c2"]']]],
      ['one took away what the other changed', 'b1', 'a2 b1', 'a2 b1', [['list#a', '[]', '["a2"]']]],
      ['others mixed the parts', 'a1 b2', 'a1 b1 a2', 'a1 b2 a2', []],
    ];
  for (const [what, mine, theirs, merged, clashes] of cases)
    it(`keeps both: ${what}`, () => {
      const made = mergeTyped(fields, typed(base), typed(mine), typed(theirs));
      expect(made.form).to.deep.equal(typed(merged));
      expect(made.clashes).to.deep.equal(
        clashes.map(([field, own, other]) => ({ field, mine: own, theirs: other })),
      );
    });

  it('is filled in with the parts that were chosen, each in its place', () => {
    const chosen = { 'list#a': '["a7","a8"]', 'list#b': '[]', 'list#d': '["d1"]', note: 'x' };
    expect(withParts(fields, typed('a1 b1 c1'), chosen)).to.deep.equal(typed('a7 a8 c1 d1', 'x'));
  });

  it('stands beside fields that are merged as a whole', () => {
    const { form: made, clashes } = mergeTyped(
      fields,
      typed(base),
      typed(base, 'mine'),
      typed('a1', 'theirs'),
    );
    expect(made).to.deep.equal(typed('a1', 'theirs'));
    expect(clashes.map(({ field }) => field)).to.deep.equal(['note']);
  });
});
