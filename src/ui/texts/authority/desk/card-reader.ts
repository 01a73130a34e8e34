import { declareTexts } from '../../../language/languages.ts';

/** Texts of the reader of ID cards at a desk. */
export const cardReaderTexts = declareTexts(
  {
    noPorts: '此浏览器不能连接身份证读卡器，请输入号码。Chrome、Edge 和 Firefox 可以。',
    missing: '没有连接身份证或护照阅读器。',
    connect: '连接读卡器',
    ready: '请把身份证或护照放在阅读器上，号码会自动填入并查找。',
    unread: '没有读到证件，请拿起后重新放好。',
  },
  {
    noPorts:
      'This browser cannot connect a reader of ID cards: type the number. Chrome, Edge and Firefox can.',
    missing: 'No reader of ID cards or passports is connected.',
    connect: 'Connect a reader',
    ready: 'Lay the ID card or passport on the reader: its number is filled in and looked for.',
    unread: 'The card was not read. Take it up and lay it down once more.',
  },
);
