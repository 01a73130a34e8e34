import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { OverlayEntry } from './overlay-entry.ts';
import { theme } from '../theme/theme.ts';
import { focusHeading } from './view-focus.ts';

/**
 * What lies over a page: a dialog, a sheet, with `whole` the whole screen. It is a modal `<dialog>` and an entry of the
 * history, so that Esc and Back close it, and the focus goes to its heading and back again. Its content stands in its slot
 * and is styled by whoever put it there. Fires `close` when it has closed, however that came about.
 */
@customElement('sc-overlay')
export class Overlay extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: contents;
      }
      dialog {
        width: min(100% - 1.5rem, var(--overlay-width, 30rem));
        max-height: calc(100% - 1.5rem);
        border: 0;
        border-radius: var(--radius);
        padding: clamp(1rem, 4vw, 1.5rem);
        background: var(--paper);
        color: var(--ink);
        overflow: auto;
        overflow-wrap: anywhere;
      }
      dialog::backdrop {
        background: rgb(4 12 18 / 0.7);
      }
      :host([whole]) dialog {
        width: 100%;
        height: 100%;
        max-width: none;
        max-height: none;
        border-radius: 0;
        padding: 0;
      }
    `,
  ];

  /** Whether it is shown. Set it, or let the person close it. */
  @property({ type: Boolean, reflect: true }) open = false;
  /** What a screen reader calls it. */
  @property() label = '';
  /** Fills the screen. */
  @property({ type: Boolean, reflect: true }) whole = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  #entry: OverlayEntry | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.#entry?.leave();
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open')) return;
    if (this.open) this.#show();
    else void this.close();
  }

  override render() {
    // One that scrolls is no stop of its own: what stands in it has stops, and arrow keys scroll it from there.
    return html`<dialog
      tabindex="-1"
      aria-label=${this.label}
      @cancel=${this.#cancelled}
      @close=${this.#closed}
    >
      <slot></slot>
    </dialog>`;
  }

  /** Closes it. Resolves when the history is where it was before it opened: reload or go elsewhere no sooner. */
  async close(): Promise<void> {
    await this.#entry?.leave();
  }

  /** Esc. It is closed in this moment: by the event that comes late, whoever opens it again meanwhile would open nothing. */
  #cancelled(event: Event): void {
    // A choice of files that is given up says so too.
    if (event.target !== this.dialog) return;
    event.preventDefault();
    void this.close();
  }

  /** The event comes late: it may by then be open again. */
  #closed(): void {
    if (!this.dialog.open) void this.close();
  }

  #show(): void {
    if (this.#entry || !this.isConnected) return;
    this.#entry = OverlayEntry.enter({ heading: null, onLeave: () => this.#left() });
    this.dialog.showModal();
    // A field that asks for the focus has it; the browser's own choice would be any button.
    if (!this.querySelector('[autofocus]')) void focusHeading(() => this);
  }

  #left(): void {
    this.#entry = null;
    this.open = false;
    if (this.dialog.open) this.dialog.close();
    this.dispatchEvent(new Event('close'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-overlay': Overlay;
  }
}
