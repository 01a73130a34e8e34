import { declareTexts } from '../../../language/languages.ts';

/** Texts of the reader of ID cards at a desk. */
export const cardReaderTexts = declareTexts(
  {
    noPorts: '此浏览器不能连接身份证读卡器，请输入号码。Chrome、Edge 和 Firefox 可以。',
    missing: '没有连接身份证读卡器。',
    connect: '连接读卡器',
    ready: '请把身份证放在读卡器上，号码会自动填入并查找。',
    unread: '没有读到证件，请拿起后重新放好。',
    otherCard: '此证件没有 18 位号码，不能在此查找。',
  },
  {
    noPorts:
      'This browser cannot connect a reader of ID cards: type the number. Chrome, Edge and Firefox can.',
    missing: 'No reader of ID cards is connected.',
    connect: 'Connect a reader',
    ready: 'Lay the ID card on the reader: its number is filled in and looked for.',
    unread: 'The card was not read. Take it up and lay it down once more.',
    otherCard: 'This card has no number of 18 characters: it cannot be looked for here.',
  },
);
