import type { SiteCategory } from '../../domain/categories.ts';
import type { Language } from '../languages.ts';

/** Words for the kinds of sites. A category without a word in either language is a type error. */
export const categoryTexts: Record<Language, Record<SiteCategory, string>> = {
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
  },
};
