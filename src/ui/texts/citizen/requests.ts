import type { RequestState } from '../../../domain/api/persons/request-api.ts';
import type { CorrectionPart } from '../../../domain/person/request-forms.ts';
import { declareTexts, type Language } from '../../language/languages.ts';

/** Texts of what a person asks about themself: loaded when it is opened. */
export const requestTexts = declareTexts(
  {
    review: '申请人工复核',
    reviewWhy: (hours: string) =>
      `您的颜色由系统自动得出。可以请卫生健康人员复核：承诺 ${hours} 小时内答复，结果和理由显示在这里。`,
    reviewWords: '为什么应当复核（不要写他人姓名）',
    reviewSend: '提交复核申请',
    correction: '申请更正',
    correctionWhy: (days: string) =>
      `检测、接种、颜色或到访记录有误时，请写明哪里有误、正确的是什么。承诺 ${days} 天内答复。姓名、证件号码或电话有误，请带证件到服务窗口更正。`,
    about: '哪一项有误',
    correctionWords: '哪里有误，正确的是什么',
    correctionSend: '提交更正申请',
    sending: '正在提交…',
    sent: (due: string) => `已提交。最迟 ${due} 前答复。`,
    mine: '我的申请',
    none: '还没有申请。',
    asked: (at: string) => `${at} 提出`,
    due: (at: string) => `承诺 ${at} 前答复`,
    late: (at: string) => `承诺 ${at} 前答复，已超时；可致电催办。`,
    decided: (at: string) => `${at} 答复`,
    answer: '理由',
    takeBack: '撤回申请',
    tooMany: '未提交：申请次数已达上限，请等待已有申请的答复。',
    notAllowed: '未提交：颜色已不是红色或黄色。',
    failed: '未能完成，请检查网络后重试。',
    loading: '正在读取…',
    notLoaded: '没有读到。请检查网络后重试。',
    again: '重试',
  },
  {
    review: 'Ask for a human review',
    reviewWhy: (hours: string) =>
      `Your colour was set automatically. A health officer can look at it again: you are promised an answer within ${hours} hours. Result and reason stand here.`,
    reviewWords: 'Why it should be reviewed, without anybody else’s name',
    reviewSend: 'Ask for the review',
    correction: 'Ask for a correction',
    correctionWhy: (days: string) =>
      `Where a test, a dose, your colour or a visit is wrong on record, say what is wrong and what is right. You are promised an answer within ${days} days. A wrong name, ID number or phone is corrected at a desk: bring your document.`,
    about: 'What is wrong',
    correctionWords: 'What is wrong, and what is right',
    correctionSend: 'Ask for the correction',
    sending: 'Sending…',
    sent: (due: string) => `Sent. You get an answer by ${due} at the latest.`,
    mine: 'What I asked for',
    none: 'Nothing yet.',
    asked: (at: string) => `Asked ${at}`,
    due: (at: string) => `Answer promised by ${at}`,
    late: (at: string) => `Answer was promised by ${at} and is late: call the district.`,
    decided: (at: string) => `Answered ${at}`,
    answer: 'Reason',
    takeBack: 'Take it back',
    tooMany: 'Not sent: enough was asked for already. Wait for the answers.',
    notAllowed: 'Not sent: the colour is neither red nor yellow any more.',
    failed: 'It was not done. Check the network, and try again.',
    loading: 'Loading…',
    notLoaded: 'It was not read. Check the network, and try again.',
    again: 'Try again',
  },
);

/** How a request stands. */
export const requestStateTexts: Record<Language, Record<RequestState, string>> = {
  'zh-CN': {
    waiting: '等待处理',
    second: '已提出改变颜色，等待第二名工作人员批准',
    kept: '复核后不变',
    changed: '复核后颜色已改变',
    accepted: '已更正',
    refused: '未更正',
    'taken-back': '本人已撤回',
  },
  en: {
    waiting: 'Waiting',
    second: 'Another colour was proposed, and waits for a second official',
    kept: 'Reviewed: it stays',
    changed: 'Reviewed: the colour was changed',
    accepted: 'Corrected',
    refused: 'Not corrected',
    'taken-back': 'Taken back',
  },
};

/** What is said to be wrong. */
export const correctionPartTexts: Record<Language, Record<CorrectionPart, string>> = {
  'zh-CN': { test: '核酸检测', dose: '疫苗接种', colour: '颜色', visit: '到访记录', identity: '身份信息' },
  en: {
    test: 'A test',
    dose: 'A vaccine dose',
    colour: 'The colour',
    visit: 'A visit',
    identity: 'Identity',
  },
};
