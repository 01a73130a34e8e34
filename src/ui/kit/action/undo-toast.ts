import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Texts } from '../../language/languages.ts';
import { actionTexts } from '../../texts/kit/action.ts';
import { controls, theme } from '../../theme/theme.ts';
import { Action, actionStyle } from './action.ts';

/** For how long an act can be undone by a press, ms. It stays while somebody points at it or has it in focus. */
const undoMs = 10_000;

/**
 * Says that something nobody outside notices is done, and lets it be undone for ten seconds. The act is done already; what it
 * was before is for `undo` to know.
 */
@customElement('sc-undo')
export class Undo extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
    css`
      aside {
        position: fixed;
        inset-block-end: 16px;
        inset-inline: 12px;
        z-index: 5;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 8px 16px;
        max-width: 460px;
        margin-inline: auto;
        padding: 8px 8px 8px 16px;
        border-radius: 10px;
        background: var(--ink);
        color: var(--paper);
      }
      aside:empty {
        display: none;
      }
      button {
        border-color: var(--paper);
        background: transparent;
        color: var(--paper);
      }
      .action-said p {
        color: var(--ink);
      }
      .action-said .failed {
        color: var(--red-deep);
      }
    `,
  ];

  /** For how long, ms. */
  @property({ type: Number }) ms = undoMs;
  @state() private said = '';
  @state() private undo: (() => Promise<unknown>) | null = null;
  readonly #texts = new Texts(this, actionTexts);
  readonly #action = new Action(this);
  #end: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#end);
  }

  /**
   * Says what was done. The one before can no longer be undone.
   * @param undo makes it as it was; an ApiError of it is said
   */
  show(said: string, undo: () => Promise<unknown>): void {
    this.said = said;
    this.undo = undo;
    this.#action.clear();
    this.#wait();
  }

  override render() {
    const { t } = this.#texts;
    const isOver = this.said === '' && this.#action.words === '' && !this.#action.busy;
    // The region stands before it says anything: one that comes with its text is not read.
    return html`<div role="status" aria-live="polite">
      ${
        isOver
          ? nothing
          : html`<aside
              @pointerenter=${this.#hold}
              @pointerleave=${this.#wait}
              @focusin=${this.#hold}
              @focusout=${this.#wait}
            >
              ${this.said ? html`<span>${this.said}</span>` : nothing} ${this.#action.render()}
              ${
                this.undo
                  ? html`<button
                      type="button"
                      name="undo"
                      aria-disabled=${this.#action.busy}
                      @click=${() => void this.#press()}
                    >
                      ${t.undo}
                    </button>`
                  : nothing
              }
            </aside>`
      }
    </div>`;
  }

  async #press(): Promise<void> {
    const undo = this.undo;
    if (!undo || this.#action.busy) return;
    this.#hold();
    this.said = '';
    await this.#action.run(undo, { said: () => this.#texts.t.undone });
    this.undo = null;
    this.#wait();
  }

  readonly #hold = (): void => clearTimeout(this.#end);

  readonly #wait = (): void => {
    clearTimeout(this.#end);
    this.#end = setTimeout(() => {
      this.said = '';
      this.undo = null;
      this.#action.clear();
    }, this.ms);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-undo': Undo;
  }
}
