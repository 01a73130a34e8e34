import { html, nothing, type TemplateResult } from 'lit';
import type { Rule } from '../domain/policy.ts';
import { voiceKeys, type VoiceKey } from '../domain/voice-key.ts';
import { language } from '../ui/languages.ts';
import { policyTexts, severityTexts } from '../ui/texts/policy.ts';
import { voiceTexts } from '../ui/texts/voices.ts';

/** What a form changes of a rule, under names that begin with the rule's id. Fields that the rule does not have are not there. */
export function ruleFields(rule: Rule): TemplateResult {
  const t = policyTexts[language()];
  const { id, texts, textsWhenUnknown, severity, whenUnknown, voice, voiceWhenUnknown } = rule;
  return html`<details class="rule">
    <summary>
      <span>${texts[language()]}</span>
      <span class="soft">${severityTexts[language()][severity]} · <code>${id}</code></span>
    </summary>
    <div class="fields">
      ${textField(t.textZh, `${id}/texts/zh-CN`, texts['zh-CN'], 'zh-CN')}
      ${textField(t.textEn, `${id}/texts/en`, texts.en, 'en')}
      ${
        textsWhenUnknown
          ? html`${textField(t.unknownZh, `${id}/textsWhenUnknown/zh-CN`, textsWhenUnknown['zh-CN'], 'zh-CN')}
            ${textField(t.unknownEn, `${id}/textsWhenUnknown/en`, textsWhenUnknown.en, 'en')}`
          : nothing
      }
      ${severityField(t.severity, `${id}/severity`, severity)}
      ${severityField(t.whenUnknown, `${id}/whenUnknown`, whenUnknown)}
      ${voiceField(t.voice, `${id}/voice`, voice)}
      ${voiceWhenUnknown ? voiceField(t.voiceUnknown, `${id}/voiceWhenUnknown`, voiceWhenUnknown) : nothing}
    </div>
  </details>`;
}

function textField(label: string, name: string, value: string, lang: string): TemplateResult {
  return html`<label
    >${label}<input name=${name} lang=${lang} value=${value} maxlength="200" required
  /></label>`;
}

function severityField(label: string, name: string, value: Rule['severity']): TemplateResult {
  const words = severityTexts[language()];
  return html`<label
    >${label}<select name=${name}>
      <option value="attend" ?selected=${value === 'attend'}>${words.attend}</option>
      <option value="refuse" ?selected=${value === 'refuse'}>${words.refuse}</option>
    </select></label
  >`;
}

function voiceField(label: string, name: string, value: VoiceKey): TemplateResult {
  const words = voiceTexts[language()];
  // A key of another version has no words here, and stays what it is.
  const keys = voiceKeys.includes(value) ? voiceKeys : [value, ...voiceKeys];
  return html`<label
    >${label}<select name=${name}>
      ${keys.map((key) => html`<option value=${key} ?selected=${key === value}>${words[key] ?? key}</option>`)}
    </select></label
  >`;
}

/** The rule as the form's fields have it. */
export function ruleIn(form: FormData, rule: Rule): Rule {
  const text = (field: string) => String(form.get(`${rule.id}/${field}`));
  const texts = (field: string) => ({
    'zh-CN': text(`${field}/zh-CN`).trim(),
    en: text(`${field}/en`).trim(),
  });
  return {
    ...rule,
    severity: text('severity') as Rule['severity'],
    whenUnknown: text('whenUnknown') as Rule['whenUnknown'],
    voice: text('voice') as VoiceKey,
    ...(rule.voiceWhenUnknown && { voiceWhenUnknown: text('voiceWhenUnknown') as VoiceKey }),
    texts: texts('texts'),
    ...(rule.textsWhenUnknown && { textsWhenUnknown: texts('textsWhenUnknown') }),
  };
}
