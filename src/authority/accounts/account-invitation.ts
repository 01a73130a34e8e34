import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { InvitationAnswer } from '../../domain/access/staff-account.ts';
import { dateTime } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { accountTexts } from '../../ui/texts/authority/accounts/accounts.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

/** An invitation, shown once, to be handed over. Fires `done` when it may go. */
@customElement('sc-account-invitation')
export class AccountInvitation extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      section {
        display: grid;
        gap: 10px;
        justify-items: start;
        margin-bottom: var(--gap);
        padding: 14px;
        border: 2px solid var(--accent);
        border-radius: 10px;
        background: var(--paper);
        overflow-wrap: anywhere;
      }
      code {
        font-size: 1.25rem;
        font-weight: 700;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) invitation!: InvitationAnswer;
  /** Whose it is. */
  @property() name = '';
  @state() private copied = false;
  readonly #texts = new Texts(this, accountTexts);

  override render() {
    const { t } = this.#texts;
    const { code, expiresAt, half } = this.invitation;
    return html`<section role="status">
      <h2>${half === 2 ? t.secondHeading : t.codeHeading}</h2>
      <p>${t.codeText(this.name, dateTime(expiresAt, language()))}</p>
      <code>${code}</code>
      ${half === 0 ? nothing : html`<p>${half === 1 ? t.firstOfTwo : t.secondOfTwo}</p>`}
      <p>${t.codeWhere} ${location.origin}${location.pathname}#join</p>
      <div class="acts">
        <button type="button" class="quiet" name="copy" @click=${() => void this.#copy()}>
          ${this.copied ? t.copied : t.copy}
        </button>
        <button type="button" name="done" @click=${() => this.dispatchEvent(new Event('done'))}>
          ${t.close}
        </button>
      </div>
    </section>`;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.invitation.code);
      this.copied = true;
    } catch {
      // It can be copied by hand.
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-account-invitation': AccountInvitation;
  }
}
