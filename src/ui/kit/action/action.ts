import { css, html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { ApiError } from '../../../sync/api-client.ts';
import { count } from '../../language/format.ts';
import { language } from '../../language/languages.ts';
import { focusedElement } from '../../overlay/view-focus.ts';
import { actionTexts } from '../../texts/kit/action.ts';
import { faultWords, type FaultWords } from './fault-words.ts';

/** How far an act that is about many came: "12 of 14 done; 2 stay ticked". */
export interface PartlyDone {
  done: number;
  of: number;
}

interface Options {
  /** The page's own words for a refusal. */
  faults?: () => FaultWords;
  /** 'read' where nothing is changed: then silence of the server leaves nothing open. */
  how?: 'read' | 'change';
}

interface Run<Value> {
  /** What is said when it is done: words, or how many of how many. Left out: "Done." Nothing is said for ''. */
  said?: (value: Value) => string | PartlyDone;
  /** The page's own words for a refusal of this act. */
  faults?: FaultWords;
  /** Done after it, whether it went well or not: a list is read anew. */
  after?: () => Promise<unknown> | void;
}

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: ParentNode };

/**
 * What a page does with the server, one thing at a time: while it is under way nothing is sent twice, its end is said in a live
 * region, and the focus stays where it was. A session that the server no longer knows is told by the event `refused`
 * (CustomEvent of the ApiError), which bubbles.
 *
 * Put `render()` into the template, once and always: a live region that comes with its text is not read. Buttons of it stay
 * enabled while it is busy (`aria-disabled`, see `busy`): a disabled button would lose the focus.
 */
export class Action implements ReactiveController {
  /** True while something is under way. */
  busy = false;
  /** Why the last one failed; null when it did not. */
  fault: ApiError | null = null;
  readonly #host: Host;
  readonly #options: Options;
  /** Made anew at each drawing, so that it follows the language. */
  #said: () => string = () => '';
  #ownFaults: FaultWords = {};

  constructor(host: Host, options: Options = {}) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {}

  /** What a person is told now; '' for nothing. */
  get words(): string {
    const { fault } = this;
    if (!fault) return this.#said();
    return faultWords(fault, { ...this.#options.faults?.(), ...this.#ownFaults }, this.#options.how);
  }

  /**
   * Does `work`, unless something is under way already.
   * @returns its value; null when it failed or was not begun
   * @throws what `work` throws besides an ApiError: that is a fault of this code
   */
  async run<Value>(work: () => Promise<Value>, run: Run<Value> = {}): Promise<Value | null> {
    if (this.busy) return null;
    const focused = focusedElement();
    this.#begin(run.faults ?? {});
    let value: Value | null = null;
    try {
      const done = await work();
      value = done;
      this.#said = () => wordsOf(run.said ? run.said(done) : actionTexts[language()].done);
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
      this.#failed(fault);
    } finally {
      try {
        await run.after?.();
      } finally {
        this.busy = false;
        this.#host.requestUpdate();
      }
    }
    await this.#keepFocus(focused);
    return value;
  }

  /** Says nothing any more. */
  clear(): void {
    this.fault = null;
    this.#said = () => '';
    this.#host.requestUpdate();
  }

  /** The live region. @param hideBusy where the page shows by itself that it is at work */
  render(hideBusy = false) {
    const text = this.busy && !hideBusy ? actionTexts[language()].busy : this.busy ? '' : this.words;
    const isFault = this.fault !== null && !this.busy;
    return html`<div class="action-said" role="status" aria-live="polite" tabindex="-1">
      ${text ? html`<p class=${isFault ? 'failed' : this.busy ? 'busy' : 'done'}>${text}</p>` : nothing}
    </div>`;
  }

  #begin(ownFaults: FaultWords): void {
    this.busy = true;
    this.fault = null;
    this.#said = () => '';
    this.#ownFaults = ownFaults;
    this.#host.requestUpdate();
  }

  #failed(fault: ApiError): void {
    this.fault = fault;
    if (fault.code !== 'sign-in') return;
    const options = { detail: fault, bubbles: true, composed: true };
    this.#host.dispatchEvent(new CustomEvent<ApiError>('refused', options));
  }

  /** What had the focus may be gone with its row: then it goes to what is said, not to the top of the page. */
  async #keepFocus(focused: HTMLElement | null): Promise<void> {
    await this.#host.updateComplete;
    const now = focusedElement();
    if (now && now !== document.body) return;
    if (focused?.isConnected && focused !== document.body) focused.focus({ preventScroll: true });
    if (focusedElement() !== focused || focused === document.body)
      this.#host.renderRoot.querySelector<HTMLElement>('.action-said')?.focus({ preventScroll: true });
  }
}

function wordsOf(said: string | PartlyDone): string {
  if (typeof said === 'string') return said;
  const { done, of } = said;
  const digits = (value: number) => count(value, language());
  const t = actionTexts[language()];
  return done === of ? t.done : t.doneOf(digits(done), digits(of), digits(of - done));
}

/** How the live region looks. */
export const actionStyle = css`
  .action-said:focus {
    outline: none;
  }
  .action-said p {
    padding: 10px 14px;
    border: 2px solid var(--green-deep);
    border-radius: 10px;
    background: var(--paper);
  }
  .action-said .busy {
    border-color: var(--line);
    color: var(--ink-soft);
  }
  .action-said .failed {
    border-color: var(--red-deep);
    color: var(--red-deep);
    font-weight: 600;
  }
  .action-said:focus-visible p {
    outline: 3px solid #e69f00;
    outline-offset: 2px;
  }
  button[aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
  }
`;
