import { choice, text } from '../../forms/fields.ts';
import type { Fields } from '../../forms/field.ts';
import { form, type Form } from '../../forms/form.ts';
import { voiceKeys, type VoiceKey } from '../voice-key.ts';
import type { Rule } from '../policy.ts';

const severities = ['attend', 'refuse'] as const;
const isVoice = (value: unknown): boolean => typeof value === 'string' && value.length > 0;
/** A voice of another version may stay what it is. */
const voice = (now: VoiceKey) =>
  choice(voiceKeys.includes(now) ? voiceKeys : [now, ...voiceKeys], { also: isVoice });
const words = (lang: string) => text({ most: 200, lang });

/**
 * What a form changes of a rule: its texts, its voice and what happens. What the rule requires is not among it, and fields that a
 * rule does not have it does not get.
 */
export function ruleFields(rule: Rule): Fields {
  return {
    'texts/zh-CN': words('zh-CN'),
    'texts/en': words('en'),
    ...(rule.textsWhenUnknown && {
      'textsWhenUnknown/zh-CN': words('zh-CN'),
      'textsWhenUnknown/en': words('en'),
    }),
    severity: choice(severities),
    whenUnknown: choice(severities),
    voice: voice(rule.voice),
    ...(rule.voiceWhenUnknown && { voiceWhenUnknown: voice(rule.voiceWhenUnknown) }),
  };
}

/** The form of one rule; the server checks each rule of a draft by it. */
export const ruleForm = (rule: Rule): Form => form('rule', ruleFields(rule));

/** What the form of a rule holds. */
export function ruleValues(rule: Rule): { [field: string]: string } {
  const { texts, textsWhenUnknown, severity, whenUnknown, voice, voiceWhenUnknown } = rule;
  return {
    'texts/zh-CN': texts['zh-CN'],
    'texts/en': texts.en,
    ...(textsWhenUnknown && {
      'textsWhenUnknown/zh-CN': textsWhenUnknown['zh-CN'],
      'textsWhenUnknown/en': textsWhenUnknown.en,
    }),
    severity,
    whenUnknown,
    voice,
    ...(voiceWhenUnknown && { voiceWhenUnknown }),
  };
}

/** The rule with what its form holds. */
export function ruleWith(rule: Rule, values: { readonly [field: string]: unknown }): Rule {
  const texts = (field: string) => ({
    'zh-CN': String(values[`${field}/zh-CN`]),
    en: String(values[`${field}/en`]),
  });
  return {
    ...rule,
    severity: values['severity'] as Rule['severity'],
    whenUnknown: values['whenUnknown'] as Rule['whenUnknown'],
    voice: values['voice'] as VoiceKey,
    ...(rule.voiceWhenUnknown && { voiceWhenUnknown: values['voiceWhenUnknown'] as VoiceKey }),
    texts: texts('texts'),
    ...(rule.textsWhenUnknown && { textsWhenUnknown: texts('textsWhenUnknown') }),
  };
}
