import * as v from 'valibot';
import type { Fields } from './field.ts';

/** Whether a field is shown beside these values; one that hangs on a field not shown is not shown either. */
export function isShown(fields: Fields, name: string, values: { readonly [name: string]: unknown }): boolean {
  const condition = fields[name]?.shownWhen;
  if (!condition) return true;
  return (
    isShown(fields, condition.field, values) &&
    condition.is.some((value) => value === values[condition.field])
  );
}

/** The names of those that are shown, in their order. */
export function shownNames(fields: Fields, values: { readonly [name: string]: unknown }): string[] {
  return Object.keys(fields).filter((name) => isShown(fields, name, values));
}

/** What is no object at all. */
const nothing = v.custom<{ [name: string]: unknown }>(() => false, 'object');

/**
 * The schema of an object with these fields: those shown must fit, those not shown must be missing, and so must all else.
 */
export function rowSchema(fields: Fields): v.GenericSchema<unknown, { [name: string]: unknown }> {
  return v.lazy((input) => {
    if (input === null || typeof input !== 'object' || Array.isArray(input)) return nothing;
    const values = input as { [name: string]: unknown };
    const entries = shownNames(fields, values).map((name) => {
      const { schema, required } = fields[name]!;
      return [name, required ? schema : v.optional(schema)] as const;
    });
    // The library's own words for a missing and for a stray entry differ in what was expected alone.
    return v.strictObject(Object.fromEntries(entries), (issue) =>
      issue.expected === 'never' ? 'stray' : issue.received === 'undefined' ? 'missing' : 'object',
    );
  });
}
