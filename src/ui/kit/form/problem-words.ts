import type { Field } from '../../../domain/forms/field.ts';
import { dateTimeText, typedDayText } from '../../../domain/time/typed-time.ts';
import { language } from '../../language/languages.ts';
import { numberTexts } from '../../texts/common/number.ts';
import { formTexts } from '../../texts/kit/form.ts';
import type { FieldWords } from './form-words.ts';

/** A problem of a field in words: the same at the field and in the summary, whether the page or the server found it. */
export function problemWords(problem: string, field: Field, words: FieldWords): string {
  const own = words.problems?.[problem];
  if (own) return own;
  const t = formTexts[language()];
  switch (problem) {
    case 'missing':
      return field.kind === 'choice' || field.kind === 'multi' ? t.missingChoice : t.missing;
    case 'text':
    case 'characters':
    case 'email':
    case 'phone':
    case 'choice':
    case 'time':
    case 'day':
    case 'before':
    case 'site':
    case 'file':
    case 'stray':
      return t[problem];
    case 'id-number':
      return t.idNumber;
    case 'document-number':
      return t.documentNumber;
    case 'web-address':
      return t.webAddress;
    case 'file-empty':
      return t.fileEmpty;
    default:
      return boundWords(problem, field) ?? t.unknown;
  }
}

/** Of problems that name what the field allows. */
function boundWords(problem: string, field: Field): string | null {
  const t = formTexts[language()];
  if (problem === 'number' && field.kind === 'number') {
    const { whole, decimal } = numberTexts[language()];
    return (field.decimals === 0 ? whole : decimal)(
      String(field.min / field.scale),
      String(field.max / field.scale),
    );
  }
  if (problem === 'short' && 'least' in field) return t.short(String(field.least));
  if (problem === 'few' && 'least' in field) return t.few(String(field.least));
  if (problem === 'long' && 'most' in field) return t.long(String(field.most));
  if (problem === 'many' && 'most' in field) return t.many(String(field.most));
  if (problem === 'file-long' && field.kind === 'file') return t.fileLong(sizeText(field.mostBytes));
  if (problem === 'day-outside' && field.kind === 'day')
    return t.dayBetween(typedDayText(field.min), typedDayText(field.max));
  if (problem === 'time-outside' && field.kind === 'date-time') {
    const [from, to] = [field.min, field.max].map((at) => (at === null ? null : dateTimeText(at)));
    return from && to ? t.timeBetween(from, to) : from ? t.timeFrom(from) : to ? t.timeTo(to) : null;
  }
  return null;
}

function sizeText(bytes: number): string {
  return bytes < 1 << 20 ? `${Math.floor(bytes / 1024)} kB` : `${Math.floor(bytes / (1 << 20))} MB`;
}
