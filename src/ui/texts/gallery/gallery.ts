import { declareTexts } from '../../language/languages.ts';

/** Texts of the gallery, which is in no real district's build. */
export const galleryTexts = declareTexts(
  {
    title: '组件陈列',
    list: '组件',
    width: '宽度',
    whole: '整个窗口',
    alone: (state: string) => `单独打开“${state}”`,
    unknown: (name: string) => `没有名为“${name}”的组件。`,
    choose: '请在列表中选择一个组件。',
    failed: (reason: string) => `无法载入：${reason}`,
  },
  {
    title: 'Gallery of elements',
    list: 'Elements',
    width: 'Width',
    whole: 'the whole window',
    alone: (state: string) => `Open “${state}” by itself`,
    unknown: (name: string) => `There is no element “${name}”.`,
    choose: 'Choose an element from the list.',
    failed: (reason: string) => `It cannot be loaded: ${reason}`,
  },
);
