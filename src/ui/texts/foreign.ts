import type { ForeignProof, ForeignReason } from '../../credentials/foreign.ts';
import { declareTexts, type Language } from '../languages.ts';

/** Every code of `foreignProofs` and `foreignReasons` has its words; a missing one is a type error. */
type Words = Record<ForeignProof | ForeignReason, string>;

const zh: Words = {
  proved: '凭证有效',
  unreadable: '无法读取此凭证',
  incomplete: '此凭证分为多个二维码，尚未出示完',
  'unknown-issuer': '签发方不在信任名单中',
  'suspended-issuer': '签发方的密钥目前不被信任',
  forged: '凭证的签名不符',
  revoked: '凭证已被签发方撤销',
  expired: '凭证已过期',
  'not-yet-valid': '凭证尚未生效',
  'not-known-form': '不是已知的凭证格式',
  'too-long': '二维码内容过长',
  'not-base45': '编码（Base45）有误',
  'not-compressed': '压缩数据损坏',
  'not-cose': '签名容器（COSE）损坏',
  'not-numeric': '健康卡数字编码有误',
  'not-jws': '健康卡签名容器损坏',
  'chunks-missing': '请继续出示其余的二维码',
  'chunks-disagree': '出示的二维码不属于同一张卡',
  'no-such-key': '没有此签名密钥',
  'key-not-for-this': '该密钥不得签发此类证明',
  'key-suspended': '该密钥已被暂停',
  'key-not-yet-in-force': '该密钥尚未生效',
  'key-no-longer-in-force': '该密钥已失效',
  'key-unusable': '信任名单中的密钥无法使用',
  'algorithm-refused': '不接受此签名算法',
  'issuer-mismatch': '签发方与密钥不一致',
  'signature-wrong': '签名不是该密钥所签',
  'issued-in-future': '签发时间在未来，请核对时间',
  'past-expiry': '已超过有效期',
  'no-expiry-stated': '未写明有效期',
  'called-back': '签发方已撤销此卡',
  'revocation-unknown': '撤销名单缺失或过旧，无法确认未被撤销',
  'not-claims': '凭证内容不是健康声明',
  'needs-network': '内容在网上，无法离线核验',
  'unknown-content': '未知的凭证内容',
  'content-broken': '凭证内容不完整',
  'several-persons': '凭证写有多个人',
  'no-person': '凭证没有写明持有人，不能证明任何人',
  'other-disease': '部分内容与新冠无关，未采用',
  'not-final': '部分检测结果未定，未采用',
  'time-unknown': '部分内容没有时间',
  'time-in-future': '部分内容的时间在未来，未采用',
};

const en: Words = {
  proved: 'The credential holds',
  unreadable: 'This credential cannot be read',
  incomplete: 'The card is split over several codes: not all were shown',
  'unknown-issuer': 'Its signer is not on the trust list',
  'suspended-issuer': 'Its signer is not believed now',
  forged: 'Its signature does not hold',
  revoked: 'Its issuer has called it back',
  expired: 'It has expired',
  'not-yet-valid': 'It is not valid yet',
  'not-known-form': 'No known form of credential',
  'too-long': 'The code holds too much',
  'not-base45': 'Its coding (Base45) is broken',
  'not-compressed': 'Its compressed data is broken',
  'not-cose': 'Its signed container (COSE) is broken',
  'not-numeric': 'The digits of the health card are broken',
  'not-jws': 'The signed health card is broken',
  'chunks-missing': 'Show the other codes as well',
  'chunks-disagree': 'The codes shown are not of one card',
  'no-such-key': 'No such signing key is known',
  'key-not-for-this': 'This key may not sign such a statement',
  'key-suspended': 'The key is suspended',
  'key-not-yet-in-force': 'The key is not in force yet',
  'key-no-longer-in-force': 'The key is no longer in force',
  'key-unusable': 'The key on the trust list cannot be used',
  'algorithm-refused': 'This way of signing is not accepted',
  'issuer-mismatch': 'It names another issuer than the key’s',
  'signature-wrong': 'The key did not sign this',
  'issued-in-future': 'Issued in the future: check the clock',
  'past-expiry': 'Its validity has ended',
  'no-expiry-stated': 'It states no end of its validity',
  'called-back': 'The issuer has called this card back',
  'revocation-unknown': 'The revocation list is missing or old: it may have been called back',
  'not-claims': 'It holds no health statement',
  'needs-network': 'Its contents are elsewhere: they cannot be checked off line',
  'unknown-content': 'Contents of an unknown kind',
  'content-broken': 'Its contents are not whole',
  'several-persons': 'It names several persons',
  'no-person': 'It names nobody, and so proves nothing of anybody',
  'other-disease': 'Statements on other diseases were left out',
  'not-final': 'Results that are not final were left out',
  'time-unknown': 'Some statements have no time',
  'time-in-future': 'Statements dated in the future were left out',
};

/** Words for what was found of a foreign credential, for the person at the gate. */
export const foreignTexts = declareTexts<Words>(zh, en);

/** The sentences of codes as a `Verification` carries them; what has no words here is left out. */
export function foreignWords(codes: readonly string[], language: Language): string[] {
  const words: Readonly<Record<string, string>> = foreignTexts[language];
  return codes.filter((code) => Object.hasOwn(words, code)).map((code) => words[code]!);
}
