import { html, type TemplateResult } from 'lit';
import { limitRanges, type LimitName, type Limits } from '../domain/limits.ts';
import { language } from '../ui/languages.ts';
import { limitOverrideTexts, limitTexts } from '../ui/texts/policy.ts';
import { limitNames, limitScale } from './limit-words.ts';

/**
 * A field for one limit.
 * @param value null: it is not set
 * @param district what holds where it is not set; left out where every limit must be set
 */
export function limitField(
  name: LimitName,
  value: Limits[LimitName] | null,
  district?: Limits,
): TemplateResult {
  const t = limitOverrideTexts[language()];
  const label = limitTexts[language()][name];
  if (name === 'strict') {
    return html`<label
      >${label}<select name="strict">
        ${district ? html`<option value="" ?selected=${value === null}>${t.asDistrict}</option>` : ''}
        <option value="no" ?selected=${value === false}>${t.no}</option>
        <option value="yes" ?selected=${value === true}>${t.yes}</option>
      </select></label
    >`;
  }
  const scale = limitScale(name);
  const { min, max } = limitRanges[name];
  return html`<label
    >${label}<input
      name=${name}
      type="number"
      min=${min / scale}
      max=${max / scale}
      step=${scale === 1 ? 1 : 0.1}
      value=${value === null ? '' : Number(value) / scale}
      placeholder=${district ? String(district[name] / scale) : ''}
      ?required=${!district}
  /></label>`;
}

/** The limits that a form's fields hold; those left empty are not in it. */
export function limitsIn(form: FormData): Partial<Limits> {
  const limits: Partial<Record<LimitName, number | boolean>> = {};
  for (const name of limitNames) {
    const text = String(form.get(name) ?? '');
    if (text === '') continue;
    // Temperatures have one decimal on screen and none in a policy.
    limits[name] = name === 'strict' ? text === 'yes' : Math.round(Number(text) * limitScale(name));
  }
  return limits as Partial<Limits>;
}
