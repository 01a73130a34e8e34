import { declareTexts } from '../../language/languages.ts';

/** Words around a privacy notice: loaded with it. */
export const noticeWords = declareTexts(
  {
    all: '隐私告知',
    read: '隐私告知全文',
    version: (version: number, since: string) => `第 ${version} 版，${since} 起施行`,
    what: '收集什么',
    why: '用途',
    basis: '依据',
    seen: '谁能看到',
    kept: '保存多久',
    rights: '您的权利',
    contact: '联系',
    district: '本区',
    whose: (name: string, phone: string) => `${name}，电话 ${phone}`,
  },
  {
    all: 'Privacy notices',
    read: 'The whole privacy notice',
    version: (version: number, since: string) => `Version ${version}, since ${since}`,
    what: 'What is collected',
    why: 'What for',
    basis: 'On what it rests',
    seen: 'Who sees it',
    kept: 'For how long',
    rights: 'Your rights',
    contact: 'Whom to ask',
    district: 'the district',
    whose: (name: string, phone: string) => `${name}, phone ${phone}`,
  },
);
