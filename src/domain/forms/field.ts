import type { GenericSchema } from 'valibot';

/**
 * A field as data: what is asked for and when, and the schema that its value must fit. Values are what goes over the wire
 * (numbers, UTC ms, choices); what a person types is made into them by typed.ts. Words are none of it: pages bring them.
 */
export type Field<Value = unknown, Sure extends boolean = boolean> = FieldKind & {
  /** Checks a value, and gives it as it is compared and kept. */
  readonly schema: GenericSchema<unknown, Value>;
  readonly required: boolean;
  readonly shownWhen: Condition | null;
  /** About a person: never kept on the device. */
  readonly personal: boolean;
  /** For types alone: whether a form that was checked holds it without fail. */
  readonly sure?: Sure;
};

/** A field is there only while another has one of these values. */
export interface Condition {
  field: string;
  is: readonly Choosable[];
}

export type Choosable = string | number | boolean;

/** How a text is read, and what is wrong with one that cannot be: `read` gives null for it. */
export interface TextFormat {
  problem: string;
  read: (text: string) => string | null;
  /** What keyboard a phone offers. */
  keys?: 'email' | 'tel' | 'url' | 'text';
}

interface TextKind {
  readonly kind: 'text';
  readonly least: number;
  readonly most: number;
  readonly secret: boolean;
  readonly format: TextFormat | null;
  readonly autocomplete: string;
  /** Of which language the text is; null: any. */
  readonly lang: string | null;
}
interface LongTextKind {
  readonly kind: 'long-text';
  readonly least: number;
  readonly most: number;
}
/** `min` and `max` in the value's unit; `scale` of it make one of what is typed. */
export interface NumberKind {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  readonly decimals: number;
  readonly scale: number;
}
interface ChoiceKind {
  readonly kind: 'choice';
  readonly values: readonly Choosable[];
}
interface MultiKind {
  readonly kind: 'multi';
  readonly values: readonly Choosable[];
  readonly least: number;
}
/** Its value is UTC ms; what is typed is in the district's time. */
interface DateTimeKind {
  readonly kind: 'date-time';
  readonly min: number | null;
  readonly max: number | null;
}
/** Its value is YYYYMMDD, as the bounds. */
interface DayKind {
  readonly kind: 'day';
  readonly min: number;
  readonly max: number;
}
/** Its value is a site's number. */
interface SiteKind {
  readonly kind: 'site';
  /** Only sites at which a sentry was ever paired. */
  readonly withSentries: boolean;
}
/** Its value is the number of a zone of the site in another field; 0: all of the site. */
interface ZoneKind {
  readonly kind: 'zone';
  readonly siteField: string;
}
interface FileKind {
  readonly kind: 'file';
  readonly accept: readonly string[];
  readonly mostBytes: number;
}
/** The same fields again and again. */
interface RowsKind {
  readonly kind: 'rows';
  readonly fields: Fields;
  readonly least: number;
  readonly most: number;
}
/** A value that is changed by an element of its page's own, such as a list; what is typed is its JSON text. */
interface JsonKind {
  readonly kind: 'json';
  /** Of a list that others change too: which part of it an item belongs to. Each part is merged by itself; null: all is one. */
  readonly partOf: ((item: unknown) => string) | null;
}
export type FieldKind =
  | TextKind
  | LongTextKind
  | NumberKind
  | ChoiceKind
  | MultiKind
  | DateTimeKind
  | DayKind
  | SiteKind
  | ZoneKind
  | FileKind
  | RowsKind
  | JsonKind;

export type Fields = { readonly [name: string]: Field };

/** A field of one kind. */
export type FieldOf<Kind extends FieldKind['kind']> = Extract<Field, { kind: Kind }>;

type SureNames<F extends Fields> = {
  [Name in keyof F]: F[Name] extends Field<unknown, infer Sure> ? (Sure extends true ? Name : never) : never;
}[keyof F];
type ValueOf<F> = F extends Field<infer Value> ? Value : never;

/** What a form of these fields holds once it was checked. What may be empty or is not always shown may be missing. */
export type ValuesOf<F extends Fields> = { [Name in SureNames<F>]: ValueOf<F[Name]> } & {
  [Name in Exclude<keyof F, SureNames<F>>]?: ValueOf<F[Name]>;
};
