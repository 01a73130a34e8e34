import { limitsForm } from '../../domain/policy/forms/limit-forms.ts';
import { ruleField } from '../../domain/policy/forms/policy-form.ts';
import { truthLimits, type TruthLimit } from '../../domain/policy/limits.ts';
import type { Rule } from '../../domain/policy/policy.ts';
import { ruleFields } from '../../domain/policy/forms/rule-form.ts';
import { voiceKeys } from '../../domain/policy/voice-key.ts';
import type { FieldGroup } from '../../ui/kit/form/form-groups.ts';
import type { FieldWords, FormWords } from '../../ui/kit/form/form-words.ts';
import { language } from '../../ui/language/languages.ts';
import {
  limitOverrideTexts,
  limitTexts,
  policyTexts,
  severityTexts,
} from '../../ui/texts/authority/policy.ts';
import { voiceTexts } from '../../ui/texts/gate/voices.ts';
import { limitNames } from './limit-words.ts';

/** What the form of a policy says; each rule has fields of its own. */
export function policyWords(rules: readonly Rule[]): FormWords {
  const t = policyTexts[language()];
  const { no, yes, heading } = limitOverrideTexts[language()];
  const limits = limitNames.map((name): [string, FieldWords] => [
    name,
    {
      label: limitTexts[language()][name],
      ...(truthLimits.includes(name as TruthLimit) && { choices: { false: no, true: yes } }),
    },
  ]);
  const severities = severityTexts[language()];
  const voices = Object.fromEntries(voiceKeys.map((key) => [key, voiceTexts[language()][key]]));
  const ofRule: Record<string, FieldWords> = {
    'texts/zh-CN': { label: t.textZh },
    'texts/en': { label: t.textEn },
    'textsWhenUnknown/zh-CN': { label: t.unknownZh },
    'textsWhenUnknown/en': { label: t.unknownEn },
    severity: { label: t.severity, choices: severities },
    whenUnknown: { label: t.whenUnknown, choices: severities },
    voice: { label: t.voice, choices: voices },
    voiceWhenUnknown: { label: t.voiceUnknown, choices: voices },
  };
  const rulesWords = rules.flatMap((rule) =>
    Object.keys(ruleFields(rule)).map((name) => [ruleField(rule, name), ofRule[name]!] as const),
  );
  return {
    submit: t.makeDraft,
    busy: t.makingDraft,
    fields: {
      ...Object.fromEntries([...limits, ...rulesWords]),
      overrides: { label: heading, problems: { open: t.overrideOpen } },
      validDays: { label: t.validDays },
    },
  };
}

/** How the form is laid out: limits, those for categories and sites, each rule folded away, the days. */
export function policyGroups(rules: readonly Rule[]): readonly FieldGroup[] {
  const t = policyTexts[language()];
  return [
    { title: t.limits, fields: Object.keys(limitsForm.fields) },
    { title: '', fields: ['overrides'] },
    {
      title: t.rules,
      hint: t.rulesHint,
      folded: true,
      groups: rules.map((rule) => ({
        title: rule.texts[language()],
        aside: `${severityTexts[language()][rule.severity]} · ${rule.id}`,
        folded: true,
        fields: Object.keys(ruleFields(rule)).map((name) => ruleField(rule, name)),
      })),
    },
    { title: '', fields: ['validDays'] },
  ];
}
