import { declareTexts } from '../../../language/languages.ts';

/** Texts of the page of one's own account. */
export const ownAccountTexts = declareTexts(
  {
    title: '登录与安全',
    definition: '您尚未结束的登录，以及登录时的第二重验证。只记录浏览器种类和网络地址的开头部分。',
    signIns: '登录',
    browser: '浏览器',
    unknown: '未知浏览器',
    network: '网络',
    since: '登录时间',
    seen: '最近使用',
    this: '本次登录',
    end: '结束',
    endOthers: '结束其他全部登录',
    factor: '第二重验证',
  },
  {
    title: 'Sign-ins and security',
    definition:
      'Your sign-ins that are not over, and the second factor of your account. The kind of browser and the beginning of the address alone are kept.',
    signIns: 'Sign-ins',
    browser: 'Browser',
    unknown: 'Unknown browser',
    network: 'Network',
    since: 'Signed in',
    seen: 'Last used',
    this: 'this one',
    end: 'End',
    endOthers: 'End all others',
    factor: 'Second factor',
  },
);
