import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SentryRow } from '../../domain/api/api.ts';
import { ago, count } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { siteNameOf } from '../../ui/language/place-names.ts';
import { sentryState } from '../../domain/fleet/sentry-health.ts';
import { fleetTexts } from '../../ui/texts/authority/fleet.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { alarmBoxStyle } from './alarm-box-style.ts';

/** So many are named; of the others their number is. */
const named = matchMedia('(max-width: 640px)').matches ? 2 : 4;

/**
 * The alarm on sentries that fell silent, the longest silent first; empty while none is. It goes by itself when they are back.
 */
@customElement('sc-silent-sentries')
export class SilentSentries extends LitElement {
  static override styles = [
    theme,
    controls,
    alarmBoxStyle,
    css`
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
        padding: 6px 10px;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--paper);
      }
      a {
        color: var(--accent);
      }
    `,
  ];

  /** Those among which the silent ones are. */
  @property({ attribute: false }) sentries: readonly SentryRow[] = [];
  /** How many are silent, where `sentries` are not all of them. */
  @property({ attribute: false }) number: number | null = null;
  /** The server's time, UTC ms. */
  @property({ attribute: false }) now = 0;
  /** True for who may open the list of sentries: each leads to its own, the others to those that are silent. */
  @property({ type: Boolean }) showsList = false;
  readonly #texts = new Texts(this, fleetTexts);

  override render() {
    const { t } = this.#texts;
    const silent = this.sentries
      .filter((row) => sentryState(row) === 'silent')
      .toSorted((a, b) => a.silentSince - b.silentSince);
    const number = this.number ?? silent.length;
    const shown = silent.slice(0, named);
    // The live region stays in the page, so that readers hear what appears in it; growing ages are kept from them.
    return html`<div role="alert">
      ${
        silent.length === 0
          ? nothing
          : html`<section>
              <h2>✕ ${t.silentAlarm(count(number, language()), number)}</h2>
              <ul>
                ${shown.map((row) => html`<li>${this.#one(row)}</li>`)}
                ${
                  number > shown.length
                    ? html`<li class="soft others">${this.#others(number - shown.length)}</li>`
                    : nothing
                }
              </ul>
            </section>`
      }
    </div>`;
  }

  #one(row: SentryRow) {
    const { device, name, silentSince } = row;
    const text = html`${siteNameOf(row)} · ${name}
      <span class="soft" aria-hidden="true">${ago(silentSince, this.now, language())}</span>`;
    return this.showsList
      ? html`<a class="plain" href="#sentries?open=${device}">${text}</a>`
      : html`<span class="plain">${text}</span>`;
  }

  #others(number: number) {
    const words = this.#texts.t.silentOthers(count(number, language()));
    return this.showsList ? html`<a href="#sentries?state=silent">${words}</a>` : words;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-silent-sentries': SilentSentries;
  }
}
