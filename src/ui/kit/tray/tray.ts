import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { count } from '../../language/format.ts';
import { language } from '../../language/languages.ts';
import { focusedElement } from '../../overlay/view-focus.ts';
import { controls, theme } from '../../theme/theme.ts';

/**
 * A button of the header with a count, which opens what lies in it, in its slot, below the header. Esc, a press elsewhere and the
 * button itself close it (the browser's own popover), a dialog opened from it too, and the focus goes back to the button. The slot `label` takes what stands
 * on the button where that is more than its label.
 */
@customElement('sc-tray')
export class Tray extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: inline-block;
      }
      button {
        position: relative;
        padding-inline: var(--tray-padding, 12px);
      }
      .count {
        min-width: 1.6em;
        padding: 0 6px;
        border-radius: 1em;
        background: var(--accent);
        color: var(--accent-ink);
        font-size: 0.875rem;
        text-align: center;
      }
      [popover] {
        position: fixed;
        inset: auto 8px auto auto;
        width: min(440px, 100vw - 16px);
        max-height: calc(100vh - var(--tray-top, 60px) - 16px);
        margin: 0;
        padding: var(--gap);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--paper);
        color: var(--ink);
        box-shadow: 0 8px 30px rgb(4 12 18 / 0.25);
        overflow: auto;
      }
      h2 {
        margin-block-end: 8px;
      }
    `,
  ];

  @property() label = '';
  /** What a screen reader calls the button, with its count. */
  @property() said = '';
  /** 0: no count is shown. */
  @property({ type: Number }) count = 0;
  @query('[popover]') private panel!: HTMLElement;
  @query('button') private button!: HTMLButtonElement;
  @state() private open = false;

  override render() {
    return html`<button
        type="button"
        class="quiet"
        popovertarget="panel"
        aria-expanded=${this.open}
        aria-label=${this.said || nothing}
      >
        <slot name="label">${this.label}</slot
        >${this.count > 0 ? html`<span class="count">${count(this.count, language())}</span>` : nothing}
      </button>
      <div
        id="panel"
        popover="auto"
        role="dialog"
        aria-label=${this.label}
        @beforetoggle=${this.#place}
        @toggle=${this.#toggled}
        @covered=${() => this.hide()}
      >
        <h2 tabindex="-1">${this.label}</h2>
        <slot></slot>
      </div>`;
  }

  /** Shows what lies in it. */
  show(): void {
    this.panel.showPopover();
  }

  /** Closes it, with the focus on its button at once: who shows another view in the same moment moves it on from there. */
  hide(): void {
    this.panel.hidePopover();
    this.button.focus();
  }

  readonly #place = (event: ToggleEvent): void => {
    if (event.newState !== 'open') return;
    const { bottom } = this.button.getBoundingClientRect();
    this.panel.style.top = `${Math.max(8, bottom + 6)}px`;
    this.panel.style.setProperty('--tray-top', `${bottom + 6}px`);
  };

  readonly #toggled = (event: ToggleEvent): void => {
    this.open = event.newState === 'open';
    if (this.open) this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
    // Who pressed elsewhere has put the focus there.
    else if (isLost(focusedElement(), this.panel)) this.button.focus();
    this.dispatchEvent(new Event(this.open ? 'opened' : 'closed'));
  };
}

/** Whether the focus is nowhere, or still on what is no longer shown. */
function isLost(focused: HTMLElement | null, panel: HTMLElement): boolean {
  return !focused || focused === document.body || panel.contains(focused) || !focused.checkVisibility();
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-tray': Tray;
  }
}
