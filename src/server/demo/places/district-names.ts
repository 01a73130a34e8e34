import type { SiteCategory } from '../../../domain/access/categories.ts';
import type { Chance } from '../random.ts';

/** Invented names of a district of real size, put together from parts: Chinese, and in English. */
export interface PlaceName {
  zh: string;
  en: string;
}

type Part = readonly [zh: string, en: string];

/** Of places, and of businesses: either may stand first. */
const firsts: readonly Part[] = [
  ['云浦', 'Yunpu'],
  ['望江', 'Wangjiang'],
  ['澄湖', 'Chenghu'],
  ['梧桐', 'Wutong'],
  ['南桥', 'Nanqiao'],
  ['石库', 'Shiku'],
  ['书院', 'Shuyuan'],
  ['北塘', 'Beitang'],
  ['长汀', 'Changting'],
  ['枫林', 'Fenglin'],
  ['观澜', 'Guanlan'],
  ['听雨', 'Tingyu'],
  ['紫藤', 'Ziteng'],
  ['明德', 'Mingde'],
  ['百川', 'Baichuan'],
  ['', ''],
];
const brands: readonly Part[] = (
  '恒信Hengxin 瑞丰Ruifeng 嘉禾Jiahe 金桂Jingui 春晖Chunhui 华宁Huaning 东来Donglai 永兴Yongxing 同德Tongde 福源Fuyuan 宏达Hongda ' +
  '盛世Shengshi 长青Changqing 百顺Baishun 顺昌Shunchang 德馨Dexin 和美Hemei 天成Tiancheng 新元Xinyuan 万象Wanxiang 银河Yinhe ' +
  '明珠Mingzhu 青云Qingyun 凯乐Kaile 大有Dayou 安康Ankang 乐家Lejia 品味Pinwei 鼎盛Dingsheng 三和Sanhe 四海Sihai 九州Jiuzhou ' +
  '南山Nanshan 江南Jiangnan 海棠Haitang 木兰Mulan 玉泉Yuquan 清泉Qingquan 星辰Xingchen 松涛Songtao 锦园Jinyuan 和风Hefeng'
)
  .split(' ')
  .map((text) => [text.slice(0, 2), text.slice(2)] as const);

const kinds: Record<SiteCategory, readonly Part[]> = {
  office: [
    ['大厦', 'Tower'],
    ['商务中心', 'Business Centre'],
    ['贸易有限公司', 'Trading Company'],
    ['科技有限公司', 'Technology Company'],
    ['文化传播有限公司', 'Media Company'],
    ['建筑设计事务所', 'Architects'],
    ['律师事务所', 'Law Office'],
    ['会计师事务所', 'Accountants'],
    ['物流有限公司', 'Logistics Company'],
    ['人力资源服务有限公司', 'Staffing Company'],
    ['网络科技有限公司', 'Network Technology Company'],
  ],
  shop: [
    ['便利店', 'Convenience Store'],
    ['烟酒店', 'Tobacco and Wine'],
    ['水果店', 'Fruit Shop'],
    ['服装店', 'Clothes Shop'],
    ['五金店', 'Hardware Shop'],
    ['理发店', 'Barber'],
    ['文具店', 'Stationery'],
    ['花店', 'Florist'],
    ['手机维修店', 'Phone Repairs'],
    ['眼镜店', 'Optician'],
    ['书店', 'Bookshop'],
    ['洗衣店', 'Laundry'],
  ],
  residential: [
    ['花园', 'Gardens'],
    ['小区', 'Estate'],
    ['苑', 'Court'],
    ['新村', 'New Village'],
    ['公寓', 'Apartments'],
    ['里弄', 'Lane Houses'],
  ],
  mall: [
    ['购物中心', 'Mall'],
    ['百货大楼', 'Department Store'],
    ['生活广场', 'Lifestyle Plaza'],
    ['城市广场', 'City Plaza'],
  ],
  factory: [
    ['精密机械厂', 'Precision Machinery Works'],
    ['食品有限公司', 'Food Company'],
    ['电子元件厂', 'Electronics Works'],
    ['印刷厂', 'Printing Works'],
    ['服装加工厂', 'Clothing Works'],
    ['包装材料厂', 'Packaging Works'],
  ],
  restaurant: [
    ['面馆', 'Noodle House'],
    ['小笼馆', 'Dumpling House'],
    ['火锅店', 'Hot Pot'],
    ['茶餐厅', 'Tea Restaurant'],
    ['咖啡馆', 'Café'],
    ['家常菜馆', 'Home Kitchen'],
    ['烧烤店', 'Barbecue'],
    ['兰州拉面', 'Lanzhou Noodles'],
  ],
  school: [
    ['小学', 'Primary School'],
    ['中学', 'Secondary School'],
    ['幼儿园', 'Kindergarten'],
    ['职业技术学校', 'Vocational School'],
  ],
  hospital: [
    ['中心医院', 'Central Hospital'],
    ['社区卫生服务中心', 'Community Health Centre'],
    ['中医医院', 'Hospital of Chinese Medicine'],
    ['口腔医院', 'Dental Hospital'],
  ],
  market: [
    ['菜市场', 'Food Market'],
    ['农贸市场', 'Farmers’ Market'],
    ['花鸟市场', 'Flower and Bird Market'],
    ['建材市场', 'Building Materials Market'],
  ],
  hotel: [
    ['大酒店', 'Grand Hotel'],
    ['宾馆', 'Guesthouse'],
    ['青年旅舍', 'Youth Hostel'],
    ['酒店公寓', 'Serviced Apartments'],
  ],
  transport: [
    ['地铁站', 'Metro Station'],
    ['长途汽车站', 'Coach Station'],
    ['轮渡码头', 'Ferry Pier'],
    ['公交枢纽', 'Bus Hub'],
  ],
  culture: [
    ['图书馆', 'Library'],
    ['博物馆', 'Museum'],
    ['影城', 'Cinema'],
    ['体育中心', 'Sports Centre'],
    ['文化馆', 'Cultural Centre'],
    ['健身房', 'Gym'],
  ],
  pharmacy: [
    ['大药房', 'Dispensary'],
    ['药店', 'Pharmacy'],
    ['国药馆', 'Chinese Pharmacy'],
  ],
};

export const districtRoads: readonly Part[] = [
  ['澄湖路', 'Chenghu Road'],
  ['望江大道', 'Wangjiang Avenue'],
  ['梧桐街', 'Wutong Street'],
  ['南桥路', 'Nanqiao Road'],
  ['石库巷', 'Shiku Lane'],
  ['书院路', 'Shuyuan Road'],
  ['北塘路', 'Beitang Road'],
  ['长汀路', 'Changting Road'],
  ['枫林路', 'Fenglin Road'],
  ['观澜街', 'Guanlan Street'],
  ['听雨路', 'Tingyu Road'],
  ['紫藤路', 'Ziteng Road'],
  ['明德路', 'Mingde Road'],
  ['春申里', 'Chunshen Lane'],
];

/** Names at both ends of what a register holds: of one character, and of fifty. */
const extremes: Partial<Record<SiteCategory, readonly PlaceName[]>> = {
  shop: [
    { zh: '玥', en: 'Yue' },
    { zh: '禾', en: 'He' },
    {
      zh: '云浦区望江街道梧桐街与石库巷交叉口东北角百川恒信嘉禾综合便民服务有限公司第一百二十八号连锁便利分店',
      en: 'Baichuan Hengxin Jiahe Everyday Services Company, Convenience Store No. 128, corner of Wutong Street',
    },
  ],
  restaurant: [{ zh: '鱻', en: 'Xian' }],
  office: [
    {
      zh: '云浦区澄湖国际科学技术创新创业产业园区公共服务平台运营管理与知识产权保护促进中心有限责任公司办公室',
      en: 'Chenghu International Science Park, Public Service and Intellectual Property Centre',
    },
  ],
};

/** The name of the nth site of a kind, from 0; no two sites of a district have the same. */
export class SiteNames {
  readonly #taken = new Set<string>();
  readonly #chance: Chance;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /** @param branch the name of a chain whose branches are told apart by their streets; '' for none */
  next(category: SiteCategory, nth: number, branch: PlaceName | null = null): PlaceName {
    const chance = this.#chance;
    const extreme = extremes[category]?.[nth - 3];
    if (extreme && !branch && this.#take(extreme.zh)) return extreme;
    for (let attempt = 0; ; attempt++) {
      const name = branch ?? this.#put(category);
      const road = chance.pick(districtRoads);
      // Most chains' branches, and names that are taken, are told apart by where they are.
      const where =
        branch || attempt > 0
          ? ` (${road[1]} ${attempt > 3 || branch ? chance.whole(1, 899) : ''}`.trimEnd()
          : '';
      const number = where.split(' ').at(-1)!;
      const branchZh = where === '' ? '' : `（${road[0]}${/^\d+$/.test(number) ? `${number}号` : ''}店）`;
      const full = { zh: name.zh + branchZh, en: where === '' ? name.en : `${name.en}${where})` };
      if (this.#take(full.zh)) return full;
    }
  }

  #put(category: SiteCategory): PlaceName {
    const [first, brand, kind] = [
      this.#chance.pick(firsts),
      this.#chance.pick(brands),
      this.#chance.pick(kinds[category]),
    ];
    return { zh: first[0] + brand[0] + kind[0], en: [first[1], brand[1], kind[1]].filter(Boolean).join(' ') };
  }

  #take(name: string): boolean {
    if (this.#taken.has(name)) return false;
    this.#taken.add(name);
    return true;
  }
}

const floors = ['地下一层', '一层', '二层', '三层', '四层', '五层', '六层'] as const;
const floorsEn = ['Basement', 'Level 1', 'Level 2', 'Level 3', 'Level 4', 'Level 5', 'Level 6'] as const;
const departments: readonly Part[] = [
  ['门诊楼', 'Outpatients'],
  ['急诊楼', 'Emergency'],
  ['住院部', 'Inpatients'],
  ['发热门诊', 'Fever clinic'],
  ['体检中心', 'Check-ups'],
  ['药房', 'Pharmacy'],
  ['检验科', 'Laboratory'],
  ['放射科', 'Radiology'],
  ['儿科', 'Children'],
  ['产科', 'Maternity'],
  ['口腔科', 'Dentistry'],
  ['眼科', 'Eye clinic'],
];
const stalls: readonly Part[] = [
  ['蔬菜', 'Vegetables'],
  ['水产', 'Fish'],
  ['肉类', 'Meat'],
  ['豆制品', 'Bean curd'],
  ['干货', 'Dry goods'],
  ['熟食', 'Cooked food'],
];

/** The name of the nth part of a site, from 0. */
export function zoneName(category: SiteCategory, nth: number, chance: Chance): PlaceName {
  switch (category) {
    case 'mall': {
      const level = nth % floors.length;
      const [brand, kind] = [
        chance.pick(brands),
        chance.pick(chance.next() < 0.6 ? kinds.shop : kinds.restaurant),
      ];
      const unit = 101 + Math.floor(nth / floors.length);
      return {
        zh: `${floors[level]}${unit} ${brand[0]}${kind[0]}`,
        en: `${floorsEn[level]}, ${unit} ${brand[1]} ${kind[1]}`,
      };
    }
    case 'hospital': {
      const [zh, en] = departments[nth % departments.length]!;
      const building = Math.floor(nth / departments.length);
      return building === 0
        ? { zh, en }
        : { zh: `${building + 1}号楼${zh}`, en: `Building ${building + 1}, ${en}` };
    }
    case 'transport':
      return { zh: `${nth + 1}号口`, en: `Exit ${nth + 1}` };
    default: {
      const [zh, en] = stalls[nth % stalls.length]!;
      return { zh: `${zh}区${nth + 1}号摊位`, en: `${en}, stall ${nth + 1}` };
    }
  }
}
