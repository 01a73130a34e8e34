// What officials read in place of the codes of sites, on pages and in the files that the server writes.
import type { SiteCategory } from '../access/categories.ts';
import type { CodeState, SiteStatus } from '../api/site-api.ts';
import type { PolicyLanguage } from '../policy/policy.ts';

/** Words for the kinds of sites. A category without a word in either language is a type error. */
export const categoryTexts: Record<PolicyLanguage, Record<SiteCategory, string>> = {
  'zh-CN': {
    office: '办公楼宇',
    shop: '商铺',
    residential: '住宅小区',
    mall: '商场',
    factory: '工厂',
    restaurant: '餐饮',
    school: '学校',
    hospital: '医院',
    market: '菜市场',
    hotel: '酒店',
    transport: '交通站点',
    culture: '文化场馆',
    pharmacy: '药店',
  },
  en: {
    office: 'Office building',
    shop: 'Shop',
    residential: 'Residential compound',
    mall: 'Shopping mall',
    factory: 'Factory',
    restaurant: 'Restaurant',
    school: 'School',
    hospital: 'Hospital',
    market: 'Food market',
    hotel: 'Hotel',
    transport: 'Transport station',
    culture: 'Cultural venue',
    pharmacy: 'Pharmacy',
  },
};

/** Words for how a site stands. */
export const siteStatusTexts: Record<PolicyLanguage, Record<SiteStatus, string>> = {
  'zh-CN': { active: '在用', suspended: '停用', retired: '注销' },
  en: { active: 'In use', suspended: 'Suspended', retired: 'Retired' },
};

/** Words for how a code stands; '' where there is none. */
export const codeStateTexts: Record<PolicyLanguage, Record<CodeState | '', string>> = {
  'zh-CN': {
    issued: '已签发',
    posted: '已张贴',
    active: '在用',
    suspended: '停用',
    retired: '注销',
    '': '—',
  },
  en: {
    issued: 'Issued',
    posted: 'Posted',
    active: 'In use',
    suspended: 'Suspended',
    retired: 'Retired',
    '': '—',
  },
};
