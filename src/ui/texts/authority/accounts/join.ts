import { declareTexts } from '../../../language/languages.ts';

/** Texts of the page on which an invited person sets their own password. */
export const joinTexts = declareTexts(
  {
    heading: '启用账号',
    hint: (least: number) =>
      `请输入管理员交给您的邀请码，并设置您自己的密码：至少 ${least} 个字符，不能是常见密码，也不能含有您的姓名或邮箱。几个不相干的词连在一起就很好。`,
    code: '邀请码',
    second: '第二个邀请码',
    secondMissing: '此账号还须另一名管理员的邀请码。请向其索取。',
    secondWrong: '第二个邀请码有误、已使用，或另一名管理员还没有给出。',
    wrongForm: '邀请码共 25 个字符，分为五组。请核对。',
    wrongCode: '邀请码有误、已使用或已过期。请向管理员索取新的邀请码。',
    password: '新密码',
    again: '再次输入新密码',
    set: '设置密码并登录',
    setting: '正在设置…',
    toSignIn: '返回登录',
    signInYourself: '密码已设置，但未能自动登录。请返回登录页面登录。',
  },
  {
    heading: 'Begin with your account',
    hint: (least: number) =>
      `Enter the invitation that an administrator handed you, and set your own password: at least ${least} characters, no common password, nothing of your name or address. A few unrelated words in a row are good.`,
    code: 'Invitation',
    second: 'Second code, if you were given two',
    secondMissing: 'This account takes another administrator’s code too. Ask for it.',
    secondWrong: 'This second code is wrong or used, or the other administrator has not given it yet.',
    wrongForm: 'An invitation has 25 characters in five groups. Compare it.',
    wrongCode: 'This invitation is wrong, used or out of date. Ask an administrator for a new one.',
    password: 'New password',
    again: 'New password once more',
    set: 'Set the password and sign in',
    setting: 'Setting it…',
    toSignIn: 'Back to the sign-in',
    signInYourself: 'Your password is set, but you are not signed in yet. Go back to the sign-in.',
  },
);
