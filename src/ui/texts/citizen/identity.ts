import { declareTexts } from '../../language/languages.ts';

/** Texts of what asks a person once who they are: loaded when it is opened. */
export const identityTexts = declareTexts(
  {
    identityWhy:
      '系统里只有打码的姓名。请填写证件上的姓名和号码：核对一致后只保存在此手机上，退出登录时删除。',
    identityName: '姓名',
    identityNumber: '证件号码',
    identityKeep: '核对并保存',
    identityChecking: '正在核对…',
    identityWrong: '姓名或号码与登记的不一致。请照证件填写；登记有误请到服务窗口更正。',
    identityTooMany: '今天填错的次数过多，请明天再试，或到服务窗口办理。',
    identityFault: '未能核对，请稍后再试。',
  },
  {
    identityWhy:
      'The district has a masked name only. Enter name and number as on the document: once they are found to fit, they are kept on this phone alone, until you sign out.',
    identityName: 'Name',
    identityNumber: 'ID number',
    identityKeep: 'Check and keep',
    identityChecking: 'Checking…',
    identityWrong:
      'Name or number are not those on record. Enter them as on the document; a desk corrects what is wrong on record.',
    identityTooMany: 'Too many wrong numbers were given today. Try again tomorrow, or go to a desk.',
    identityFault: 'It could not be checked. Try again shortly.',
  },
);
