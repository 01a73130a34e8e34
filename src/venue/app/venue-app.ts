import { LitElement, css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ApiClient, ApiError } from '../../sync/api-client.ts';
import '../../ui/session/demo-logins.ts';
import '../../ui/language/language-switch.ts';
import { Texts } from '../../ui/language/languages.ts';
import '../../ui/session/password-dialog.ts';
import type { PasswordDialog } from '../../ui/session/password-dialog.ts';
import { keepEndingSignIns, leaveSession } from '../../ui/session/left-sign-ins.ts';
import { Session } from '../../ui/session/session.ts';
import { followSession, renewSession } from '../../ui/session/shared-session.ts';
import '../../ui/session/sign-in-form.ts';
import type { SignInDetail } from '../../ui/session/sign-in-form.ts';
import { passwordTexts } from '../../ui/texts/common/password.ts';
import { venueTexts } from '../../ui/texts/venue/venue.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { focusNewViews } from '../../ui/overlay/view-focus.ts';
import { SeenAlarms } from '../alarms/seen-alarms.ts';
import { venuePace } from './venue-page.ts';

/** The page stays open for days beside a till: its token is exchanged for a fresh one well before its end, ms. */
const renewMs = 30 * 60_000;

/** A site owner's face: sign-in, then their sites. */
@customElement('sc-venue-app')
export class VenueApp extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
        min-height: 100svh;
        background: var(--ground);
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        padding: 10px max(16px, calc(50vw - 39rem));
        background: var(--accent);
        color: var(--accent-ink);
      }
      header :is(h1, strong) {
        font-size: 1.25rem;
        margin-inline-end: auto;
      }
      header a {
        color: inherit;
      }
      /* As large as a finger needs. */
      .notice {
        display: inline-block;
        padding: 6px 0;
        color: var(--accent);
      }
      header button {
        border-color: #ffffff;
      }
      @media (max-width: 520px) {
        header :is(h1, strong) {
          flex-basis: 100%;
        }
        header a {
          margin-inline-end: auto;
        }
      }
      .enter {
        max-width: 27.5rem;
        margin: 0 auto;
        padding: 24px 16px;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap);
      }
      @media print {
        :host {
          min-height: 0;
          background: none;
        }
        header {
          display: none;
        }
      }
    `,
  ];

  /** Tests put their own here, and in those below, before the element is attached. */
  @property({ attribute: false }) client = new ApiClient();
  @property({ attribute: false }) listen?: (onChange: () => void) => Promise<() => void>;
  @property({ attribute: false }) pace = venuePace;
  @property({ attribute: false }) seen = new SeenAlarms();
  session = new Session('sitecode.owner');
  @state() private signedIn = false;
  @state() private ended = false;
  @state() private busy = false;
  @state() private fault: ApiError['code'] | null = null;
  @query('sc-password-dialog') private passwordDialog!: PasswordDialog;
  readonly #texts = new Texts(this, venueTexts);
  readonly #password = new Texts(this, passwordTexts);
  #renewal: ReturnType<typeof setInterval> | undefined;
  #unfollow: (() => void) | undefined;
  #stopEnding: (() => void) | undefined;

  constructor() {
    super();
    focusNewViews(this, () => (this.signedIn ? 'sites' : 'sign-in'), 'main, sc-venue-page');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unfollow = followSession(this.session, {
      token: () => this.client.token,
      renewed: (token) => (this.client.token = token),
      changed: () => location.reload(),
    });
    this.#stopEnding = keepEndingSignIns(this.client);
    this.#renewal = setInterval(() => void this.#renew(), renewMs);
    this.client.token = this.session.token;
    this.signedIn = this.client.token !== null;
    if (this.signedIn) void this.#renew();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unfollow?.();
    this.#stopEnding?.();
    clearInterval(this.#renewal);
  }

  async #renew(): Promise<void> {
    if (!this.client.token) return;
    try {
      await renewSession(this.session, this.client, 'owners');
    } catch {
      // the old token goes on for as long as it is valid; the page says when it is not
    }
  }

  async #signIn(event: CustomEvent<SignInDetail>): Promise<void> {
    this.busy = true;
    this.fault = null;
    try {
      await this.client.signIn('owners', event.detail.email, event.detail.password);
      this.session.token = this.client.token;
      this.signedIn = true;
      this.ended = false;
    } catch (fault) {
      this.fault = fault instanceof ApiError ? fault.code : 'server';
    } finally {
      this.busy = false;
    }
  }

  #leave(ended: boolean): void {
    if (ended) {
      this.session.token = null;
      this.client.token = null;
    } else void leaveSession(this.session, this.client);
    this.signedIn = false;
    this.ended = ended;
  }

  override render() {
    const { t } = this.#texts;
    return html`
      <header>
        ${this.signedIn ? html`<strong>${t.title}</strong>` : html`<h1>${t.title}</h1>`}
        <a href="../">${t.otherFaces}</a>
        <sc-language-switch></sc-language-switch>
        ${
          this.signedIn
            ? html`<button type="button" name="change-password" @click=${() => this.passwordDialog.show()}>
                  ${this.#password.t.change}
                </button>
                <button type="button" name="sign-out" @click=${() => this.#leave(false)}>
                  ${t.signOut}
                </button>`
            : ''
        }
      </header>
      ${
        this.signedIn
          ? html`<sc-venue-page
              .client=${this.client}
              .listen=${this.listen}
              .pace=${this.pace}
              .seen=${this.seen}
              @refused=${() => this.#leave(true)}
            ></sc-venue-page>`
          : this.#enter()
      }
      <sc-password-dialog
        kind="owners"
        .client=${this.client}
        @changed=${() => (this.session.token = this.client.token)}
        @refused=${() => this.#leave(true)}
      ></sc-password-dialog>
    `;
  }

  #enter() {
    const { t } = this.#texts;
    const signIn = (event: CustomEvent<SignInDetail>) => void this.#signIn(event);
    return html`<main class="enter">
      <div class="card">
        <sc-sign-in-form .busy=${this.busy} .fault=${this.fault} @sign-in=${signIn}>
          <h2>${t.signInTitle}</h2>
          ${
            this.ended
              ? html`<p class="fault" role="alert">${t.sessionEnded}</p>`
              : html`<p class="soft">${t.signInWhy}</p>`
          }
        </sc-sign-in-form>
        <a class="notice" href="../#notice-owner">${t.notice}</a>
      </div>
      <sc-demo-logins face="venue" @sign-in=${signIn}></sc-demo-logins>
    </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-venue-app': VenueApp;
  }
}
