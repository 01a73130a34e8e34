import * as v from 'valibot';
import {
  choice,
  dateTime,
  day,
  file,
  json,
  longText,
  multi,
  number,
  rows,
  site,
  text,
  zone,
} from '../../../src/domain/forms/fields.ts';
import { form } from '../../../src/domain/forms/form.ts';
import { emailFormat, idNumberFormat, phoneFormat } from '../../../src/domain/forms/formats.ts';

const start = Date.UTC(2026, 10, 29, 16);

/** A form with a field of every kind, for tests of both ends. */
export const everyField = form(
  'every-field',
  {
    kind: choice(['shop', 'person']),
    name: text({ most: 50, least: 2 }),
    email: text({ most: 100, format: emailFormat, optional: true }),
    idNumber: text({
      most: 64,
      format: idNumberFormat,
      personal: true,
      shownWhen: { field: 'kind', is: ['person'] },
    }),
    strict: choice([true, false], { shownWhen: { field: 'kind', is: ['shop'] } }),
    phone: text({
      most: 64,
      format: phoneFormat,
      optional: true,
      shownWhen: { field: 'strict', is: [true] },
    }),
    note: longText({ most: 200, optional: true }),
    days: number({ min: 1, max: 1440 }),
    temperature: number({ min: 3600, max: 4200, decimals: 1, scale: 100, optional: true }),
    tags: multi(['a', 'b', 'c'], { optional: true }),
    from: dateTime({ min: start, max: start + 30 * 86_400_000 }),
    to: dateTime({ optional: true }),
    day: day({ min: 20261101, max: 20261130, optional: true }),
    site: site({ optional: true }),
    zone: zone('site', { optional: true }),
    file: file({ accept: ['.csv'], mostBytes: 100, optional: true }),
    list: json(v.array(v.number('number'), 'rows'), { optional: true }),
    gates: rows({ name: text({ most: 20 }), count: number({ min: 1, max: 9 }) }, { most: 2 }),
  },
  [
    {
      of: ['from', 'to'],
      at: 'to',
      problem: 'before',
      holds: ({ from, to }) => to === undefined || to > from,
    },
  ],
);

const good = {
  kind: 'shop',
  name: '石库花鸟市场',
  strict: false,
  days: 7,
  from: start,
  gates: [{ name: '东门', count: 1 }],
};

/** Values of the form, what is wrong with each; the values as they are kept where they are not as given. */
export const everyFieldCases: { why: string; given: unknown; problems: [string, string][]; kept?: object }[] =
  [
    { why: 'whole', given: good, problems: [] },
    {
      why: 'all of it',
      given: {
        ...good,
        strict: true,
        phone: '+86 139-1234-5678',
        email: 'a@b.cn',
        note: 'two\nlines',
        temperature: 3730,
        tags: ['a', 'c'],
        to: start + 60_000,
        day: 20261130,
        site: 69_445,
        zone: 0,
        file: { name: 'a.csv', size: 3 },
        list: [3, 1],
      },
      problems: [],
      kept: { phone: '13912345678' },
    },
    {
      why: 'texts are kept without blanks around them',
      given: { ...good, name: '  玥玥 ' },
      problems: [],
      kept: { name: '玥玥' },
    },
    {
      why: 'nothing',
      given: {},
      problems: [
        ['kind', 'missing'],
        ['name', 'missing'],
        ['days', 'missing'],
        ['from', 'missing'],
        ['gates', 'missing'],
      ],
    },
    { why: 'no object', given: 'text', problems: [['', 'object']] },
    { why: 'a list', given: [good], problems: [['', 'object']] },
    { why: 'null', given: null, problems: [['', 'object']] },
    {
      why: 'something nobody asked for',
      given: { ...good, role: 'administrator' },
      problems: [['role', 'stray']],
    },
    {
      why: 'a field that is not shown',
      given: { ...good, idNumber: '11010519491231002X' },
      problems: [['idNumber', 'stray']],
    },
    {
      why: 'a field that hangs on one not shown',
      given: {
        kind: 'person',
        idNumber: '11010519491231002X',
        phone: '13912345678',
        name: '王王',
        days: 1,
        from: start,
        gates: good.gates,
      },
      problems: [['phone', 'stray']],
    },
    {
      why: 'a shown field that is missing',
      given: { ...good, strict: true, kind: 'person' },
      problems: [
        ['idNumber', 'missing'],
        ['strict', 'stray'],
      ],
    },
    {
      why: 'no such choice',
      given: { ...good, kind: 'SHOP' },
      problems: [
        ['kind', 'choice'],
        ['strict', 'stray'],
      ],
    },
    { why: 'text of another type', given: { ...good, name: 7 }, problems: [['name', 'text']] },
    { why: 'blanks alone', given: { ...good, name: '   ' }, problems: [['name', 'missing']] },
    { why: 'short', given: { ...good, name: '玥' }, problems: [['name', 'short']] },
    { why: 'long', given: { ...good, name: '长'.repeat(51) }, problems: [['name', 'long']] },
    { why: 'control characters', given: { ...good, name: 'a\u0007b' }, problems: [['name', 'characters']] },
    { why: 'no e-mail', given: { ...good, email: 'chen' }, problems: [['email', 'email']] },
    {
      why: 'a wrong check digit',
      given: {
        kind: 'person',
        idNumber: '110105194912310021',
        name: '王王',
        days: 1,
        from: start,
        gates: [{ name: 'a', count: 1 }],
      },
      problems: [['idNumber', 'id-number']],
    },
    { why: 'a number as text', given: { ...good, days: '7' }, problems: [['days', 'number']] },
    { why: 'not whole', given: { ...good, days: 1.5 }, problems: [['days', 'number']] },
    { why: 'outside', given: { ...good, days: 1441 }, problems: [['days', 'number']] },
    {
      why: 'too many decimals',
      given: { ...good, temperature: 3735 },
      problems: [['temperature', 'number']],
    },
    { why: 'no list', given: { ...good, list: 'three' }, problems: [['list', 'rows']] },
    { why: 'in a list', given: { ...good, list: [1, 'two'] }, problems: [['list.1', 'number']] },
    { why: 'tags twice', given: { ...good, tags: ['a', 'a'] }, problems: [['tags', 'choice']] },
    { why: 'a tag that is none', given: { ...good, tags: ['a', 'd'] }, problems: [['tags.1', 'choice']] },
    { why: 'no moment', given: { ...good, from: 1e30 }, problems: [['from', 'time']] },
    { why: 'a moment outside', given: { ...good, from: start - 1 }, problems: [['from', 'time-outside']] },
    { why: 'an end before the beginning', given: { ...good, to: start }, problems: [['to', 'before']] },
    {
      why: 'an end that is not compared with a wrong beginning',
      given: { ...good, from: 'soon', to: start },
      problems: [['from', 'time']],
    },
    { why: 'no day', given: { ...good, day: 20261131 }, problems: [['day', 'day']] },
    { why: 'a day outside', given: { ...good, day: 20261031 }, problems: [['day', 'day-outside']] },
    { why: 'site 0', given: { ...good, site: 0 }, problems: [['site', 'site']] },
    {
      why: 'an empty file',
      given: { ...good, file: { name: 'a', size: 0 } },
      problems: [['file', 'file-empty']],
    },
    {
      why: 'a long file',
      given: { ...good, file: { name: 'a', size: 101 } },
      problems: [['file', 'file-long']],
    },
    {
      why: 'a row at fault',
      given: {
        ...good,
        gates: [
          { name: '东门', count: 1 },
          { name: '', count: 10, x: 1 },
        ],
      },
      problems: [
        ['gates.1.name', 'missing'],
        ['gates.1.count', 'number'],
        ['gates.1.x', 'stray'],
      ],
    },
    {
      why: 'too many rows',
      given: { ...good, gates: Array.from({ length: 3 }, () => good.gates[0]) },
      problems: [['gates', 'many']],
    },
    {
      why: 'a name of the language itself',
      given: JSON.parse('{"__proto__": {"a": 1}}'),
      problems: [
        ['kind', 'missing'],
        ['name', 'missing'],
        ['days', 'missing'],
        ['from', 'missing'],
        ['gates', 'missing'],
        ['__proto__', 'stray'],
      ],
    },
  ];
