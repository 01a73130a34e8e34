import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Identity } from '../../domain/custody/identity.ts';
import { Texts } from '../../ui/language/languages.ts';
import { openNameTexts } from '../../ui/texts/authority/custody.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

/** So long a name stays open, s. */
export const openForSeconds = 60;

/** A person's identity, opened in this browser. It fires `masked` when its time is over or it is hidden; whoever shows it lets go of it then. */
@customElement('sc-opened-name')
export class OpenedName extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        gap: 14px;
        justify-items: start;
        overflow-wrap: anywhere;
      }
      dl {
        margin: 0;
        display: grid;
        grid-template-columns: fit-content(40%) minmax(0, 1fr);
        gap: 4px 14px;
      }
      dd {
        margin: 0;
        font-weight: 600;
      }
      .name {
        font-size: 1.5rem;
      }
    `,
  ];

  @property({ attribute: false }) identity!: Identity;
  /** Tests shorten it, s. */
  @property({ type: Number }) seconds = openForSeconds;
  @state() private left = openForSeconds;
  readonly #texts = new Texts(this, openNameTexts);
  #end = 0;
  #tick: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.left = this.seconds;
    this.#end = performance.now() + this.seconds * 1000;
    this.#tick = setInterval(() => this.#count(), 250);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#tick);
  }

  override render() {
    const { t } = this.#texts;
    const { name, idNumber, phone, address } = this.identity;
    const line = (title: string, value: string) =>
      html`<dt>${title}</dt>
        <dd>${value || t.unknown}</dd>`;
    return html`<dl>
        <dt>${t.name}</dt>
        <dd class="name">${name}</dd>
        ${line(t.idNumber, idNumber)} ${line(t.phone, phone)} ${line(t.address, address)}
      </dl>
      <button type="button" name="hide" class="quiet" @click=${() => this.#mask()}>${t.hide}</button>
      <p class="soft">${t.hiddenIn(String(this.left))}</p>`;
  }

  #count(): void {
    this.left = Math.max(0, Math.ceil((this.#end - performance.now()) / 1000));
    if (this.left === 0) this.#mask();
  }

  #mask(): void {
    clearInterval(this.#tick);
    this.dispatchEvent(new Event('masked'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-opened-name': OpenedName;
  }
}
