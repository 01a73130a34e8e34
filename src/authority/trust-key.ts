import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyStanding, type RevocationList, type TrustEntry } from '../domain/trust-list.ts';
import { count, dateTime } from '../ui/format.ts';
import { Texts, language } from '../ui/languages.ts';
import { localTimeText, timeOfLocalText } from '../ui/local-time.ts';
import { noLimitTexts, trustKindTexts } from '../ui/texts/policy-difference.ts';
import { trustTexts } from '../ui/texts/trust.ts';
import { controls, theme } from '../ui/theme.ts';
import { trustFieldWords } from './trust-words.ts';

/**
 * One key of the trust list: what it is, whether it is believed now, and a form to change it. Fires `change-key`
 * (CustomEvent of the changed TrustEntry) and `remove-key`.
 */
@customElement('sc-trust-key')
export class TrustKey extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 6px 16px;
        padding: 14px 0;
        border-top: 1px solid var(--line);
      }
      h3 {
        font-size: 1rem;
        overflow-wrap: anywhere;
      }
      .marks {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-top: 2px;
      }
      .mark {
        padding: 1px 9px;
        border: 1px solid var(--line);
        border-radius: 999px;
        font-size: 0.8125rem;
        font-weight: 600;
      }
      .mark.in-force {
        border-color: var(--green-deep);
        color: var(--green-deep);
      }
      .mark.is-suspended,
      .mark.no-longer-in-force {
        border-color: var(--red-deep);
        color: var(--red-deep);
      }
      .mark.draft {
        border-color: var(--accent);
        background: #eef6fb;
        color: var(--accent);
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 2px 12px;
        margin: 6px 0 0;
        font-size: 0.9375rem;
      }
      dt {
        color: var(--ink-soft);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-self: start;
      }
      form,
      .sure {
        grid-column: 1 / -1;
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr));
        gap: 12px;
        align-items: end;
        padding: 12px;
        border: 1px solid var(--line);
        border-radius: 10px;
      }
      form > p,
      form > .actions,
      .sure > * {
        grid-column: 1 / -1;
      }
      label {
        grid-template-columns: minmax(0, 1fr);
      }
      input,
      select {
        min-width: 0;
        font-weight: 400;
      }
      @media (max-width: 640px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) entry!: TrustEntry;
  /** The revocation list of this key; null when there is none. */
  @property({ attribute: false }) revocations: RevocationList | null = null;
  /** How the draft has it against what is in force. */
  @property({ attribute: false }) drafted: 'isNew' | 'isChanged' | null = null;
  /** The server's time, UTC ms. */
  @property({ type: Number }) now = 0;
  @property({ type: Boolean }) busy = false;
  @state() private open: 'change' | 'remove' | null = null;
  @state() private fault: 'wrongName' | 'wrongTimes' | null = null;
  readonly #texts = new Texts(this, trustTexts);

  override render() {
    const { t } = this.#texts;
    const { entry } = this;
    const standing = keyStanding(entry, this.now);
    const mark = standing === 'suspended' ? 'is-suspended' : standing;
    return html`
      <div>
        <h3>${entry.issuer}</h3>
        <div class="soft">${trustKindTexts[language()][entry.kind]}</div>
        <div class="marks">
          <span class="mark ${mark}">${t[mark]}</span>
          ${this.drafted ? html`<span class="mark draft">${t[this.drafted]}</span>` : nothing}
        </div>
        <dl>
          <dt>${t.kid}</dt>
          <dd><code>${entry.kid}</code></dd>
          <dt>${t.validity}</dt>
          <dd>${this.#validity()}</dd>
          <dt>${t.mayState}</dt>
          <dd>${trustFieldWords(entry, 'usages')}</dd>
          ${entry.kind === 'jwk' ? this.#ofCards() : nothing}
        </dl>
      </div>
      ${
        this.open
          ? nothing
          : html`<div class="actions">
              <button type="button" name="change" class="quiet" @click=${() => this.#show('change')}>
                ${t.change}
              </button>
              <button type="button" name="remove" class="quiet" @click=${() => this.#show('remove')}>
                ${t.remove}
              </button>
            </div>`
      }
      ${this.open === 'change' ? this.#form() : nothing} ${this.open === 'remove' ? this.#sure() : nothing}
    `;
  }

  #validity(): string {
    const { notBefore, notAfter } = this.entry;
    if (notBefore === null && notAfter === null) return noLimitTexts[language()].time;
    const at = (time: number | null) => (time === null ? '…' : dateTime(time, language()));
    return `${at(notBefore)} – ${at(notAfter)}`;
  }

  #ofCards() {
    const { t } = this.#texts;
    const { entry, revocations } = this;
    const { crlVersion } = entry;
    const missing = crlVersion !== null && (revocations === null || revocations.ctr < crlVersion);
    return html`
      <dt>${t.issShort}</dt>
      <dd>${trustFieldWords(entry, 'iss')}</dd>
      <dt>${t.revocation}</dt>
      <dd>
        ${
          revocations
            ? t.revocationList(String(revocations.ctr), count(revocations.rids.length, language()))
            : missing
              ? nothing
              : noLimitTexts[language()].crlVersion
        }
        ${missing ? html`<span class="fault">${t.revocationMissing(String(crlVersion))}</span>` : nothing}
      </dd>
    `;
  }

  #form() {
    const { t } = this.#texts;
    const { issuer, notBefore, notAfter, suspended } = this.entry;
    return html`<form @submit=${this.#save}>
      <label>${t.name}<input name="issuer" value=${issuer} maxlength="200" autocomplete="off" /></label>
      <label
        >${t.from}<input name="notBefore" type="datetime-local" step="1" value=${localTimeText(notBefore)}
      /></label>
      <label
        >${t.until}<input name="notAfter" type="datetime-local" step="1" value=${localTimeText(notAfter)}
      /></label>
      <label
        >${t.suspendedField}<select name="suspended">
          <option value="no" ?selected=${!suspended}>${t.suspendedNo}</option>
          <option value="yes" ?selected=${suspended}>${t.suspendedYes}</option>
        </select></label
      >
      ${this.fault ? html`<p class="fault" role="alert">${t[this.fault]}</p>` : nothing}
      <div class="actions">
        <button ?disabled=${this.busy}>${t.save}</button>
        <button type="button" class="quiet" @click=${() => this.#show(null)}>${t.no}</button>
      </div>
    </form>`;
  }

  #sure() {
    const { t } = this.#texts;
    return html`<div class="sure">
      <p class="fault" role="alert">${t.removeSure(this.entry.issuer)}</p>
      <div class="actions">
        <button
          type="button"
          name="yes"
          ?disabled=${this.busy}
          @click=${() => this.dispatchEvent(new Event('remove-key'))}
        >
          ${t.yes}
        </button>
        <button type="button" class="quiet" @click=${() => this.#show(null)}>${t.no}</button>
      </div>
    </div>`;
  }

  #show(open: 'change' | 'remove' | null): void {
    this.fault = null;
    this.open = open;
  }

  readonly #save = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? '');
    const issuer = text('issuer').trim();
    const notBefore = timeOfLocalText(text('notBefore'), this.entry.notBefore);
    const notAfter = timeOfLocalText(text('notAfter'), this.entry.notAfter);
    // oxlint-disable-next-line no-control-regex -- what the trust list itself refuses (domain/trust-list.ts)
    const isName = /^[^\u0000-\u001f\u007f-\u009f]{1,200}$/.test(issuer);
    this.fault = !isName
      ? 'wrongName'
      : notBefore !== null && notAfter !== null && notAfter < notBefore
        ? 'wrongTimes'
        : null;
    if (this.fault) return;
    const suspended = text('suspended') === 'yes';
    const changed: TrustEntry = { ...this.entry, issuer, notBefore, notAfter, suspended };
    this.dispatchEvent(new CustomEvent<TrustEntry>('change-key', { detail: changed }));
  };

  /** Folds the form away once what it asked for is done. */
  done(): void {
    this.#show(null);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-trust-key': TrustKey;
  }
}
