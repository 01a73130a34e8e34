import type { TemplateResult } from 'lit';
import type { Language } from '../language/languages.ts';

/** One thing of the kit as the gallery shows it. Each lies in `exhibits/<name>.ts` and is exported as `exhibit`. */
export interface Exhibit {
  /** The name in the address, that of the file. */
  name: string;
  title: Record<Language, string>;
  /** What it looks like, in the order in which it is met: usual, empty, loading, failed, long names, many … */
  states: ExhibitState[];
}

export interface ExhibitState {
  /** Unique within the exhibit; a part of the address. */
  name: string;
  render: () => TemplateResult;
  /** It covers the page, as a dialog does: it is shown by itself, when asked for. */
  alone?: true;
}
