import { expect } from '@open-wc/testing';
import { checkForm } from '../../../src/domain/forms/form.ts';
import { typedFields, valuesOf, type TypedFields } from '../../../src/domain/forms/typed.ts';
import { everyField, everyFieldCases } from '../../support/samples/every-field.ts';

const typed: TypedFields = {
  kind: 'shop',
  name: ' 石库花鸟市场 ',
  strict: 'true',
  phone: '１３９ 1234 5678',
  days: '1,440',
  temperature: '37。3',
  tags: ['a', 'c'],
  from: '2026年11月30日 6点53分',
  to: '',
  day: '2026/11/30',
  site: '69445',
  zone: '0',
  file: null,
  gates: [{ name: '东门', count: '２' }],
  idNumber: 'kept from before another choice was made',
};

describe('what people type into a form', () => {
  it('becomes values that fit the schema; what is not shown and what is empty is not in it', () => {
    const values = valuesOf(everyField.fields, typed);
    expect(values).to.deep.equal({
      kind: 'shop',
      name: '石库花鸟市场',
      strict: true,
      phone: '１３９ 1234 5678',
      days: 1440,
      temperature: 3730,
      tags: ['a', 'c'],
      from: Date.UTC(2026, 10, 29, 22, 53),
      day: 20261130,
      site: 69_445,
      zone: 0,
      gates: [{ name: '东门', count: 2 }],
    });
    expect(checkForm(everyField, values).values).to.deep.include({ phone: '13912345678' });
  });

  it('is what stands in the fields again for these values', () => {
    for (const { given, problems } of everyFieldCases) {
      if (problems.length > 0) continue;
      const { values } = checkForm(everyField, given);
      const again = valuesOf(everyField.fields, typedFields(everyField.fields, values!));
      expect(again).to.deep.equal(values);
    }
  });

  for (const [field, text, problem] of [
    ['days', 'seven', 'number'],
    ['from', '2026-11-31 06:53', 'time'],
    ['from', '2026-11-30', 'time'],
    ['day', '30.11.2026', 'day'],
    ['kind', 'other', 'choice'],
    ['site', '东门', 'site'],
  ] as const) {
    it(`that cannot be read is a problem of its field: ${field} "${text}"`, () => {
      const { problems } = checkForm(everyField, valuesOf(everyField.fields, { ...typed, [field]: text }));
      expect(problems).to.deep.include({ path: field, problem });
    });
  }
});
