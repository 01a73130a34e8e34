import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { BoardAnswer } from '../domain/api.ts';
import type { StaffMeAnswer } from '../domain/official-api.ts';
import { ApiClient, ApiError } from '../sync/api-client.ts';
import { District } from '../ui/district.ts';
import { Texts } from '../ui/languages.ts';
import type { FeedPace } from '../ui/live-feed.ts';
import { Session } from '../ui/session.ts';
import { authorityTexts } from '../ui/texts/authority.ts';
import { theme } from '../ui/theme.ts';
import './authority-header.ts';
import { pageOfAddress } from './authority-nav.ts';
import './authority-nav.ts';
import './board-page.ts';
import './closed-page.ts';
import './fleet-page.ts';
import './overrides-page.ts';
import './policy-page.ts';
import './replay-page.ts';
import './sign-in-page.ts';
import './trust-page.ts';

/** A board stays open for days: its token is exchanged for a fresh one well before any end of it, ms. */
const renewMs = 30 * 60_000;
/** How soon to try again, ms, when the server did not say who is signed in. */
const retryMs = 10_000;

const sessionName = 'sitecode.staff';

/**
 * The authority's face: sign-in, then the page of the person's role. What a role may see is the server's word alone; this
 * only shows it.
 */
@customElement('sc-authority-app')
export class AuthorityApp extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: block;
        min-height: 100vh;
        background: var(--ground);
      }
    `,
  ];

  @property({ attribute: false }) client = new ApiClient();
  /** See BoardPage. */
  @property({ attribute: false }) listen?: (onChange: () => void) => Promise<() => void>;
  @property({ attribute: false }) pace: Partial<FeedPace> = {};

  @state() private view: 'sign-in' | 'board' | 'closed' = 'sign-in';
  @state() private me: StaffMeAnswer | null = null;
  @state() private ended = false;
  readonly #texts = new Texts(this, authorityTexts);
  readonly #session = new Session(sessionName);
  #district!: District;
  #renewal: ReturnType<typeof setInterval> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('storage', this.#otherTab);
    window.addEventListener('hashchange', this.#otherPage);
    this.#district = new District(this.client, () => this.requestUpdate());
    void this.#district.load();
    this.#resume();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('storage', this.#otherTab);
    window.removeEventListener('hashchange', this.#otherPage);
    this.#stopTimers();
  }

  override render() {
    return html`
      <sc-authority-header
        .districtName=${this.#district.name}
        ?demo=${this.#district.demo}
        ?signedIn=${this.view !== 'sign-in'}
        .me=${this.me}
        @sign-out=${() => this.#leave(false)}
      ></sc-authority-header>
      <sc-authority-nav
        .staffRole=${this.me?.role ?? null}
        page=${pageOfAddress(this.me?.role ?? null)}
      ></sc-authority-nav>
      <main>${this.#page()}</main>
    `;
  }

  override updated(): void {
    document.title = this.#texts.t.pageTitle;
  }

  #page() {
    switch (this.view) {
      case 'sign-in':
        return html`<sc-sign-in-page
          .client=${this.client}
          ?ended=${this.ended}
          @signed-in=${this.#enter}
        ></sc-sign-in-page>`;
      case 'closed':
        return html`<sc-closed-page
          .staffRole=${this.me?.role ?? null}
          @again=${() => (this.view = 'board')}
        ></sc-closed-page>`;
      case 'board':
        return this.#pageOfRole();
    }
  }

  #pageOfRole() {
    switch (pageOfAddress(this.me?.role ?? null)) {
      case 'policy':
        return html`<sc-policy-page
          .client=${this.client}
          ?demo=${this.#district.demo}
          @refused=${this.#refused}
        ></sc-policy-page>`;
      case 'trust':
        return html`<sc-trust-page .client=${this.client} @refused=${this.#refused}></sc-trust-page>`;
      case 'replay':
        return html`<sc-replay-page .client=${this.client} @refused=${this.#refused}></sc-replay-page>`;
      case 'fleet':
        return html`<sc-fleet-page
          .client=${this.client}
          .staffRole=${this.me?.role ?? null}
          @refused=${this.#refused}
        ></sc-fleet-page>`;
      case 'overrides':
        return html`<sc-overrides-page .client=${this.client} @refused=${this.#refused}></sc-overrides-page>`;
      case 'board':
        return html`<sc-board-page
          .client=${this.client}
          .words=${this.#district.words}
          .listen=${this.listen}
          .pace=${this.pace}
          @answered=${this.#answered}
          @refused=${this.#refused}
        ></sc-board-page>`;
    }
  }

  /** Goes on with the session kept on this device, or asks for one. */
  #resume(): void {
    this.#stopTimers();
    const { token } = this.#session;
    this.client.token = token;
    this.me = null;
    this.ended = false;
    this.view = token ? 'board' : 'sign-in';
    if (!token) return;
    this.#renewal = setInterval(() => void this.#renew(), renewMs);
    void this.#renew();
    void this.#identify();
  }

  readonly #enter = (): void => {
    this.#session.token = this.client.token;
    this.#stopTimers();
    this.ended = false;
    this.view = 'board';
    this.#renewal = setInterval(() => void this.#renew(), renewMs);
    void this.#identify();
  };

  /** @param ended true when the server ended the session, not the person */
  #leave(ended: boolean): void {
    this.#session.token = null;
    this.#resume();
    this.ended = ended;
  }

  async #renew(): Promise<void> {
    const { token } = this.client;
    try {
      await this.client.refresh('staff');
      // Signed out in the meantime: what came back belongs to nobody here.
      if (this.#session.token !== token) this.client.token = this.#session.token;
      else this.#session.token = this.client.token;
    } catch (fault) {
      if (this.client.token === token) this.#endOn(fault);
    }
  }

  async #identify(): Promise<void> {
    const { token } = this.client;
    clearTimeout(this.#retry);
    try {
      const me = await this.client.staffMe();
      if (this.view !== 'sign-in') this.me = me;
    } catch (fault) {
      if (this.view === 'sign-in' || this.client.token !== token) return;
      if (!this.#endOn(fault)) this.#retry = setTimeout(() => void this.#identify(), retryMs);
    }
  }

  /** Ends the session when that is what a fault says. Everything else may pass. */
  #endOn(fault: unknown): boolean {
    if (!(fault instanceof ApiError) || fault.code !== 'sign-in') return false;
    this.#leave(true);
    return true;
  }

  #answered({ detail }: CustomEvent<BoardAnswer>): void {
    void this.#district.keepUpWith(detail.alarms);
  }

  #refused({ detail }: CustomEvent<ApiError>): void {
    if (!this.#endOn(detail)) this.view = 'closed';
  }

  readonly #otherPage = (): void => this.requestUpdate();

  /** Signed in or out in another tab: the same here. */
  readonly #otherTab = (event: StorageEvent): void => {
    if (event.key === sessionName && event.newValue !== this.client.token) {
      this.#session.token = event.newValue;
      // A token renewed there serves here too, without a new start.
      if (event.newValue && this.client.token) this.client.token = event.newValue;
      else this.#resume();
    }
  };

  #stopTimers(): void {
    clearInterval(this.#renewal);
    clearTimeout(this.#retry);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-authority-app': AuthorityApp;
  }
}
