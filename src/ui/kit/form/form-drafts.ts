import type { Fields } from '../../../domain/forms/field.ts';
import { emptyOf, type Typed, type TypedFields } from '../../../domain/forms/typed.ts';

const prefix = 'sitecode.draft.';
/** An older one is of no use to anybody and is thrown away. */
const keptMs = 7 * 86_400_000;

/** What was typed, what stood in the fields before it, and when it was kept, UTC ms. */
export interface Draft {
  at: number;
  first: TypedFields;
  typed: TypedFields;
}

/**
 * The draft of one form on this device, each account's its own: what was typed, so that a closed window or an ended session
 * costs no work. Never what is about a person, no password and no file.
 */
export class FormDraft {
  readonly #key: string;

  /** @param form its name @param account the record id of who fills it in */
  constructor(form: string, account: string) {
    this.#key = `${prefix}${form}.${account}`;
  }

  /** What was kept, as far as this version of the form can take it; null when there is nothing, or nothing young enough. */
  read(fields: Fields): Draft | null {
    try {
      const { at, first, typed } = JSON.parse(localStorage.getItem(this.#key) ?? 'null') as Draft;
      if (Date.now() - at < keptMs) return { at, first: alike(fields, first), typed: alike(fields, typed) };
    } catch {
      // None, or none that this version can read.
    }
    this.forget();
    return null;
  }

  /** Keeps what was typed, as far as it may lie on a device. A browser that keeps nothing keeps no draft. */
  keep(fields: Fields, first: TypedFields, typed: TypedFields): void {
    const draft: Draft = { at: Date.now(), first: keepable(fields, first), typed: keepable(fields, typed) };
    try {
      localStorage.setItem(this.#key, JSON.stringify(draft));
    } catch {
      // As with everything that is kept there.
    }
  }

  /** It was sent, or thrown away. */
  forget(): void {
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // Nothing is kept there.
    }
  }
}

/** Of what was typed, what may lie on a device. */
function keepable(fields: Fields, typed: TypedFields): TypedFields {
  const kept: { [name: string]: Typed } = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = typed[name];
    const isSecret = field.kind === 'text' && field.secret;
    if (value === undefined || field.personal || isSecret || field.kind === 'file') continue;
    kept[name] =
      field.kind === 'rows'
        ? (value as readonly TypedFields[]).map((row) => keepable(field.fields, row))
        : value;
  }
  return kept;
}

/** Of a draft, what this version of the form can take. */
function alike(fields: Fields, typed: TypedFields): TypedFields {
  return Object.fromEntries(
    Object.entries(typed).filter(([name, value]) => {
      const field = fields[name];
      return (
        field &&
        Array.isArray(value) === Array.isArray(emptyOf(field)) &&
        typeof value === typeof emptyOf(field)
      );
    }),
  );
}
