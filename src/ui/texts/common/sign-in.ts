import { declareTexts } from '../../language/languages.ts';

/** Texts of the sign-in form, the same in every face. */
export const signInTexts = declareTexts(
  {
    email: '电子邮箱',
    password: '密码',
    signIn: '登录',
    signingIn: '正在登录…',
    emailMissing: '请输入完整的电子邮箱，例如 name@example.cn。',
    passwordMissing: '请输入密码。',
    wrong: '邮箱或密码不正确。请检查后再试；忘记密码请联系管理员。',
    offline: '服务器没有应答。请检查网络后再试。',
    tooMany: '尝试次数过多。请稍等（最长 15 分钟）再试；常用的浏览器不受他人尝试的影响。',
    notAllowed: '此账号不能在这里登录。请使用本页面对应的账号。',
    left: '已在本设备退出，但尚未连上服务器：服务器上的这次登录要到网络恢复后才会结束。请保持此页面打开。',
    server: '服务器出现问题，暂时无法登录。请稍后再试。',
  },
  {
    email: 'E-mail',
    password: 'Password',
    signIn: 'Sign in',
    signingIn: 'Signing in…',
    emailMissing: 'Enter your whole e-mail address, such as name@example.cn.',
    passwordMissing: 'Enter your password.',
    wrong: 'E-mail or password is wrong. Check both and try again; if you forgot it, ask an administrator.',
    offline: 'The server did not answer. Check the network and try again.',
    tooMany:
      'Too many attempts. Wait up to 15 minutes, then try again; a browser you have signed in with before is not held up by others.',
    notAllowed: 'This account cannot sign in here. Use the account made for this page.',
    left: 'You are signed out on this device. The server could not be told yet: there the sign-in ends once the network is back. Keep this page open.',
    server: 'The server has a problem and cannot sign you in. Try again shortly.',
  },
);
