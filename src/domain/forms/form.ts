import * as v from 'valibot';
import type { Fields, ValuesOf } from './field.ts';
import { rowSchema } from './shown.ts';

/**
 * A form as data: its fields, and what must hold between them. One specification for both ends: the page draws and checks
 * the form by it (ui/kit/form), the server checks the request's body by the very same schema (server/http/form-body.ts).
 */
export interface Form<F extends Fields = Fields> {
  /** What its draft on a device lies under. */
  readonly name: string;
  readonly fields: F;
  readonly schema: v.GenericSchema<unknown, ValuesOf<F>>;
}

/** What must hold between fields. It is looked at when those it is `of` are well and at least one is given. */
export interface FormCheck<Values> {
  of: readonly (keyof Values & string)[];
  /** The field at which it is said. */
  at: keyof Values & string;
  problem: string;
  holds: (values: Values) => boolean;
}

/** What is wrong with one field. Problems are names; pages have the words (ui/kit/form/problem-words.ts). */
export interface FieldProblem {
  /** Such as "days", and "rows.2.name" within a repeated group; '' for the whole. */
  path: string;
  problem: string;
}

/** What a checked form of this kind holds. */
export type FormValues<AnyForm extends Form> = v.InferOutput<AnyForm['schema']>;

/** Makes a form. */
export function form<const F extends Fields>(
  name: string,
  fields: F,
  checks: readonly FormCheck<ValuesOf<F>>[] = [],
): Form<F> {
  const schema = v.pipe(
    rowSchema(fields),
    v.rawCheck(({ dataset, addIssue }) => {
      const values = dataset.value as { [name: string]: unknown };
      if (values === null || typeof values !== 'object') return;
      const faulty = new Set(dataset.issues?.map((issue) => issue.path?.[0]?.key));
      for (const { of, at, problem, holds } of checks) {
        if (of.some((field) => faulty.has(field)) || of.every((field) => values[field] === undefined))
          continue;
        if (holds(values as ValuesOf<F>)) continue;
        addIssue({
          message: problem,
          path: [{ type: 'object', origin: 'value', input: values, key: at, value: values[at] }],
        });
      }
    }),
  ) as v.GenericSchema<unknown, unknown> as Form<F>['schema'];
  return { name, fields, schema };
}

/** What a value is checked to be: the form's values, or what is wrong with it, the first of each field. */
export type Checked<Values> = { values: Values; problems: null } | { values: null; problems: FieldProblem[] };

/** Checks what a form gave or a request carries. */
export function checkForm<F extends Fields>({ schema }: Form<F>, given: unknown): Checked<ValuesOf<F>> {
  const result = v.safeParse(schema, given);
  if (result.success) return { values: result.output, problems: null };
  const problems: FieldProblem[] = [];
  for (const issue of result.issues) {
    const path = v.getDotPath(issue) ?? '';
    if (!problems.some((known) => known.path === path)) problems.push({ path, problem: issue.message });
  }
  return { values: null, problems };
}
