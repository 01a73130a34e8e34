import {
  choice,
  dateTime,
  file,
  longText,
  multi,
  number,
  rows,
  site,
  text,
  zone,
} from '../../domain/forms/fields.ts';
import { form } from '../../domain/forms/form.ts';
import { phoneFormat } from '../../domain/forms/formats.ts';
import type { SitesFoundAnswer } from '../../domain/api/place-api.ts';
import { declareFormWords } from '../kit/form/form-words.ts';
import type { PlaceSearch } from '../kit/picker/place-search.ts';

/** A form with every kind of field, made up for the gallery. */
export const exampleForm = form(
  'example',
  {
    kind: choice(['inspection', 'call']),
    phone: text({
      most: 64,
      format: phoneFormat,
      personal: true,
      shownWhen: { field: 'kind', is: ['call'] },
    }),
    site: site(),
    zone: zone('site', { optional: true }),
    subject: text({ most: 50 }),
    temperature: number({ min: 3600, max: 4200, decimals: 1, scale: 100 }),
    department: choice(['health', 'market', 'urban', 'police', 'school', 'other']),
    tags: multi(['mask', 'code', 'queue'], { optional: true }),
    from: dateTime(),
    to: dateTime({ optional: true }),
    note: longText({ most: 500, optional: true }),
    photo: file({ accept: ['image/*'], mostBytes: 4 << 20, optional: true }),
    gates: rows({ name: text({ most: 50 }), lanes: number({ min: 1, max: 9 }) }, { most: 3 }),
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

export const exampleWords = declareFormWords(
  exampleForm,
  {
    submit: '提交',
    busy: '正在提交…',
    fields: {
      kind: { label: '方式', choices: { inspection: '现场巡查', call: '电话' } },
      phone: { label: '电话号码' },
      site: { label: '场所' },
      zone: { label: '区域' },
      subject: { label: '事由', help: '不要写人员姓名。' },
      temperature: { label: '体温上限', unit: '°C' },
      department: {
        label: '部门',
        choices: {
          health: '卫生健康',
          market: '市场监管',
          urban: '城市管理',
          police: '公安',
          school: '教育',
          other: '其他',
        },
      },
      tags: { label: '发现', choices: { mask: '未戴口罩', code: '未张贴场所码', queue: '排队过长' } },
      from: { label: '开始' },
      to: { label: '结束' },
      note: { label: '说明' },
      photo: { label: '照片' },
      gates: {
        label: '入口',
        add: '再添一个入口',
        fields: { name: { label: '名称' }, lanes: { label: '通道数' } },
      },
    },
  },
  {
    submit: 'Send',
    busy: 'Sending…',
    fields: {
      kind: { label: 'How', choices: { inspection: 'On site', call: 'By phone' } },
      phone: { label: 'Phone number' },
      site: { label: 'Site' },
      zone: { label: 'Zone' },
      subject: { label: 'Subject', help: 'Name no person here.' },
      temperature: { label: 'Highest temperature', unit: '°C' },
      department: {
        label: 'Department',
        choices: {
          health: 'Health',
          market: 'Market supervision',
          urban: 'Urban management',
          police: 'Police',
          school: 'Education',
          other: 'Another',
        },
      },
      tags: { label: 'Found', choices: { mask: 'No masks', code: 'No code posted', queue: 'Long queues' } },
      from: { label: 'From' },
      to: { label: 'To' },
      note: { label: 'Note' },
      photo: { label: 'Photo' },
      gates: {
        label: 'Entrances',
        add: 'Add an entrance',
        fields: { name: { label: 'Name' }, lanes: { label: 'Lanes' } },
      },
    },
  },
);

export const exampleValues = {
  kind: 'inspection',
  site: 12,
  zone: 1,
  subject: '早高峰排队',
  temperature: 3730,
  department: 'market',
  tags: ['queue'],
  from: Date.UTC(2026, 10, 29, 22, 53),
  gates: [{ name: '东门', lanes: 2 }],
};

const sites: SitesFoundAnswer['sites'] = [
  {
    number: 12,
    name: '梧桐农贸市场',
    nameEn: 'Wutong Market',
    address: '梧桐路 8 号',
    subdistrict: '望江街道',
    category: 'market',
  },
  { number: 13, name: '玥', address: '北塘路 1 号', subdistrict: '望江街道', category: 'shop' },
  {
    number: 14,
    name: '石库门里弄石库花鸟水产综合交易市场东区二期附属停车场管理服务有限公司经营部分店一号临时入口左侧',
    address: '北塘路 2 号',
    subdistrict: '望江街道',
    category: 'market',
  },
];

/** Three sites in place of a district's. */
export const examplePlaces: PlaceSearch = {
  findSites: async (wanted) => ({
    sites: sites.filter(({ number, name }) => String(number) === wanted || name.includes(wanted)),
    more: false,
  }),
  zonesOf: async () => ({ zones: [{ number: 1, name: '水产区', nameEn: 'Fish hall' }] }),
};
