import { readDecimal } from '../text/typed-decimal.ts';
import { dateTimeText, readDateTime, readDay, typedDayText } from '../time/typed-time.ts';
import type { Field, Fields } from './field.ts';
import { shownNames } from './shown.ts';

/**
 * What stands in a field as a person typed or chose it: a text (of a choice: the value's, of what is changed elsewhere: JSON), the texts of several choices, a
 * file (null: none), or the rows of a repeated group.
 */
export type Typed = string | readonly string[] | TypedFile | readonly TypedFields[];
/** In a page a File; null: none is chosen. */
export type TypedFile = { readonly name: string; readonly size: number } | null;
export interface TypedFields {
  readonly [name: string]: Typed;
}

/** What an untouched field holds. */
export function emptyOf(field: Field): Typed {
  if (field.kind === 'multi') return [];
  if (field.kind === 'rows') return Array.from({ length: field.least }, () => emptyRow(field.fields));
  return field.kind === 'file' ? null : '';
}

/** What every field of an untouched row holds. */
export function emptyRow(fields: Fields): TypedFields {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, emptyOf(field)]));
}

/** The value among a field's choices that has this text; the text itself when there is none. */
function chosen(values: readonly unknown[], text: string): unknown {
  return values.find((value) => String(value) === text) ?? text;
}

/**
 * The value of what was typed, for the schema to check: undefined for nothing, NaN for a number, a moment or a day that
 * cannot be read.
 */
export function valueOf(field: Field, typed: Typed | undefined): unknown {
  if (field.kind === 'rows') {
    const rows = typed as readonly TypedFields[] | undefined;
    return rows && rows.length > 0 ? rows.map((row) => valuesOf(field.fields, row)) : undefined;
  }
  if (field.kind === 'multi') {
    const texts = (typed ?? []) as readonly string[];
    return texts.length > 0 ? texts.map((text) => chosen(field.values, text)) : undefined;
  }
  if (field.kind === 'file') return typed ?? undefined;
  const text = String(typed ?? '');
  if (field.kind === 'text') return field.secret ? text || undefined : text.trim() || undefined;
  if (text.trim() === '') return undefined;
  switch (field.kind) {
    case 'json':
      return JSON.parse(text);
    case 'number': {
      const number = readDecimal(text);
      // Scaled values are whole: 37.3 times 100 is not quite.
      return number === null ? NaN : scaled(number, field.scale);
    }
    case 'choice':
      return chosen(field.values, text);
    case 'date-time':
      return readDateTime(text) ?? NaN;
    case 'day':
      return readDay(text) ?? NaN;
    case 'site':
    case 'zone':
      return /^\d{1,10}$/.test(text) ? Number(text) : NaN;
    default:
      return text.trim();
  }
}

function scaled(number: number, scale: number): number {
  return scale === 1 ? number : Number((number * scale).toFixed(6));
}

/** The values of all fields shown; those left empty are not in it. */
export function valuesOf(fields: Fields, typed: TypedFields): { [name: string]: unknown } {
  const all: { [name: string]: unknown } = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = valueOf(field, typed[name]);
    if (value !== undefined) all[name] = value;
  }
  const shown = shownNames(fields, all);
  return Object.fromEntries(Object.entries(all).filter(([name]) => shown.includes(name)));
}

/** What stands in a field that holds this value. */
export function typedOf(field: Field, value: unknown): Typed {
  if (value === undefined || value === null) return emptyOf(field);
  switch (field.kind) {
    case 'rows':
      return (value as { [name: string]: unknown }[]).map((row) => typedFields(field.fields, row));
    case 'multi':
      return (value as unknown[]).map(String);
    case 'file':
      return value as TypedFile;
    case 'json':
      return JSON.stringify(value);
    case 'number':
      return String((value as number) / field.scale);
    case 'date-time':
      return dateTimeText(value as number);
    case 'day':
      return typedDayText(value as number);
    default:
      return String(value);
  }
}

/** What stands in all fields for these values. */
export function typedFields(fields: Fields, values: { readonly [name: string]: unknown }): TypedFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, typedOf(field, values[name])]),
  );
}
