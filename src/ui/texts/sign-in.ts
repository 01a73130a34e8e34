import { declareTexts } from '../languages.ts';

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
    tooMany: '尝试次数过多，请等一分钟再试。',
    notAllowed: '此账号不能在这里登录。请使用本页面对应的账号。',
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
    tooMany: 'Too many attempts. Wait a minute, then try again.',
    notAllowed: 'This account cannot sign in here. Use the account made for this page.',
    server: 'The server has a problem and cannot sign you in. Try again shortly.',
  },
);
