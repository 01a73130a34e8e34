import { cardBesideRule } from './card-beside.ts';
import type { Limits } from './limits.ts';
import type { Policy, Rule } from './policy.ts';
import type { Proof } from '../credential/verification.ts';

/** A rule on how the credential was proved. They come first and end the evaluation: an unproved person has no facts. */
function proofRule(proof: Proof, rule: Pick<Rule, 'severity' | 'voice' | 'texts'>): Rule {
  return {
    id: `proof.${proof}`,
    whenUnknown: 'attend',
    logic: { '!': [{ '===': [{ var: 'proof' }, proof] }] },
    last: true,
    ...rule,
  };
}

/** The limits a new district begins with. */
export const standardLimits: Limits = {
  temperatureHigh: 3730,
  temperatureLow: 3450,
  temperatureDoubtful: 3700,
  testValidHours: 72,
  requiredDoses: 0,
  statusMaxHours: 24,
  dataMaxHours: 48,
  strict: false,
  strictLanes: 2,
  cardBeside: false,
};

/** The policy a new district begins with. Thresholds are whole numbers: centi-degrees, hours, doses. */
export function standardPolicy(version: number): Policy {
  return {
    version,
    showing: { pastSeconds: 90, futureSeconds: 30 },
    temperatureWindowMs: 1000,
    limits: standardLimits,
    overrides: [],
    rules: [
      proofRule('unreadable', {
        severity: 'refuse',
        voice: 'code-unreadable',
        texts: { 'zh-CN': '这不是健康码', en: 'This is not a health code' },
      }),
      proofRule('forged', {
        severity: 'refuse',
        voice: 'code-invalid',
        texts: { 'zh-CN': '无效的健康码：签名不符', en: 'Invalid code: its signature is not valid' },
      }),
      proofRule('expired', {
        severity: 'refuse',
        voice: 'code-expired',
        texts: { 'zh-CN': '健康码已过期，请更新', en: 'The code has expired: renew it' },
      }),
      proofRule('not-yet-valid', {
        severity: 'attend',
        voice: 'code-early',
        texts: { 'zh-CN': '健康码尚未生效，请核对时间', en: 'The code is not valid yet: check the clocks' },
      }),
      proofRule('stale', {
        severity: 'refuse',
        voice: 'code-old-picture',
        texts: {
          'zh-CN': '这是旧的画面或截屏，请出示实时的健康码',
          en: 'An old picture of a code: show the live code',
        },
      }),
      proofRule('ahead', {
        severity: 'attend',
        voice: 'clock-ahead',
        texts: {
          'zh-CN': '手机时间不准，请校准后再扫',
          en: "The phone's clock is ahead: set it and scan again",
        },
      }),
      proofRule('replayed', {
        severity: 'refuse',
        voice: 'code-replayed',
        texts: {
          'zh-CN': '此码刚刚已使用，请等待刷新',
          en: 'This code was just used: wait for the next one',
        },
      }),
      proofRule('revoked', {
        severity: 'refuse',
        voice: 'credential-revoked',
        texts: { 'zh-CN': '此凭证已被撤销', en: 'This credential has been revoked' },
      }),
      proofRule('incomplete', {
        severity: 'attend',
        voice: 'show-others',
        texts: { 'zh-CN': '请继续出示其余的二维码', en: 'Show the other codes of this card as well' },
      }),
      proofRule('unregistered', {
        severity: 'attend',
        voice: 'not-on-record',
        texts: {
          'zh-CN': '本区没有此人的记录：请人工核验，可到服务窗口登记',
          en: 'This person is not on record here: check by hand; a desk can register them',
        },
      }),
      proofRule('unconfirmed', {
        severity: 'attend',
        voice: 'not-confirmed',
        texts: {
          'zh-CN': '暂时无法查询健康状态：请人工核验',
          en: 'The status could not be asked for just now: check by hand',
        },
      }),
      proofRule('document-over', {
        severity: 'attend',
        voice: 'document-over',
        texts: { 'zh-CN': '证件已过有效期：请人工核验', en: 'The document has expired: check by hand' },
      }),
      {
        id: 'pass.denied',
        severity: 'refuse',
        whenUnknown: 'attend',
        voice: 'pass-revoked',
        voiceWhenUnknown: 'data-old',
        texts: {
          'zh-CN': '健康状态已变更，此码已停用',
          en: 'The health status has changed: this pass was revoked',
        },
        textsWhenUnknown: {
          'zh-CN': '没有停用名单，无法确认',
          en: 'There is no list of revoked passes to check',
        },
        when: { '===': [{ var: 'kind' }, 'pass'] },
        logic: { '===': [{ var: 'denied' }, false] },
      },
      {
        id: 'identity.paper',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'paper-pass',
        texts: {
          'zh-CN': '纸质码：请核对身份证并查询状态',
          en: 'Paper pass: check the ID card and look up the status',
        },
        logic: { '!': [{ '===': [{ var: 'kind' }, 'paper'] }] },
        last: true,
      },
      {
        id: 'identity.foreign',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'check-identity',
        texts: {
          'zh-CN': '外部凭证不能证明持有人：请核对身份',
          en: 'A foreign credential does not prove its bearer: check the identity',
        },
        logic: { in: [{ var: 'kind' }, ['pass', 'paper', 'id-card', 'travel-document', 'health-code']] },
      },
      {
        id: 'identity.mismatch',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'different-person',
        voiceWhenUnknown: 'check-identity',
        texts: { 'zh-CN': '出示的凭证不是同一个人的', en: 'The proofs shown name different persons' },
        textsWhenUnknown: {
          'zh-CN': '无法确认出示的凭证属于同一个人',
          en: 'Whether the proofs shown are of one person is unknown',
        },
        logic: { '===': [{ var: 'mismatch' }, false] },
      },
      {
        // Where no picture of a screen is taken for a person, no namesake's paper is either.
        id: 'identity.mask',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'check-identity',
        texts: {
          'zh-CN': '外部凭证仅凭脱敏姓名对应：请核对身份证',
          en: 'The foreign credential matches by masked name only: check the ID card',
        },
        when: { '===': [{ var: 'limits.strict' }, true] },
        logic: { '!': [{ '===': [{ var: 'joined' }, 'mask'] }] },
      },
      cardBesideRule,
      {
        id: 'challenge.missing',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'scan-sentry-first',
        texts: {
          'zh-CN': '此处须用手机扫哨兵屏幕上的码后再出示',
          en: 'Here the phone must first scan the code on the sentry’s screen',
        },
        // A card's chip was there, which no picture is; every other proof is as good as its picture.
        when: {
          and: [
            { '===': [{ var: 'limits.strict' }, true] },
            { '===': [{ var: 'atGate' }, true] },
            { '!': [{ '===': [{ var: 'kind' }, 'id-card'] }] },
          ],
        },
        logic: { '===': [{ var: 'challenged' }, true] },
      },
      {
        id: 'status.red',
        severity: 'refuse',
        whenUnknown: 'attend',
        voice: 'status-red',
        voiceWhenUnknown: 'status-unknown',
        texts: { 'zh-CN': '健康码为红码', en: 'The health code is red' },
        textsWhenUnknown: { 'zh-CN': '健康状态未知', en: 'The health status is not known' },
        logic: { '!': [{ '===': [{ var: 'colour' }, 'red'] }] },
      },
      {
        id: 'status.yellow',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'status-yellow',
        voiceWhenUnknown: 'status-unknown',
        texts: { 'zh-CN': '健康码为黄码', en: 'The health code is yellow' },
        textsWhenUnknown: { 'zh-CN': '健康状态未知', en: 'The health status is not known' },
        logic: { in: [{ var: 'colour' }, ['green', 'red']] },
      },
      {
        id: 'result.positive',
        severity: 'refuse',
        whenUnknown: 'attend',
        voice: 'result-positive',
        voiceWhenUnknown: 'result-missing',
        texts: { 'zh-CN': '核酸检测结果为阳性', en: 'The last nucleic acid test is positive' },
        textsWhenUnknown: { 'zh-CN': '没有核酸检测结果', en: 'No nucleic acid test result is known' },
        logic: { '!': [{ '===': [{ var: 'result' }, 'positive'] }] },
      },
      {
        id: 'result.age',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'result-old',
        voiceWhenUnknown: 'result-missing',
        texts: { 'zh-CN': '核酸检测已过期', en: 'The last nucleic acid test is too old' },
        textsWhenUnknown: { 'zh-CN': '没有核酸检测结果', en: 'No nucleic acid test result is known' },
        logic: { '<': [{ var: 'sampleAgeHours' }, { var: 'limits.testValidHours' }] },
      },
      {
        id: 'temperature.high',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'temperature-high',
        voiceWhenUnknown: 'temperature-missing',
        texts: { 'zh-CN': '体温异常，请复测', en: 'High temperature: measure again' },
        textsWhenUnknown: { 'zh-CN': '未测到体温', en: 'No temperature was measured' },
        when: { '===': [{ var: 'measuresTemperature' }, true] },
        logic: { '<': [{ var: 'temperature' }, { var: 'limits.temperatureHigh' }] },
      },
      {
        id: 'temperature.low',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'temperature-low',
        voiceWhenUnknown: 'temperature-missing',
        texts: {
          'zh-CN': '体温读数过低，请复测',
          en: 'The temperature is too low to be right: measure again',
        },
        textsWhenUnknown: { 'zh-CN': '未测到体温', en: 'No temperature was measured' },
        when: { '===': [{ var: 'measuresTemperature' }, true] },
        logic: { '>=': [{ var: 'temperature' }, { var: 'limits.temperatureLow' }] },
      },
      {
        id: 'result.pending',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'result-pending',
        texts: { 'zh-CN': '核酸检测结果未出', en: 'The nucleic acid test has no result yet' },
        textsWhenUnknown: { 'zh-CN': '没有核酸检测结果', en: 'No nucleic acid test result is known' },
        logic: { '!': [{ '===': [{ var: 'result' }, 'pending'] }] },
      },
      {
        id: 'doses.required',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'doses-missing',
        voiceWhenUnknown: 'doses-unknown',
        texts: { 'zh-CN': '疫苗剂次不足', en: 'Fewer vaccine doses than required here' },
        textsWhenUnknown: { 'zh-CN': '疫苗接种情况未知', en: 'The vaccine doses are not known' },
        when: { '>': [{ var: 'limits.requiredDoses' }, 0] },
        logic: { '>=': [{ var: 'doses' }, { var: 'limits.requiredDoses' }] },
      },
      {
        id: 'status.age',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'status-old',
        voiceWhenUnknown: 'status-unknown',
        texts: {
          'zh-CN': '健康状态数据过旧，请更新健康码',
          en: 'The status is too old: renew the health code',
        },
        logic: { '<=': [{ var: 'statusAgeHours' }, { var: 'limits.statusMaxHours' }] },
      },
      {
        id: 'data.age',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'data-old',
        texts: {
          'zh-CN': '哨兵太久未联网，不再自动放行',
          en: 'The sentry was offline for too long to admit automatically',
        },
        textsWhenUnknown: {
          'zh-CN': '哨兵从未与服务器核对数据',
          en: 'The sentry has not been confirmed by the server yet',
        },
        logic: { '<': [{ var: 'dataAgeHours' }, { var: 'limits.dataMaxHours' }] },
      },
    ],
  };
}
