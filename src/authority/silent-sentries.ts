import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SentryRow } from '../domain/api.ts';
import { ago, count } from '../ui/format.ts';
import { Texts, language } from '../ui/languages.ts';
import { fleetTexts } from '../ui/texts/fleet.ts';
import { controls, theme } from '../ui/theme.ts';

/** So many are named; of the others their number is. */
const named = matchMedia('(max-width: 640px)').matches ? 2 : 4;

/**
 * The alarm on sentries that fell silent; empty while none is. It goes by itself when they are back. Fires `choose` (detail:
 * the device's number).
 */
@customElement('sc-silent-sentries')
export class SilentSentries extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      section {
        margin-bottom: var(--gap, 16px);
        padding: 10px 14px;
        border: 2px solid var(--red-deep);
        border-radius: var(--radius);
        background: #fff4ec;
        display: grid;
        gap: 6px;
      }
      h2 {
        color: var(--red-deep);
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
      }
      .others {
        align-self: center;
      }
      .plain {
        display: inline-block;
        padding: 4px 10px;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--paper);
      }
      button.quiet {
        padding: 4px 10px;
        text-align: start;
        color: var(--ink);
        border-color: var(--line);
        background: var(--paper);
      }
    `,
  ];

  @property({ attribute: false }) sentries: readonly SentryRow[] = [];
  /** The server's time, UTC ms. */
  @property({ attribute: false }) now = 0;
  /** True where one can be looked at. */
  @property({ type: Boolean }) choosable = false;
  readonly #texts = new Texts(this, fleetTexts);

  override render() {
    const { t } = this.#texts;
    const silent = this.sentries
      .filter(({ paired, silentSince }) => paired && (silentSince ?? 0) > 0)
      .sort((a, b) => b.silentSince! - a.silentSince!);
    // The live region stays in the page, so that readers hear what appears in it; growing ages are kept from them.
    return html`<div role="alert">
      ${
        silent.length === 0
          ? nothing
          : html`<section>
              <h2>✕ ${t.silentAlarm(count(silent.length, language()), silent.length)}</h2>
              <ul>
                ${silent.slice(0, named).map((row) => html`<li>${this.#one(row)}</li>`)}
                ${
                  silent.length > named
                    ? html`<li class="soft others">
                        ${t.silentOthers(count(silent.length - named, language()))}
                      </li>`
                    : nothing
                }
              </ul>
            </section>`
      }
    </div>`;
  }

  #one({ device, siteName, name, silentSince }: SentryRow) {
    const text = html`${siteName} · ${name}
      <span class="soft" aria-hidden="true">${ago(silentSince!, this.now, language())}</span>`;
    if (!this.choosable) return html`<span class="plain">${text}</span>`;
    return html`<button
      type="button"
      class="quiet"
      @click=${() => this.dispatchEvent(new CustomEvent<number>('choose', { detail: device }))}
    >
      <span>${text}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-silent-sentries': SilentSentries;
  }
}
