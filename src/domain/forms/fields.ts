import * as v from 'valibot';
import { rowSchema } from './shown.ts';
import type { Choosable, Condition, Field, FieldKind, Fields, TextFormat, ValuesOf } from './field.ts';

/** What every kind of field may say of itself. */
export interface Asked {
  optional?: boolean;
  shownWhen?: Condition;
  personal?: boolean;
}
type Sure<O> = O extends { optional: true } | { shownWhen: Condition } ? false : true;

function field<Value, O extends Asked>(
  kind: FieldKind,
  schema: v.GenericSchema<unknown, Value>,
  asked: O,
): Field<Value, Sure<O>> {
  return {
    ...kind,
    schema,
    required: !asked.optional,
    shownWhen: asked.shownWhen ?? null,
    personal: asked.personal ?? false,
  } as Field<Value, Sure<O>>;
}

/** What is said of a value of another type: nothing was given, or nothing that could be it. */
const orMissing = (problem: string) => (issue: { input: unknown }) =>
  issue.input === undefined || issue.input === '' ? 'missing' : problem;

// oxlint-disable-next-line no-control-regex -- these are what it is about
const control = /[\u0000-\u001f\u007f-\u009f]/;

/** A line of text; blanks around it count for nothing, unless it is secret. */
export function text<
  const O extends Asked & {
    least?: number;
    most: number;
    secret?: boolean;
    format?: TextFormat;
    autocomplete?: string;
    lang?: string;
  },
>(asked: O): Field<string, Sure<O>> {
  const { least = 1, most, secret = false, format = null, autocomplete = 'off', lang = null } = asked;
  const schema = v.pipe(
    v.string(orMissing('text')),
    v.maxLength(most, 'long'),
    v.transform((given) => (secret ? given : given.trim())),
    v.minLength(1, 'missing'),
    v.check((given) => secret || !control.test(given), 'characters'),
    v.minLength(least, 'short'),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      if (!format) return dataset.value;
      const read = format.read(dataset.value);
      if (read !== null) return read;
      addIssue({ message: format.problem });
      return NEVER;
    }),
  );
  return field({ kind: 'text', least, most, secret, format, autocomplete, lang }, schema, asked);
}

/** A text of several lines. */
export function longText<const O extends Asked & { least?: number; most: number }>(
  asked: O,
): Field<string, Sure<O>> {
  const { least = 1, most } = asked;
  const schema = v.pipe(
    v.string(orMissing('text')),
    v.trim(),
    v.minLength(1, 'missing'),
    v.minLength(least, 'short'),
    v.maxLength(most, 'long'),
  );
  return field({ kind: 'long-text', least, most }, schema, asked);
}

/**
 * A number.
 * @param asked `min`, `max` in the value's unit; `decimals` that may be typed (none when left out); `scale`: how many of the
 *   value's units make one of what is typed: a temperature is typed as 37.3 and kept as 3730. Scaled values are whole.
 */
export function number<
  const O extends Asked & { min: number; max: number; decimals?: number; scale?: number },
>(asked: O): Field<number, Sure<O>> {
  const { min, max, decimals = 0, scale = 1 } = asked;
  const isFine = (value: number): boolean =>
    value >= min && value <= max && Number((value / scale).toFixed(decimals)) === value / scale;
  const schema = v.pipe(v.number(orMissing('number')), v.check(isFine, 'number'));
  return field({ kind: 'number', min, max, decimals, scale }, schema, asked);
}

/** One of some values. @param asked.also what else is taken where the values are not known, as on the server */
export function choice<
  const Value extends Choosable,
  const O extends Asked & { also?: (value: unknown) => boolean },
>(values: readonly Value[], asked: O = {} as O): Field<Value, Sure<O>> {
  const isOne = (value: unknown): value is Value =>
    values.includes(value as Value) || (asked.also?.(value) ?? false);
  const schema = v.custom<Value>(isOne, orMissing('choice'));
  return field({ kind: 'choice', values }, schema, asked);
}

/** Several of some values, each once. @param asked.least how many must be chosen; one when left out, none where optional */
export function multi<const Value extends Choosable, const O extends Asked & { least?: number }>(
  values: readonly Value[],
  asked: O = {} as O,
): Field<Value[], Sure<O>> {
  const { least = asked.optional ? 0 : 1 } = asked;
  const schema = v.pipe(
    v.array(
      v.custom<Value>((value) => values.includes(value as Value), 'choice'),
      orMissing('choice'),
    ),
    v.check((chosen) => new Set(chosen).size === chosen.length, 'choice'),
    v.check((chosen) => chosen.length > 0 || least === 0, 'missing'),
    v.minLength(least, 'few'),
  );
  return field({ kind: 'multi', values, least }, schema, asked);
}

/** The last moment that a date can hold, UTC ms. */
const lastMs = 8.64e15;

/** A moment, UTC ms. @param asked bounds, both included, UTC ms */
export function dateTime<const O extends Asked & { min?: number; max?: number }>(
  asked: O = {} as O,
): Field<number, Sure<O>> {
  const { min = null, max = null } = asked;
  const schema = v.pipe(
    v.number(orMissing('time')),
    v.check((at) => Number.isInteger(at) && Math.abs(at) <= lastMs, 'time'),
    v.check((at) => (min === null || at >= min) && (max === null || at <= max), 'time-outside'),
  );
  return field({ kind: 'date-time', min, max }, schema, asked);
}

function isDay(day: number): boolean {
  const [year, month, date] = [Math.floor(day / 10_000), Math.floor(day / 100) % 100, day % 100];
  const at = new Date(Date.UTC(year, month - 1, date));
  return at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
}

/** A day of the district, YYYYMMDD. @param asked bounds, both included */
export function day<const O extends Asked & { min: number; max: number }>(asked: O): Field<number, Sure<O>> {
  const { min, max } = asked;
  const schema = v.pipe(
    v.number(orMissing('day')),
    v.check((at) => Number.isInteger(at) && isDay(at), 'day'),
    v.check((at) => at >= min && at <= max, 'day-outside'),
  );
  return field({ kind: 'day', min, max }, schema, asked);
}

const placeNumber = (least: number) =>
  v.pipe(
    v.number(orMissing('site')),
    v.check((at) => Number.isInteger(at) && at >= least && at <= 0x7fffffff, 'site'),
  );

/** A site, by its number. */
export function site<const O extends Asked & { withSentries?: boolean }>(
  asked: O = {} as O,
): Field<number, Sure<O>> {
  return field({ kind: 'site', withSentries: asked.withSentries ?? false }, placeNumber(1), asked);
}

/** A zone of the site in another field, by its number; 0: the whole site. */
export function zone<const O extends Asked>(siteField: string, asked: O = {} as O): Field<number, Sure<O>> {
  return field({ kind: 'zone', siteField }, placeNumber(0), asked);
}

/** What a form knows of a file; in a page it is a File. */
export interface ChosenFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

function isFile(value: unknown): value is ChosenFile {
  const { name, size } = (value ?? {}) as Partial<ChosenFile>;
  return typeof name === 'string' && typeof size === 'number';
}

/** A file of the device. @param asked.accept endings and media types that a page offers */
export function file<const O extends Asked & { accept: readonly string[]; mostBytes: number }>(
  asked: O,
): Field<ChosenFile, Sure<O>> {
  const { accept, mostBytes } = asked;
  const schema = v.pipe(
    v.custom<ChosenFile>(isFile, orMissing('file')),
    v.check(({ size }) => size > 0, 'file-empty'),
    v.check(({ size }) => size <= mostBytes, 'file-long'),
  );
  return field({ kind: 'file', accept, mostBytes }, schema, asked);
}

/** Any value of a schema, changed by an element of the page's own. @param asked.partOf of a list: see JsonKind */
export function json<Value, const O extends Asked & { partOf?: (item: ItemOf<Value>) => string }>(
  schema: v.GenericSchema<unknown, Value>,
  asked: O = {} as O,
): Field<Value, Sure<O>> {
  const partOf = (asked.partOf ?? null) as ((item: unknown) => string) | null;
  return field({ kind: 'json', partOf }, schema, asked);
}
type ItemOf<Value> = Value extends readonly (infer Item)[] ? Item : never;

/** The same fields several times. @param asked how many rows at least (1 when left out) and at most */
export function rows<const F extends Fields, const O extends Asked & { least?: number; most: number }>(
  fields: F,
  asked: O,
): Field<ValuesOf<F>[], Sure<O>> {
  const { least = asked.optional ? 0 : 1, most } = asked;
  const schema = v.pipe(
    v.array(rowSchema(fields), orMissing('rows')),
    v.check((list) => list.length > 0 || least === 0, 'missing'),
    v.minLength(least, 'few'),
    v.maxLength(most, 'many'),
  ) as v.GenericSchema<unknown, unknown> as v.GenericSchema<unknown, ValuesOf<F>[]>;
  return field({ kind: 'rows', fields, least, most }, schema, asked);
}
