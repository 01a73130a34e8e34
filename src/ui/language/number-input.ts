import { html, type TemplateResult } from 'lit';
import { readDecimal } from '../../domain/text/typed-decimal.ts';
import { language } from './languages.ts';
import { numberTexts } from '../texts/common/number.ts';

/** What a field for a number asks for. */
export interface NumberAsked {
  name: string;
  /** What stands in it at first; null: nothing. */
  value: number | null;
  min: number;
  max: number;
  /** How many digits may follow the point; none when left out. */
  decimals?: number;
  required?: boolean;
  placeholder?: string;
}

function faultOf(text: string, { min, max, decimals = 0 }: NumberAsked): string {
  if (text.trim() === '') return '';
  const number = readDecimal(text);
  const fits =
    number !== null && number >= min && number <= max && Number(number.toFixed(decimals)) === number;
  const t = numberTexts[language()];
  return fits ? '' : (decimals === 0 ? t.whole : t.decimal)(String(min), String(max));
}

/**
 * A field for a number. Not one of type "number": that empties itself without a word when somebody types full-width digits
 * or a decimal comma. It is read with `numberIn`.
 */
export function numberInput(asked: NumberAsked): TemplateResult {
  const check = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    input.setCustomValidity(faultOf(input.value, asked));
  };
  const tidy = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const number = readDecimal(input.value);
    if (number !== null && input.validity.valid) input.value = String(number);
  };
  return html`<input
    name=${asked.name}
    inputmode=${asked.decimals ? 'decimal' : 'numeric'}
    autocomplete="off"
    maxlength="24"
    placeholder=${asked.placeholder ?? ''}
    ?required=${asked.required ?? false}
    .defaultValue=${asked.value === null ? '' : String(asked.value)}
    @input=${check}
    @change=${tidy}
  />`;
}

/** The number in a form's field; NaN when it is empty or no number. */
export function numberIn(form: FormData, name: string): number {
  return readDecimal(String(form.get(name) ?? '')) ?? NaN;
}
