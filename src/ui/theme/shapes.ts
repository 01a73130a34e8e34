import { svg } from 'lit';

/**
 * The shapes that stand beside the status colours, in a view box of 0 0 32 32: black-and-white printing and any eye keep
 * them apart. What has the class "sign" is drawn as a line, without a fill.
 */
export const shapes = {
  /** A disc with a check mark: green. */
  good: svg`<circle cx="16" cy="16" r="14" /><path class="sign" d="M9 16.5l5 5 9-11" />`,
  /** A triangle with an exclamation mark: yellow. */
  attention: svg`<path d="M16 2 31 29H1z" /><path class="sign" d="M16 12v8M16 24v.5" />`,
  /** An octagon with a cross: red. */
  stop: svg`<path d="M10 1h12l9 9v12l-9 9H10l-9-9V10z" /><path class="sign" d="M11 11l10 10M21 11 11 21" />`,
  /** A doorway with an arrow into it: let in by hand. */
  door: svg`<rect x="1" y="1" width="30" height="30" rx="8" /><path class="sign" d="M19 8h5v16h-5M7 16h11M14 11l5 5-5 5" />`,
  /** A square with a question mark: nothing is known. */
  question: svg`<rect x="2" y="2" width="28" height="28" rx="4" /><path class="sign" d="M12 12.5a4 4 0 1 1 6 3.4c-1.4.9-2 1.6-2 3.1M16 23.5v.5" />`,
};
