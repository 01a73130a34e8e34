import { generalAdvice, type Advice } from '../../domain/site/advice.ts';
import { row } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

const columns = ['adviceRedZh', 'adviceRedEn', 'adviceYellowZh', 'adviceYellowEn', 'advicePhone'] as const;

/** What the district's record says of it; the general words where it says nothing. */
export function districtAdvice(app: App): Advice {
  const set = row<Record<(typeof columns)[number], string>>(
    app,
    columns,
    `select ${columns.join(', ')} from district limit 1`,
  );
  const { red, yellow, phone } = generalAdvice;
  return {
    red: { 'zh-CN': set?.adviceRedZh || red['zh-CN'], en: set?.adviceRedEn || red.en },
    yellow: { 'zh-CN': set?.adviceYellowZh || yellow['zh-CN'], en: set?.adviceYellowEn || yellow.en },
    phone: set?.advicePhone || phone,
  };
}
