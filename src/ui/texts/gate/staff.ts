import { declareTexts } from '../../language/languages.ts';

/** What the sentry says to its staff behind the PIN. */
export const staffTexts = declareTexts(
  {
    pinTitle: '请输入值守 PIN',
    pinWhy: '只有本场所的值守人员可以更改哨兵。紧急放行不需要 PIN。',
    pinField: 'PIN',
    pinOpen: '打开',
    pinChecking: '正在核对…',
    pinWrong: 'PIN 不正确。',
    pinWait: (rest: string) => `输错次数过多，请等待 ${rest}。`,
    pinLost: '忘记 PIN？场所负责人可在场所管理页设置新的。',
    pinFault: '本机存储出错，无法核对 PIN。',
    erase: '删除',
    setUp: '安装检查…',
    restarted: (what: string, ago: string) => `本页曾因${what}故障自行重新启动：${ago}。`,
    beginDrill: '开始演练',
    endDrill: '结束演练',
    saveDiagnostics: '保存诊断文件',
    diagnosticsHint: '供技术支持使用，不含任何个人、密钥和通行记录。',
    noPin: '本场所没有值守 PIN：任何人都能打开这里。请场所负责人在场所管理页设置。',
  },
  {
    pinTitle: 'Staff PIN',
    pinWhy: 'Only this site’s staff change a sentry. “Emergency, let in” needs no PIN.',
    pinField: 'PIN',
    pinOpen: 'Open',
    pinChecking: 'Checking…',
    pinWrong: 'This is not the PIN.',
    pinWait: (rest: string) => `Too many wrong tries: wait ${rest}.`,
    pinLost: 'Forgotten? The venue’s manager sets a new one on the venue page.',
    pinFault: 'The storage of this device failed: the PIN cannot be checked.',
    erase: 'Delete',
    setUp: 'Set-up…',
    restarted: (what: string, ago: string) => `This page restarted itself ${ago} because of: ${what}.`,
    beginDrill: 'Begin a drill',
    endDrill: 'End the drill',
    saveDiagnostics: 'Save diagnostics',
    diagnosticsHint: 'For support: no person, no key and no record is in it.',
    noPin:
      'This site has no staff PIN: anybody can open this. The venue’s manager sets one on the venue page.',
  },
);
