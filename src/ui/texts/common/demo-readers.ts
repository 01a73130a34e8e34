import { declareTexts } from '../../language/languages.ts';

/** Texts of the demo's readers of documents. */
export const demoReaderTexts = declareTexts(
  {
    heading: '证件读卡器',
    plug: '插上读卡器',
    unplug: '拔掉读卡器',
    card: (name: string) => `放上${name}的身份证`,
    stranger: '放上未登记者的身份证',
    passport: '刷护照',
    pullAway: '下一张证件中途拿走',
  },
  {
    heading: 'Document readers',
    plug: 'Plug in the readers',
    unplug: 'Pull the readers out',
    card: (name: string) => `Lay down ${name}’s ID card`,
    stranger: 'Lay down an ID card of nobody on record',
    passport: 'Draw a passport through',
    pullAway: 'Take the next card away too soon',
  },
);
