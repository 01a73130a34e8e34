import { declareTexts } from '../../../language/languages.ts';

/** Texts of what a holder is told that administrators did to their account. */
export const accountToldTexts = declareTexts(
  {
    heading: '您的账号被处理过',
    'account-invite': (at: string, askedBy: string, decidedBy: string) =>
      `${at}：${askedBy} 申请、${decidedBy} 批准为您的账号生成新的邀请码，凭它可设置新密码。`,
    'factor-reset': (at: string, askedBy: string, decidedBy: string) =>
      `${at}：${askedBy} 申请、${decidedBy} 批准重置您的第二重验证。`,
    notYou: '如果您没有要求这样做，请立即告知审计员，并修改密码、结束其他登录。',
    seen: '我已知悉',
  },
  {
    heading: 'Something was done to your account',
    'account-invite': (at: string, askedBy: string, decidedBy: string) =>
      `${at}: ${askedBy} asked for a new invitation of your account, and ${decidedBy} agreed. Whoever has it sets a new password.`,
    'factor-reset': (at: string, askedBy: string, decidedBy: string) =>
      `${at}: ${askedBy} asked for your second factor to be reset, and ${decidedBy} agreed.`,
    notYou:
      'If you did not ask for it, tell the auditor at once, change your password and end your other sign-ins.',
    seen: 'I have read this',
  },
);
