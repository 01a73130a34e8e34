import { declareTexts } from '../../language/languages.ts';

/** Texts of the page shell: what every page says alike. */
export const shellTexts = declareTexts(
  {
    loading: '正在打开页面…',
    notLoaded: '页面没有打开',
    noAnswer: '服务器没有应答，页面的程序没有取到。请检查网络后重试。',
    notThere: '页面的程序没有取到。请重试。',
    newVersion: '系统已更新到新版本，此页面属于旧版本。重新载入后继续，地址中的筛选条件会保留。',
    retry: '重试',
    reload: '重新载入',

    whatIsCounted: '统计口径',
    asOf: (at: string) => `数据截至 ${at}`,
    notCurrent: '数据不是最新的。',
    unanswered: '服务器没有应答。',
    serverFault: (message: string) => `服务器出现问题：${message}`,
    stale: (at: string, age: string) => `以下是 ${at} 的数据，已过去 ${age}。正在继续尝试。`,
    nothingYet: '还没有收到任何数据，正在继续尝试。请检查网络。',
    more: '更多操作',
    views: '视图',
    print: '打印',
    printedBy: (who: string, at: string) => `${who} 打印于 ${at}`,
    printedAt: (at: string) => `打印于 ${at}`,
    scope: '范围',
  },
  {
    loading: 'Opening the page…',
    notLoaded: 'The page did not open',
    noAnswer:
      'The server does not answer, so the page could not be fetched. Check the network, then try again.',
    notThere: 'The page could not be fetched. Try again.',
    newVersion:
      'A new version has been installed, and this page belongs to the old one. Reload to go on; filters in the address are kept.',
    retry: 'Try again',
    reload: 'Reload',

    whatIsCounted: 'What is counted here?',
    asOf: (at: string) => `As of ${at}`,
    notCurrent: 'This is not current.',
    unanswered: 'The server does not answer.',
    serverFault: (message: string) => `The server has a problem: ${message}`,
    stale: (at: string, age: string) => `What you see is as of ${at}, ${age} ago. The page keeps trying.`,
    nothingYet: 'No data have arrived yet; the page keeps trying. Check the network.',
    more: 'More',
    views: 'Views',
    print: 'Print',
    printedBy: (who: string, at: string) => `Printed by ${who}, ${at}`,
    printedAt: (at: string) => `Printed ${at}`,
    scope: 'Scope',
  },
);
