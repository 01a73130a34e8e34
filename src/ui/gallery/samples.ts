import type { Column } from '../kit/chart/chart-data.ts';
import { language } from '../language/languages.ts';

// What the exhibits show: invented, the same every time.

/** The text of the language now shown. */
export const said = (zh: string, en: string): string => (language() === 'en' ? en : zh);

/** A plausible day's curve: two rushes, a quiet night. Full numbers up to about 9,000. */
export const scansByHour: readonly number[] = [
  312, 148, 96, 71, 130, 402, 1_988, 6_402, 8_731, 5_044, 4_120, 4_876, 5_602, 4_431, 3_987, 4_210, 4_902,
  7_215, 8_340, 6_103, 4_488, 3_002, 1_604, 733,
];

export const hours: readonly Column[] = scansByHour.map((_, hour) => {
  const text = String(hour).padStart(2, '0');
  return { short: text, long: `2026-11-29 ${text}:00` };
});

export const days: readonly Column[] = Array.from({ length: 14 }, (_, index) => ({
  short: `11-${17 + index}`,
  long: `2026-11-${17 + index}`,
}));

/** Whole numbers that look random and never change. @param seed another series for each */
export function sampleNumbers(count: number, most: number, seed = 1): number[] {
  let state = seed * 2_654_435_761;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * (most + 1));
  });
}

/** Names from the shortest to the longest there are. */
export const names: readonly string[] = [
  '玥',
  '王**',
  '张**',
  '欧阳**',
  '阿卜杜热合曼·买买提明·穆罕默德艾力',
  'Anne-Marie Featherstonehaugh-Cholmondeley',
];

export const subdistricts = (): string[] =>
  language() === 'en'
    ? [
        'Wangjiang',
        'Wutong',
        'Nanqiao',
        'Shiku',
        'Shuyuan',
        'Beitang',
        'Changting',
        'International Exhibition Centre Development Zone',
      ]
    : [
        '望江街道',
        '梧桐街道',
        '南桥街道',
        '石库街道',
        '书院街道',
        '北塘街道',
        '长汀街道',
        '国际博览中心滨江综合开发区街道',
      ];
