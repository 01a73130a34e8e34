import { provide } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Alarm } from '../../domain/api/api.ts';
import type { StaffMeAnswer } from '../../domain/api/official-api.ts';
import { ApiClient, ApiError } from '../../sync/api-client.ts';
import { District } from '../../ui/district/district.ts';
import { PageAddress } from '../../ui/kit/address/page-address.ts';
import {
  clientContext,
  districtContext,
  feedContext,
  staffContext,
  type DistrictSeen,
  type FeedWays,
} from '../../ui/kit/shell/context.ts';
import '../../ui/kit/shell/lazy-page.ts';
import { Texts } from '../../ui/language/languages.ts';
import { keepEndingSignIns, leaveSession } from '../../ui/session/left-sign-ins.ts';
import { Session } from '../../ui/session/session.ts';
import { followSession, renewSession } from '../../ui/session/shared-session.ts';
import { ReasonWords } from '../../ui/language/reason-words.ts';
import { floorTexts } from '../../ui/texts/common/reasons.ts';
import { authorityTexts } from '../../ui/texts/authority/authority.ts';
import { theme } from '../../ui/theme/theme.ts';
import { focusNewViews } from '../../ui/overlay/view-focus.ts';
import '../../ui/session/password-dialog.ts';
import type { PasswordDialog } from '../../ui/session/password-dialog.ts';
import './authority-header.ts';
import './authority-nav.ts';
import './closed-page.ts';
import { isJoinAddress, pageOfAddress, pagesOf, pagesScript } from './pages.ts';
import './sign-in-page.ts';

/** A board stays open for days: its token is exchanged for a fresh one well before any end of it, ms. */
const renewMs = 30 * 60_000;
/** How soon to try again, ms, when the server did not say who is signed in. */
const retryMs = 10_000;

const sessionName = 'sitecode.staff';

/**
 * The authority's face: sign-in, then the page that the address names. What a role may see is the server's decision alone;
 * this only shows it.
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
      @media print {
        :host {
          background: none;
        }
        sc-authority-header,
        sc-authority-nav {
          display: none;
        }
      }
    `,
  ];

  @provide({ context: clientContext })
  @property({ attribute: false })
  client = new ApiClient();
  @provide({ context: feedContext })
  @property({ attribute: false })
  feed: FeedWays = {};

  /** - refused: the server shows this person nothing of the page that was asked for */
  @state() private view: 'sign-in' | 'page' | 'refused' = 'sign-in';
  @provide({ context: staffContext })
  @state()
  private me: StaffMeAnswer | null = null;
  @provide({ context: districtContext })
  @state()
  private district: DistrictSeen = {
    name: null,
    demo: false,
    words: new ReasonWords(null, floorTexts),
    keepUpWith: () => undefined,
  };
  @state() private ended = false;
  /** Recovery codes are shown that nobody sees again. */
  @state() private securing = false;
  @query('sc-password-dialog') private passwordDialog!: PasswordDialog;
  readonly #texts = new Texts(this, authorityTexts);
  readonly #session = new Session(sessionName);
  #district!: District;
  #unfollow: (() => void) | undefined;
  #stopEnding: (() => void) | undefined;
  #renewal: ReturnType<typeof setInterval> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.addController(new PageAddress(this));
    focusNewViews(this, () => this.#shown, 'main');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unfollow = followSession(this.#session, {
      token: () => this.client.token,
      renewed: (token) => (this.client.token = token),
      changed: () => this.#changedElsewhere(),
    });
    this.#stopEnding = keepEndingSignIns(this.client);
    this.#district = new District(this.client, () => this.#districtRead());
    const keepUpWith = (alarms: readonly Alarm[]): void => void this.#district.keepUpWith(alarms);
    this.district = { ...this.district, keepUpWith };
    void this.#district.load();
    this.#resume();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unfollow?.();
    this.#stopEnding?.();
    this.#stopTimers();
  }

  override render() {
    return html`
      <sc-authority-header
        .districtName=${this.district.name}
        ?demo=${this.district.demo}
        ?signedIn=${this.view !== 'sign-in'}
        .me=${this.me}
        @sign-out=${() => this.#leave(false)}
        @change-password=${() => this.passwordDialog.show()}
      ></sc-authority-header>
      <sc-authority-nav
        .pages=${this.me && !this.#isSetUp ? pagesOf(this.me.roles) : []}
        .page=${this.#page}
      ></sc-authority-nav>
      <main @renewed=${() => (this.#session.token = this.client.token)}>${this.#told()}${this.#view()}</main>
      <sc-password-dialog
        kind="staff"
        .client=${this.client}
        @changed=${() => (this.#session.token = this.client.token)}
        @refused=${this.#refused}
      ></sc-password-dialog>
    `;
  }

  override updated(): void {
    document.title = this.#texts.t.pageTitle;
  }

  get #isSetUp(): boolean {
    return this.securing || this.me?.secondFactor === 'missing';
  }

  /** Above every page, until it is read: on the page of one's own account it stands among the others. */
  #told() {
    if (this.view !== 'page' || !this.me?.untold || this.#isSetUp || this.#page?.id === 'account')
      return nothing;
    import('../account/account-told.ts').catch(() => undefined);
    return html`<sc-account-told
      .client=${this.client}
      @seen=${() => {
        if (this.me) this.me = { ...this.me, untold: false };
      }}
    ></sc-account-told>`;
  }

  /** Before its second factor is set up an account can do nothing else. */
  #setup() {
    import('../account/factor-setup.ts').catch(() => undefined);
    return html`<sc-factor-setup
      .client=${this.client}
      @renewed=${() => {
        this.securing = true;
        this.#session.token = this.client.token;
      }}
      @secured=${() => {
        this.securing = false;
        this.#again();
      }}
    ></sc-factor-setup>`;
  }

  /** What is on the screen: when it is another, the focus goes there. */
  get #shown(): string {
    if (isJoinAddress()) return 'join';
    if (this.view === 'page' && this.#isSetUp) return 'set-up';
    return this.view === 'page' ? (this.#page?.id ?? 'none') : this.view;
  }

  get #page() {
    return pageOfAddress(this.me?.roles ?? null);
  }

  #view() {
    if (isJoinAddress()) {
      import('./join-page.ts').catch(() => undefined);
      return html`<sc-join-page .client=${this.client} @signed-in=${this.#enter}></sc-join-page>`;
    }
    if (this.view === 'sign-in')
      return html`<sc-sign-in-page
        .client=${this.client}
        ?ended=${this.ended}
        @signed-in=${this.#enter}
      ></sc-sign-in-page>`;
    if (this.#isSetUp && this.view !== 'refused') return this.#setup();
    const page = this.#page;
    if (this.view === 'refused' || !page)
      return html`<sc-closed-page .held=${this.me?.roles ?? []} @again=${this.#again}></sc-closed-page>`;
    return html`<sc-lazy-page .page=${page} .script=${pagesScript} @refused=${this.#refused}></sc-lazy-page>`;
  }

  /** Goes on with the session kept on this device, or asks for one. */
  #resume(): void {
    this.#stopTimers();
    const { token } = this.#session;
    this.client.token = token;
    this.me = null;
    this.ended = false;
    this.view = token ? 'page' : 'sign-in';
    if (!token) return;
    this.#renewal = setInterval(() => void this.#renew(), renewMs);
    void this.#renew();
    void this.#identify();
  }

  readonly #enter = (): void => {
    this.#session.token = this.client.token;
    this.#stopTimers();
    this.ended = false;
    this.view = 'page';
    this.#renewal = setInterval(() => void this.#renew(), renewMs);
    void this.#identify();
  };

  /** @param ended true when the server ended the session, not the person */
  #leave(ended: boolean): void {
    if (ended) this.#session.token = null;
    else void leaveSession(this.#session, this.client);
    this.#resume();
    this.ended = ended;
  }

  async #renew(): Promise<void> {
    const { token } = this.client;
    try {
      await renewSession(this.#session, this.client, 'staff');
    } catch (fault) {
      if (this.client.token === token) this.#endOn(fault);
    }
  }

  async #identify(): Promise<void> {
    const { token } = this.client;
    clearTimeout(this.#retry);
    try {
      const me = await this.client.staffMe();
      if (this.view === 'sign-in') return;
      // What was refused before may have been a page that the address named and that is somebody else's.
      if (this.me === null) this.view = 'page';
      this.me = me;
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

  #refused({ detail }: CustomEvent<ApiError>): void {
    if (!this.#endOn(detail)) this.view = 'refused';
  }

  readonly #again = (): void => {
    this.view = 'page';
    void this.#identify();
  };

  #districtRead(): void {
    const { name, demo, words } = this.#district;
    this.district = { ...this.district, name, demo, words };
  }

  /** Signed in or out in another tab: the same here. */
  #changedElsewhere(): void {
    // What another account's pages hold is not for this one: the page begins anew.
    if (this.client.token && this.#session.token) location.reload();
    else this.#resume();
  }

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
