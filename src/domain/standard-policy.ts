import type { Policy, Rule } from './policy.ts';
import type { Proof } from './verification.ts';

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

/** The policy a new district begins with. Thresholds are whole numbers: centi-degrees, hours, doses. */
export function standardPolicy(version: number): Policy {
  return {
    version,
    showing: { pastSeconds: 90, futureSeconds: 30 },
    temperatureWindowMs: 1000,
    rules: [
      proofRule('unreadable', {
        severity: 'refuse',
        voice: 'code-invalid',
        texts: { 'zh-CN': '这不是健康码', en: 'This is not a health code' },
      }),
      proofRule('forged', {
        severity: 'refuse',
        voice: 'code-invalid',
        texts: { 'zh-CN': '无效的健康码：签名不符', en: 'Invalid code: its signature does not hold' },
      }),
      proofRule('expired', {
        severity: 'refuse',
        voice: 'code-expired',
        texts: { 'zh-CN': '健康码已过期，请更新', en: 'The code has expired: renew it' },
      }),
      proofRule('not-yet-valid', {
        severity: 'attend',
        voice: 'attend',
        texts: { 'zh-CN': '健康码尚未生效，请核对时间', en: 'The code is not valid yet: check the clocks' },
      }),
      proofRule('stale', {
        severity: 'refuse',
        voice: 'code-replayed',
        texts: {
          'zh-CN': '这是旧的画面或截屏，请出示实时的健康码',
          en: 'An old picture of a code: show the live code',
        },
      }),
      proofRule('ahead', {
        severity: 'attend',
        voice: 'attend',
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
      {
        id: 'status.red',
        severity: 'refuse',
        whenUnknown: 'attend',
        voice: 'status-red',
        voiceWhenUnknown: 'attend',
        texts: { 'zh-CN': '健康码为红码', en: 'The health code is red' },
        textsWhenUnknown: { 'zh-CN': '健康状态未知', en: 'The health status is not known' },
        logic: { '!': [{ '===': [{ var: 'colour' }, 'red'] }] },
      },
      {
        id: 'status.yellow',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'attend',
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
        textsWhenUnknown: { 'zh-CN': '没有核酸检测结果', en: 'No nucleic acid result is known' },
        logic: { '!': [{ '===': [{ var: 'result' }, 'positive'] }] },
      },
      {
        id: 'result.age',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'result-old',
        voiceWhenUnknown: 'result-missing',
        texts: { 'zh-CN': '核酸检测已超过 72 小时', en: 'The last nucleic acid test is older than 72 hours' },
        textsWhenUnknown: { 'zh-CN': '没有核酸检测结果', en: 'No nucleic acid result is known' },
        logic: { '<': [{ var: 'sampleAgeHours' }, 72] },
      },
      {
        id: 'temperature.high',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'temperature-high',
        voiceWhenUnknown: 'temperature-missing',
        texts: { 'zh-CN': '体温异常，请复测', en: 'High temperature: measure again' },
        textsWhenUnknown: { 'zh-CN': '未测到体温', en: 'No temperature was measured' },
        logic: { '<': [{ var: 'temperature' }, 3730] },
      },
      {
        id: 'temperature.low',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'temperature-missing',
        texts: {
          'zh-CN': '体温读数过低，请复测',
          en: 'The temperature is too low to be right: measure again',
        },
        textsWhenUnknown: { 'zh-CN': '未测到体温', en: 'No temperature was measured' },
        logic: { '>=': [{ var: 'temperature' }, 3450] },
      },
      {
        id: 'bundle.age',
        severity: 'attend',
        whenUnknown: 'attend',
        voice: 'data-old',
        texts: { 'zh-CN': '哨兵数据已过期', en: "The sentry's data is too old" },
        logic: { '<': [{ var: 'bundleAgeHours' }, 72] },
      },
    ],
  };
}
