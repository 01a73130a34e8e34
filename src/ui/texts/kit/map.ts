import { declareTexts } from '../../language/languages.ts';

/** Texts of the map. */
export const mapTexts = declareTexts(
  {
    area: '街道',
    keys: '用方向键逐个街道查看，加号放大，减号缩小',
    nearer: '放大',
    farther: '缩小',
    whole: '全区',
    places: (number: string) => `${number} 个场所`,
    noOutlines: '本区尚未提供街道边界，请看表格。',
    failed: '地图无法载入，请看表格。',
  },
  {
    area: 'Sub-district',
    keys: 'Use the arrow keys to read each sub-district, plus and minus to enlarge',
    nearer: 'Enlarge',
    farther: 'Make smaller',
    whole: 'Whole district',
    places: (number: string) => `${number} sites`,
    noOutlines: 'This district has brought no outlines of its sub-districts: see the table.',
    failed: 'The map cannot be loaded: see the table.',
  },
);
