/**
 * Two people changed the same thing at a time. What only one of them changed is taken as that one has it; what both changed
 * otherwise is for a person to choose. Nothing is ever won by whoever came last.
 */

export type Fields = Readonly<Record<string, unknown>>;

/** A field that both changed, each to something else. */
export interface Clash<Field extends string = string> {
  field: Field;
  mine: unknown;
  theirs: unknown;
}

export interface Merged<Form extends Fields> {
  /** Without the clashes: there it has what is stored now. */
  form: Form;
  clashes: Clash<keyof Form & string>[];
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * @param base what the form was filled from
 * @param mine what the person filled in
 * @param theirs what is stored now
 */
export function merge<Form extends Fields>(base: Form, mine: Form, theirs: Form): Merged<Form> {
  const form: Record<string, unknown> = { ...theirs };
  const clashes: Merged<Form>['clashes'] = [];
  for (const field of Object.keys(mine) as (keyof Form & string)[]) {
    if (same(mine[field], base[field]) || same(mine[field], theirs[field])) continue;
    if (same(theirs[field], base[field])) form[field] = mine[field];
    else clashes.push({ field, mine: mine[field], theirs: theirs[field] });
  }
  return { form: form as Form, clashes };
}
