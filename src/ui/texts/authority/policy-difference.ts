import type { Rule } from '../../../domain/policy/policy.ts';
import type { FactKind, TrustEntry } from '../../../domain/credential/trust-list.ts';
import { declareTexts, type Language } from '../../language/languages.ts';

/** Words for what differs between two bundles, as officials read it before they sign. */
export const differenceTexts = declareTexts(
  {
    part: '项目',
    from: '原值',
    to: '新值',
    nothing: '—',
    bundleVersion: '版本',
    issuedAt: '签发时间',
    expiresAt: '有效至',
    policyVersion: '规则版本',
    pastSeconds: '健康码出示后有效（秒）',
    futureSeconds: '允许手机时间超前（秒）',
    temperatureWindow: '体温读数有效时长',
    seconds: (count: string) => `${count} 秒`,
    rule: (text: string, field: string) => `规则“${text}”：${field}`,
    wholeRule: (text: string) => `规则“${text}”`,
    chinese: '中文',
    english: '英文',
    ruleOrder: '规则的顺序',
    last: '不符合时不再看其后的规则',
    override: (scope: string) => `另定限值：${scope}`,
    overrideOrder: '另定限值的顺序',
    nthOverride: (place: string) => `第 ${place} 项`,
    site: (number: string, name: string) => `场所 ${number} ${name}`.trim(),
    key: (issuer: string) => `信任名单密钥：${issuer}`,
    keyField: (issuer: string, field: string) => `信任名单密钥 ${issuer}：${field}`,
    hashList: (name: string) => `被撤销的证书（${name}）`,
    hashListHead: (ctr: string, certificates: string, until: string | null) =>
      `第 ${ctr} 号，${certificates} 份证书${until === null ? '' : `，有效至 ${until}`}`,
    revocations: (kid: string) => `撤销名单（密钥 ${kid}）`,
    revocationList: (number: string, cards: string) => `第 ${number} 号，${cards} 张卡`,
    revocationPut: (ids: string) => `增加：${ids}`,
    revocationTaken: (ids: string) => `去掉：${ids}`,
    yes: '是',
    no: '否',
    colon: '：',
    comma: '；',
  },
  {
    part: 'Part',
    from: 'Old',
    to: 'New',
    nothing: '—',
    bundleVersion: 'Version',
    issuedAt: 'Issued',
    expiresAt: 'In force until',
    policyVersion: 'Version of the policy',
    pastSeconds: 'A shown code is valid for (seconds)',
    futureSeconds: 'A phone’s clock may be ahead by (seconds)',
    temperatureWindow: 'A temperature reading is valid for',
    seconds: (count: string) => `${count} s`,
    rule: (text: string, field: string) => `Rule “${text}”: ${field}`,
    wholeRule: (text: string) => `Rule “${text}”`,
    chinese: 'Chinese',
    english: 'English',
    ruleOrder: 'Order of the rules',
    last: 'When not met, later rules are skipped',
    override: (scope: string) => `Other limits: ${scope}`,
    overrideOrder: 'Order of the other limits',
    nthOverride: (place: string) => `No. ${place}`,
    site: (number: string, name: string) => `Site ${number} ${name}`.trim(),
    key: (issuer: string) => `Key on the trust list: ${issuer}`,
    keyField: (issuer: string, field: string) => `Key of ${issuer}: ${field}`,
    hashList: (name: string) => `Revoked certificates (${name})`,
    hashListHead: (ctr: string, certificates: string, until: string | null) =>
      `no. ${ctr}, ${certificates} certificate${certificates === '1' ? '' : 's'}${until === null ? '' : `, good until ${until}`}`,
    revocations: (kid: string) => `Revocation list of key ${kid}`,
    revocationList: (number: string, cards: string) =>
      `No. ${number}, ${cards} card${cards === '1' ? '' : 's'}`,
    revocationPut: (ids: string) => `added: ${ids}`,
    revocationTaken: (ids: string) => `removed: ${ids}`,
    yes: 'Yes',
    no: 'No',
    colon: ': ',
    comma: '; ',
  },
);

/** Words for the fields of a rule. */
export const ruleFieldTexts: Record<Language, Partial<Record<keyof Rule, string>>> = {
  'zh-CN': {
    severity: '不符合时',
    whenUnknown: '情况未知时',
    voice: '语音',
    voiceWhenUnknown: '情况未知时的语音',
    texts: '屏幕文字',
    textsWhenUnknown: '情况未知时的文字',
    when: '适用条件',
    logic: '放行条件',
    last: '其后的规则',
  },
  en: {
    severity: 'when not met',
    whenUnknown: 'when not known',
    voice: 'voice',
    voiceWhenUnknown: 'voice when not known',
    texts: 'on screen',
    textsWhenUnknown: 'on screen when not known',
    when: 'where it applies',
    logic: 'what it requires',
    last: 'later rules',
  },
};

/** Words for the fields of a key of the trust list. */
export const trustFieldTexts: Record<Language, Record<keyof TrustEntry, string>> = {
  'zh-CN': {
    kid: '密钥编号',
    issuer: '签发方',
    kind: '凭证种类',
    key: '公钥',
    notBefore: '有效期起',
    notAfter: '有效期止',
    usages: '可签发的证明',
    suspended: '暂停',
    iss: '签发方网址（iss）',
    crlVersion: '撤销名单号',
  },
  en: {
    kid: 'Key id',
    issuer: 'Issuer',
    kind: 'Kind of credential',
    key: 'Public key',
    notBefore: 'Trusted from',
    notAfter: 'Trusted until',
    usages: 'May state',
    suspended: 'Suspended',
    iss: 'Issuer’s address (iss)',
    crlVersion: 'Number of its revocation list',
  },
};

/** Words for the kinds of credentials that a key signs. */
export const trustKindTexts: Record<Language, Record<TrustEntry['kind'], string>> = {
  'zh-CN': { x509: '健康证明（欧盟、世卫组织 HC1）', jwk: 'SMART 健康卡' },
  en: { x509: 'Health certificate (EU, WHO: HC1)', jwk: 'SMART Health Card' },
};

/** Words for what a key may state. */
export const factKindTexts: Record<Language, Record<FactKind, string>> = {
  'zh-CN': { vaccination: '疫苗接种', test: '检测', recovery: '康复' },
  en: { vaccination: 'vaccination', test: 'test', recovery: 'recovery' },
};

/** Words where a field of a key sets no limit. */
export const noLimitTexts = declareTexts(
  { time: '不限', usages: '全部', iss: '不核对', crlVersion: '无' },
  { time: 'no limit', usages: 'everything', iss: 'not checked', crlVersion: 'none' },
);
