import type { Fields } from '../../../domain/forms/field.ts';
import type { Form } from '../../../domain/forms/form.ts';
import {
  typedFields,
  valuesOf,
  type Typed,
  type TypedFields,
  type TypedFile,
} from '../../../domain/forms/typed.ts';
import type { Clash, Merged } from '../action/merge.ts';
import type { FormDraft } from './form-drafts.ts';

type Values = { readonly [name: string]: unknown };

/** How what two people typed becomes one: see form-clash.ts. */
export interface Merging {
  merge: (fields: Fields, base: TypedFields, mine: TypedFields, theirs: TypedFields) => Merged<TypedFields>;
  /** What was typed, with what was chosen of clashes. */
  fill: (fields: Fields, typed: TypedFields, chosen: TypedFields) => TypedFields;
}
let merging: Merging;
/** Makes it known, so that forms which nobody else changes do not load it. */
export function mergeBy(how: Merging): void {
  merging = how;
}

/** What is typed into a form: on what it was begun, what a draft kept of it, and what somebody else changed meanwhile as well. */
export class FormEntry {
  typed: TypedFields = {};
  /** What both changed, each otherwise. Until one is chosen of each, what is typed stands in neither. */
  clashes: readonly Clash[] = [];
  /** When the draft was kept that is filled in, UTC ms; null: none is. */
  draftAt: number | null = null;
  #first: TypedFields = {};
  #form!: Form;
  #draft: FormDraft | null = null;
  #isShared = false;

  /** Whether something was typed or chosen that is not sent. */
  get isUnsaved(): boolean {
    return this.clashes.length > 0 || fingerprint(this.typed) !== fingerprint(this.#first);
  }

  /** What is typed now, as values that are not checked. */
  get values(): { [name: string]: unknown } {
    return valuesOf(this.#form.fields, this.typed);
  }

  /**
   * Begins anew with these values, and with what a draft kept of them.
   * @param isShared whether other people change them; else they are only what the form proposes
   */
  begin(form: Form, values: Values, draft: FormDraft | null, isShared: boolean): void {
    this.#isShared = isShared;
    this.#form = form;
    this.#draft = draft;
    this.#first = typedFields(form.fields, values);
    this.typed = this.#first;
    this.clashes = [];
    const kept = draft?.read(form.fields);
    if (kept) this.#goOn({ ...this.#first, ...kept.first }, { ...this.#first, ...kept.typed });
    this.draftAt = kept && this.isUnsaved ? kept.at : null;
  }

  /** Others are stored by now: goes on with what was typed, on those. */
  update(form: Form, values: Values): void {
    const [first, typed, clashes] = [this.#first, this.typed, this.clashes];
    this.#form = form;
    this.#first = typedFields(form.fields, values);
    // What was not chosen yet is still as this person had it.
    const mine = Object.fromEntries(clashes.map((clash) => [clash.field, clash.mine as Typed]));
    this.#goOn(first, merging.fill(form.fields, typed, mine));
  }

  set(typed: TypedFields): void {
    this.typed = typed;
    this.#keep();
  }

  /** Of what both changed, what it is to be. */
  choose(chosen: TypedFields): void {
    this.clashes = [];
    this.set(merging.fill(this.#form.fields, this.typed, chosen));
  }

  /** It was sent and taken. */
  sent(): void {
    this.#draft?.forget();
    this.draftAt = null;
    this.#first = this.typed;
  }

  /** @param first what stood there when `typed` was typed */
  #goOn(first: TypedFields, typed: TypedFields): void {
    const { fields } = this.#form;
    const { form, clashes } = this.#isShared
      ? merging.merge(fields, first, typed, this.#first)
      : { form: onTop(first, typed, this.#first), clashes: [] };
    // What the form no longer has is gone from it.
    this.typed = Object.fromEntries(Object.entries(form).filter(([name]) => name in fields));
    this.clashes = clashes;
    this.#keep();
  }

  /** While something is to be chosen, the draft stays as it is: whoever comes back is asked again. */
  #keep(): void {
    if (this.clashes.length > 0) return;
    if (this.isUnsaved) this.#draft?.keep(this.#form.fields, this.#first, this.typed);
    else this.#draft?.forget();
  }
}

/** What the page now proposes, and on top of it what was typed otherwise than it was. */
function onTop(first: TypedFields, typed: TypedFields, now: TypedFields): TypedFields {
  const changed = Object.entries(typed).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(first[name]),
  );
  return { ...now, ...Object.fromEntries(changed) };
}

/** Equal for what says the same: an empty field is one that is not there, a file is its name. */
function fingerprint(typed: TypedFields): string {
  const told = Object.entries(typed).filter(([, value]) => value !== '' && value !== null);
  const plain = (value: Typed) => (value instanceof Blob ? (value as TypedFile)!.name : value);
  return JSON.stringify(told.map(([name, value]) => [name, plain(value)]).sort());
}
