import type { SiteCategory } from '../../../domain/access/categories.ts';

/** An invented district. Names are put together from these; none is meant to be a real place. */

export const subdistricts = [
  '望江街道',
  '梧桐街道',
  '南桥街道',
  '石库街道',
  '书院街道',
  '北塘街道',
  '长汀街道',
  '澄湖街道',
] as const;

/** The middle of each sub-district: degrees of latitude and longitude. */
export const middles: readonly [number, number][] = [
  [31.262, 121.48],
  [31.271, 121.493],
  [31.253, 121.502],
  [31.247, 121.487],
  [31.279, 121.476],
  [31.288, 121.49],
  [31.268, 121.515],
  [31.263, 121.462],
];

export const roads = [
  '澄湖路',
  '望江大道',
  '梧桐街',
  '南桥路',
  '石库巷',
  '书院路',
  '北塘路',
  '长汀路',
  '枫林路',
  '观澜街',
  '听雨路',
  '紫藤路',
  '明德路',
  '春申里',
] as const;

export const prefixes = [
  '云浦',
  '望江',
  '澄湖',
  '梧桐',
  '南桥',
  '石库',
  '书院',
  '北塘',
  '长汀',
  '枫林',
  '观澜',
  '听雨',
  '紫藤',
  '明德',
  '和风',
  '锦园',
  '晨曦',
  '百川',
] as const;

/** How many sites of each kind, what they are called, how many people come by (in proportion), and their zones. */
export const kinds: Record<
  SiteCategory,
  { count: number; suffixes: readonly string[]; traffic: number; zones: readonly string[] }
> = {
  office: {
    count: 14,
    suffixes: ['大厦', '商务中心', '科技园一号楼', '国际广场写字楼'],
    traffic: 5,
    zones: [],
  },
  shop: {
    count: 18,
    suffixes: ['便利店', '书店', '五金店', '理发店', '水果店', '眼镜店'],
    traffic: 2,
    zones: [],
  },
  residential: { count: 16, suffixes: ['花园', '小区', '苑', '新村', '公寓'], traffic: 4, zones: [] },
  mall: {
    count: 6,
    suffixes: ['天街购物中心', '百货大楼', '生活广场', '环球港'],
    traffic: 12,
    zones: ['地下一层超市', '一层中庭', '四层餐饮', '六层影院'],
  },
  factory: {
    count: 8,
    suffixes: ['精密机械厂', '食品有限公司', '电子元件厂', '印刷厂'],
    traffic: 4,
    zones: [],
  },
  restaurant: {
    count: 16,
    suffixes: ['面馆', '小笼馆', '火锅店', '茶餐厅', '咖啡馆', '家常菜馆'],
    traffic: 2,
    zones: [],
  },
  school: { count: 10, suffixes: ['小学', '中学', '幼儿园', '职业技术学校'], traffic: 5, zones: [] },
  hospital: {
    count: 6,
    suffixes: ['中心医院', '社区卫生服务中心', '中医医院'],
    traffic: 9,
    zones: ['门诊楼', '急诊楼', '住院部', '发热门诊'],
  },
  market: { count: 8, suffixes: ['菜市场', '农贸市场', '花鸟市场', '建材市场'], traffic: 6, zones: [] },
  hotel: { count: 7, suffixes: ['大酒店', '宾馆', '青年旅舍'], traffic: 2, zones: [] },
  transport: { count: 6, suffixes: ['地铁站', '长途汽车站', '轮渡码头', '公交枢纽'], traffic: 10, zones: [] },
  culture: { count: 7, suffixes: ['图书馆', '博物馆', '影城', '体育中心', '文化馆'], traffic: 4, zones: [] },
  pharmacy: { count: 4, suffixes: ['大药房', '药店', '国药馆'], traffic: 2, zones: [] },
};

/** The first mall: the demo gate stands there, and the owner of the cast owns it. */
export const demoMall = '云浦天街购物中心';

/** What a demo gate is called, before four characters of its own. */
export const demoGate = '演示门岗';

export const gateNames = ['正门', '北门', '南门', '东门', '西门', '员工通道', '地下车库'] as const;
