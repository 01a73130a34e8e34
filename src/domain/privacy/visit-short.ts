import type { BothLanguages } from '../site/advice.ts';

/** The version and the sentence of the notice at a scanned site code: apart, for that page loads nothing else of the notices. */
export const visitNoticeVersion = 1;
export const visitShort: BothLanguages = {
  'zh-CN': '登记会记录您何时到过这里，保存 14 天后删除。',
  en: 'Registering records when you were here; it is deleted after 14 days.',
};
