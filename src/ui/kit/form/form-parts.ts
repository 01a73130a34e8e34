// A list in one field is merged part by part: of two people, each may change the limits of another site.
import type { Fields } from '../../../domain/forms/field.ts';
import type { Typed, TypedFields } from '../../../domain/forms/typed.ts';
import { merge, type Merged } from '../action/merge.ts';

type Sides = [base: TypedFields, mine: TypedFields, theirs: TypedFields];

/** Merges what was typed: field by field, and a list that has parts part by part. A clash of a part is of the field `list#part`. */
export function mergeTyped(fields: Fields, ...sides: Sides): Merged<TypedFields> {
  const apart = sides.map((typed) => inParts(fields, typed));
  // What one of them does not have is an empty part there.
  const parts = apart.flatMap((typed) => Object.keys(typed)).filter((name) => listOf(fields, name) !== name);
  const none = Object.fromEntries(parts.map((name) => [name, '[]']));
  const [base, mine, theirs] = apart.map((typed) => ({ ...none, ...typed })) as Sides;
  const { form, clashes } = merge(base, mine, theirs);
  const changed = Object.entries(form).filter(([name, typed]) => typed !== theirs[name]);
  return {
    form: withParts(fields, sides[2], Object.fromEntries(changed)),
    // What the form no longer has is gone from it.
    clashes: clashes.filter(({ field }) => listOf(fields, field) in fields),
  };
}

/** What was typed, with these fields and parts instead. A part keeps its place in its list, a new one comes last. */
export function withParts(fields: Fields, typed: TypedFields, instead: TypedFields): TypedFields {
  const all: { [name: string]: Typed } = { ...typed };
  for (const [name, other] of Object.entries(instead)) {
    const list = listOf(fields, name);
    all[list] = list === name ? other : withPart(itemsOf(all[list]), name, partOf(fields, list)!, other);
  }
  return all;
}

/** The field in which something that was merged stands: its own, or the list whose part it is. */
export function listOf(fields: Fields, name: string): string {
  const list = name.slice(0, Math.max(0, name.indexOf('#')));
  return name in fields || !partOf(fields, list) ? name : list;
}

/** The items of a list, as it was typed. */
export function itemsOf(typed: Typed | undefined): unknown[] {
  return JSON.parse(String(typed || '[]')) as unknown[];
}

/** What a part of this list is called by any of its items; null: the field is no list with parts. */
function partOf(fields: Fields, list: string): ((item: unknown) => string) | null {
  const field = fields[list];
  if (field?.kind !== 'json' || !field.partOf) return null;
  const { partOf: own } = field;
  return (item) => `${list}#${own(item)}`;
}

function inParts(fields: Fields, typed: TypedFields): TypedFields {
  const apart: { [name: string]: Typed } = {};
  for (const [name, value] of Object.entries(typed)) {
    const part = partOf(fields, name);
    if (part === null) apart[name] = value;
    else
      for (const item of itemsOf(value))
        apart[part(item)] = JSON.stringify([...itemsOf(apart[part(item)]), item]);
  }
  return apart;
}

function withPart(list: unknown[], name: string, part: (item: unknown) => string, typed: Typed): Typed {
  const at = list.findIndex((item) => part(item) === name);
  const rest = list.filter((item) => part(item) !== name);
  rest.splice(at < 0 ? rest.length : at, 0, ...itemsOf(typed));
  return JSON.stringify(rest);
}
