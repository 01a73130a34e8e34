import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DistrictAnswer } from '../../domain/api/persons/consent-api.ts';
import { noticeRoutes } from '../../domain/api/routes/notice-routes.ts';
import { noticeIn } from '../../domain/privacy/notice-texts.ts';
import { noticeFacts, noticeVersions, type NoticePurpose } from '../../domain/privacy/notices.ts';
import { ApiConnection, ApiError } from '../../sync/api-connection.ts';
import { shownNotices } from '../../sync/shown-notices.ts';
import { Texts, language } from '../language/languages.ts';
import { noticeWords } from '../texts/privacy/notice.ts';
import { controls, theme } from '../theme/theme.ts';

/**
 * The privacy notice where something is collected: its sentence, and the whole of it to open. It comes with all texts, so a page loads it
 * when it has drawn what people wait for.
 */
@customElement('sc-privacy-notice')
export class PrivacyNotice extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
        font-size: 0.875rem;
        color: var(--ink-soft);
        text-align: start;
      }
      p,
      dl {
        margin: 0;
      }
      summary {
        display: inline-block;
        padding: 10px 0;
        cursor: pointer;
        text-decoration: underline;
        color: var(--accent);
      }
      dl {
        display: grid;
        gap: 2px;
        overflow-wrap: anywhere;
      }
      dt {
        margin-top: 8px;
        font-weight: 600;
        color: var(--ink);
      }
      dd {
        margin: 0;
      }
    `,
  ];

  @property() purpose: NoticePurpose = 'visit';
  /** Leaves the sentence out, beside a heading that says what it is about. */
  @property({ type: Boolean }) bare = false;
  /** Whether the whole of it is open at first. */
  @property({ type: Boolean }) open = false;
  /** Whose notice it is; null until it was opened, or where the server did not say. */
  @state() private district: DistrictAnswer | null = null;
  readonly #texts = new Texts(this, noticeWords);

  override updated(): void {
    shownNotices.set(this.purpose, noticeVersions[this.purpose]);
  }

  override render() {
    const { t } = this.#texts;
    const said = noticeIn(this.purpose, language(), this.district?.name[language()] ?? t.district);
    const { since } = noticeFacts[this.purpose];
    const parts = ['what', 'why', 'basis', 'seen', 'kept', 'rights'] as const;
    return html`${this.bare ? '' : html`<p>${said.short}</p>`}
      <details ?open=${this.open} @toggle=${this.#opened}>
        <summary>${t.read}</summary>
        <p><b>${said.title}</b> · ${t.version(noticeVersions[this.purpose], since)}</p>
        <dl>
          ${parts.map(
            (part) =>
              html`<dt>${t[part]}</dt>
                <dd>${said[part]}</dd>`,
          )}
          ${
            this.district
              ? html`<dt>${t.contact}</dt>
                  <dd>${t.whose(this.district.name[language()], this.district.phone)}</dd>`
              : ''
          }
        </dl>
      </details>`;
  }

  readonly #opened = async (event: Event): Promise<void> => {
    if (!(event.target as HTMLDetailsElement).open || this.district) return;
    try {
      this.district = await new ApiConnection().ask(noticeRoutes.district, {});
    } catch (fault) {
      // The notice is read without its district's name: it stands on the page besides.
      if (!(fault instanceof ApiError)) throw fault;
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-privacy-notice': PrivacyNotice;
  }
}
