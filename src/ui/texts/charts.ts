import { declareTexts } from '../languages.ts';

/** Texts of the charts, the same on every face. */
export const chartTexts = declareTexts(
  {
    asTable: '以表格显示',
    keys: '用左右方向键逐项查看',
    partial: (label: string) => `${label}（截至目前）`,
    column: '时间',
  },
  {
    asTable: 'Show as a table',
    keys: 'Use the left and right arrow keys to read each column',
    partial: (label: string) => `${label} (so far)`,
    column: 'Time',
  },
);
