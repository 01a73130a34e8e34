import type { FaultWords } from './fault-words.ts';

/** What a person gave in the dialog. */
export interface Given {
  /** The value of the chosen reason; '' where none is asked for. */
  reason: string;
  /** In words, trimmed; '' where none are asked for. */
  words: string;
}

/** What became of it where it is not done yet. */
export interface Waits {
  /** When nobody's approval counts any more, UTC ms; null: not known. */
  waitsUntil: number | null;
}

/** An act that reaches somebody or opens names, before it is done. All texts in the language now shown. */
export interface Question {
  /** What is done to what: "Reject 3 applications". */
  title: string;
  /** What the button says, a verb: "Reject 3". */
  verb: string;
  /** Which ones, in a line or two: "梧桐农贸市场 and 2 others". */
  object?: string;
  /** How many it is about. Above `typedAbove` their number is typed. */
  count?: number;
  /** Who is told: "the owners, by message". */
  told?: string;
  /** What it does that cannot be seen here: "The sentries must be paired anew." */
  effect?: string;
  /** From which one is chosen. */
  reasons?: readonly { value: string; text: string }[];
  /** Words beside or in place of a reason; `min` 0: they may be left out. Characters. */
  words?: { min: number; max: number; label?: string };
  /** Whether it is known already that another official must approve it. */
  takesTwo?: boolean;
  /** The page's own words for a refusal. */
  faults?: FaultWords;
  /** Does it. What it throws as ApiError is said in the dialog, and all that was filled in stays. */
  act: (given: Given) => Promise<Waits | void | object>;
}

/** More than so many are not confirmed by a press alone. */
export const typedAbove = 100;
