import { declareTexts } from '../../language/languages.ts';

/** What went wrong on the pages on which policy is made. */
export const policyFaultTexts = declareTexts(
  {
    offline: '服务器没有应答。请检查网络后再试。',
    signIn: '登录已结束，请重新登录。',
    notAllowed: '未能完成：您的账号或密钥不得这样做，或您已签署过此草案。',
    notFound: '没有找到：草案可能已被替换、撤回或发布。内容已重新读取。',
    overtaken: '未作任何更改：草案或现行规则刚被他人改变。请看过最新内容后再改。',
    malformed: (detail: string) => `未作任何更改：填写的内容有误。（${detail}）`,
    key: '签名与此草案的原文不符。草案可能已被替换，请核对后再签。',
    tooMany: '操作过于频繁，请稍候再试。',
    server: '服务器出现问题，请稍后再试。',
    unexpected: (detail: string) => `未能完成。（${detail}）`,
  },
  {
    offline: 'The server did not answer. Check the network and try again.',
    signIn: 'Your session has ended. Sign in again.',
    notAllowed: 'Not done: your account or key may not do this, or you have signed this draft already.',
    notFound:
      'Not found: the draft may have been replaced, withdrawn or published. The page has been reloaded.',
    overtaken:
      'Nothing was changed: somebody else has just changed the draft or the policy in force. Look at the newest, then change it again.',
    malformed: (detail: string) => `Nothing was changed: something filled in is wrong. (${detail})`,
    key: 'This is not a signature of the text of this draft. It may have been replaced: look at it, then sign again.',
    tooMany: 'Too many requests. Wait a moment and try again.',
    server: 'The server has a problem. Try again in a moment.',
    unexpected: (detail: string) => `Not done. (${detail})`,
  },
);
