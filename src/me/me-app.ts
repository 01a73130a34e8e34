import { LitElement, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { PaperPassAnswer } from '../domain/api/api.ts';
import type { AccountPerson } from '../domain/person/account-person.ts';
import { Wallet, type OwnIdentity } from '../store/holder/wallet.ts';
import { ApiClient, ApiError } from '../sync/api-client.ts';
import '../ui/session/demo-logins.ts';
import { accountOf } from '../ui/session/account-of.ts';
import { privacyNotice } from '../ui/district/notice-later.ts';
import { keepStorage } from '../ui/device/install.ts';
import { KeepAwake } from '../ui/device/keep-awake.ts';
import '../ui/language/language-switch.ts';
import { Texts } from '../ui/language/languages.ts';
import '../ui/overlay/overlay-dialog.ts';
import { OverlayEntry } from '../ui/overlay/overlay-entry.ts';
import type { Overlay } from '../ui/overlay/overlay-dialog.ts';
import '../ui/session/password-dialog.ts';
import type { PasswordDialog } from '../ui/session/password-dialog.ts';
import { keepEndingSignIns, leaveSession } from '../ui/session/left-sign-ins.ts';
import { Session } from '../ui/session/session.ts';
import { endSession, followSession, renewSession } from '../ui/session/shared-session.ts';
import '../ui/session/sign-in-form.ts';
import type { SignInDetail } from '../ui/session/sign-in-form.ts';
import { passwordTexts } from '../ui/texts/common/password.ts';
import { meTexts } from '../ui/texts/citizen/me.ts';
import { controls, theme } from '../ui/theme/theme.ts';
import { focusNewViews } from '../ui/overlay/view-focus.ts';
import { meAppStyle } from './me-app-style.ts';
import './my-record.ts';
import './paper-offer.ts';
import { PassKeeper } from './pass-keeper.ts';
import './pass-screen.ts';
import './people-switch.ts';

/**
 * The citizen's own page. A pass that lies in the wallet is shown whatever else is the matter: no network, a sign-in that
 * has run out, a server in trouble.
 */
@customElement('sc-me-app')
export class MeApp extends LitElement {
  static override styles = [theme, controls, meAppStyle];

  /** Tests put their own here, and in the three below, before the element is attached. */
  client = new ApiClient({ onSignedOut: () => endSession(this.session, this.client) });
  session = new Session('sitecode.citizen');
  walletName = 'sitecode-wallet';
  wall: () => number = Date.now;

  @state() private keeper: PassKeeper | null = null;
  /** The keepers of the others' passes, in the order the server lists them. */
  @state() private others: PassKeeper[] = [];
  /** Whose pass is shown, by the handle; undefined for the account's first person. */
  @state() private person: string | undefined;
  /** Which of the parts below the pass are open: each is loaded, and read, when somebody asks for it. */
  @state() private unfolded: { [id: string]: boolean } = { rosters: location.hash.startsWith('#roster=') };
  /** The card to print; null while none is asked for. */
  @state() private paper: PaperPassAnswer | null = null;
  @state() private opening = true;
  @state() private signingIn = false;
  /** True while the form stands in place of a pass whose sign-in has run out. */
  @state() private again = false;
  @state() private fault: ApiError['code'] | null = null;
  /** Rises when the keeper has changed, and every second: ages and the pass's end are read from the clock. */
  @state() private revision = 0;
  @query('sc-overlay') private signOutDialog!: Overlay;
  readonly #awake = new KeepAwake();
  @query('sc-password-dialog') private passwordDialog!: PasswordDialog;
  readonly #texts = new Texts(this, meTexts);
  readonly #password = new Texts(this, passwordTexts);
  #timer: ReturnType<typeof setInterval> | undefined;
  #paperEntry: OverlayEntry | null = null;

  readonly #hurry = () => {
    if (document.visibilityState !== 'visible') return;
    for (const keeper of [this.keeper, ...this.others]) keeper?.hurry();
  };
  #unfollow: (() => void) | undefined;
  #stopEnding: (() => void) | undefined;

  constructor() {
    super();
    focusNewViews(this, () => (this.opening ? null : !this.keeper || this.again ? 'sign-in' : 'pass'));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.#tick(), 1000);
    document.addEventListener('visibilitychange', this.#hurry);
    window.addEventListener('online', this.#hurry);
    this.#stopEnding = keepEndingSignIns(this.client);
    this.#unfollow = followSession(this.session, {
      token: () => this.client.token,
      renewed: (token) => (this.client.token = token),
      changed: () => this.#changedElsewhere(),
    });
    void this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#hurry);
    window.removeEventListener('online', this.#hurry);
    this.#unfollow?.();
    this.#stopEnding?.();
    this.#close();
  }

  async #open(): Promise<void> {
    this.client.token = this.session.token;
    const wallet = await Wallet.open(accountOf(this.session.token), this.walletName);
    if (wallet) await this.#use(wallet);
    this.opening = false;
    if (this.client.token) void this.#refreshSession();
  }

  async #use(wallet: Wallet): Promise<void> {
    const keeper = new PassKeeper(this.client, wallet, () => this.#changed(keeper), this.wall);
    await this.#useOthers(wallet.owner, await Wallet.others(wallet.owner, this.walletName));
    this.keeper = keeper;
    // A pass without a sign-in is shown, but nothing is asked of the server.
    if (!this.client.token) this.keeper.fault = 'sign-in';
    this.#awake.start();
    void keepStorage();
    void this.keeper.tick();
  }

  /** Makes a keeper for each of the others, and forgets those for whom the account no longer stands. */
  async #useOthers(owner: string, others: readonly AccountPerson[]): Promise<void> {
    const keepers: PassKeeper[] = [];
    for (const other of others) {
      const there = this.others.find(({ person }) => person === other.id);
      const wallet = there?.wallet ?? (await Wallet.open(owner, this.walletName, other));
      if (!wallet) continue;
      const keeper = there ?? new PassKeeper(this.client, wallet, () => this.revision++, this.wall);
      if (!this.client.token) keeper.fault = 'sign-in';
      keepers.push(keeper);
    }
    for (const gone of this.others.filter((keeper) => !keepers.includes(keeper))) {
      gone.wallet.close();
      await Wallet.wipeOther(gone.wallet.person!, this.walletName);
    }
    this.others = keepers;
    if (!keepers.some(({ person }) => person === this.person)) this.person = undefined;
  }

  /** The server has spoken: the account may stand for others than before. */
  #changed(keeper: PassKeeper): void {
    this.revision++;
    if (keeper.busy || keeper !== this.keeper) return;
    // A server before this says nothing of whom it stands for.
    const others = keeper.fault === 'not-found' ? [] : keeper.me?.persons?.slice(1);
    const same = others?.map(({ id }) => id).join() === this.others.map(({ person }) => person).join();
    if (others && !same) void this.#useOthers(keeper.wallet.owner, others);
  }

  /** For whom the account stands, as far as this phone knows. */
  get #persons(): AccountPerson[] {
    const { wallet, held } = this.keeper!;
    const maskedName = held?.fields.maskedName ?? '';
    const first = wallet.first ?? { id: '', maskedName, relation: 'self' as const };
    return [first, ...this.others.map((other) => other.wallet.person!)];
  }

  /** Signed in or out in another tab: this one must not go on with another's pass, nor with a sign-in that is over. */
  #changedElsewhere(): void {
    const { token } = this.session;
    if (this.keeper && accountOf(token) === this.keeper.wallet.owner) {
      // The person whose pass is shown signed in again elsewhere.
      this.client.token = token;
      this.again = false;
      for (const keeper of [this.keeper, ...this.others]) keeper.signedInAgain();
      return;
    }
    this.#close();
    location.reload();
  }

  #close(): void {
    this.#awake.stop();
    for (const { wallet } of [...(this.keeper ? [this.keeper] : []), ...this.others]) wallet.close();
    this.keeper = null;
    this.others = [];
    this.person = undefined;
    void this.#paperEntry?.leave();
  }

  #tick(): void {
    this.revision++;
    for (const keeper of [this.keeper, ...this.others]) void keeper?.tick();
  }

  /** A person in regular use is never asked to sign in again. */
  async #refreshSession(): Promise<void> {
    try {
      await renewSession(this.session, this.client, 'citizens');
    } catch {
      // the old token goes on for as long as it is valid
    }
  }

  async #signIn(event: CustomEvent<SignInDetail>): Promise<void> {
    this.signingIn = true;
    this.fault = null;
    try {
      await this.client.signIn('citizens', event.detail.email, event.detail.password);
      this.session.token = this.client.token;
      this.#close();
      const wallet = await Wallet.open(accountOf(this.session.token), this.walletName);
      if (wallet) await this.#use(wallet);
      this.again = false;
    } catch (fault) {
      this.fault = fault instanceof ApiError ? fault.code : 'server';
    } finally {
      this.signingIn = false;
    }
  }

  async #signOut(): Promise<void> {
    void leaveSession(this.session, this.client);
    this.#close();
    await Wallet.wipe(this.walletName);
    this.again = false;
  }

  override render() {
    const { t } = this.#texts;
    if (this.opening) return html`<p class="enter">${t.opening}</p>`;
    if (!this.keeper || this.again) return this.#enter();
    const keeper = this.others.find(({ person }) => person === this.person) ?? this.keeper;
    return html`${
        this.paper
          ? html`<sc-paper-card
              .paper=${this.paper}
              @close=${() => this.#paperEntry?.leave()}
            ></sc-paper-card>`
          : nothing
      }
      <div class="page" ?hidden=${this.paper !== null}>
        <sc-pass-screen
          .keeper=${keeper}
          .revision=${this.revision}
          @sign-in-again=${() => (this.again = true)}
        >
          <sc-people-switch
            slot="people"
            .persons=${this.#persons}
            .person=${this.person}
            @choose=${(event: CustomEvent<string | undefined>) => (this.person = event.detail)}
          ></sc-people-switch>
        </sc-pass-screen>
        <div class="below">
          <sc-my-record
            .client=${this.client}
            .person=${this.person}
            .identity=${keeper.wallet.identity}
            @kept=${({ detail }: CustomEvent<OwnIdentity>) => void this.#keepIdentity(keeper, detail)}
            .me=${keeper.me}
            .loading=${keeper.busy}
            .signedOut=${keeper.signedOut}
          ></sc-my-record>
          <sc-paper-offer
            .client=${this.client}
            .person=${this.person}
            .identity=${keeper.wallet.identity}
            @kept=${({ detail }: CustomEvent<OwnIdentity>) => void this.#keepIdentity(keeper, detail)}
            @paper=${(event: CustomEvent<PaperPassAnswer>) => this.#showPaper(event.detail)}
          ></sc-paper-offer>
          <details
            class="card"
            id="rosters"
            ?open=${this.unfolded['rosters']}
            ?hidden=${this.client.token === null}
            @toggle=${this.#unfold}
          >
            <summary>${t.rosters}</summary>
            ${
              this.unfolded['rosters']
                ? html`<sc-own-rosters
                    .client=${this.client}
                    .person=${this.person}
                    .idNumber=${keeper.wallet.identity?.idNumber}
                  ></sc-own-rosters>`
                : nothing
            }
          </details>
          <details class="card" id="access" ?hidden=${this.client.token === null} @toggle=${this.#unfold}>
            <summary>${t.whoLooked}</summary>
            ${
              this.unfolded['access']
                ? html`<sc-access-log .client=${this.client} .person=${this.person}></sc-access-log>`
                : nothing
            }
          </details>
          <details class="card" id="rights" @toggle=${this.#unfold}>
            <summary>${t.myRights}</summary>
            ${
              this.unfolded['rights']
                ? html`<sc-own-rights
                    .client=${this.client}
                    .person=${this.person}
                    @passes=${() => void keeper.update(true)}
                  ></sc-own-rights>`
                : nothing
            }
          </details>
          ${this.#foot()}
        </div>
      </div>`;
  }

  async #keepIdentity({ wallet }: PassKeeper, identity: OwnIdentity): Promise<void> {
    await wallet.keepIdentity(identity);
    this.revision++;
  }

  /** Neither on the phone nor to be had: it closes, and opens when asked again. */
  readonly #unfold = ({ target }: Event): void => {
    const details = target as HTMLDetailsElement;
    this.unfolded = { ...this.unfolded, [details.id]: details.open };
    const load = {
      rosters: () => import('./rights/own-rosters.ts'),
      access: () => import('./access-log.ts'),
      rights: () => import('./rights/own-rights.ts'),
    }[details.id];
    if (details.open) void load?.().catch(() => (details.open = false));
  };

  #showPaper(paper: PaperPassAnswer): void {
    this.paper = paper;
    this.#paperEntry = OverlayEntry.enter({
      heading: () => this.renderRoot.querySelector('sc-paper-card'),
      closesOnEscape: true,
      onLeave: () => (this.paper = null),
    });
  }

  #foot() {
    const { t } = this.#texts;
    return html`<div class="foot">
        <sc-language-switch></sc-language-switch>
        <a href="../">${t.otherFaces}</a>
        <button
          type="button"
          class="quiet"
          name="change-password"
          ?hidden=${this.client.token === null}
          @click=${() => this.passwordDialog.show()}
        >
          ${this.#password.t.change}
        </button>
        <button type="button" class="quiet" @click=${() => (this.signOutDialog.open = true)}>
          ${t.signOut}
        </button>
      </div>
      <sc-overlay label=${t.signOut}>
        <h2>${t.signOut}</h2>
        <p>${t.signOutAsk}</p>
        <div class="answers">
          <button type="button" @click=${() => void this.#signOut()}>${t.signOutYes}</button>
          <button type="button" class="quiet" @click=${() => void this.signOutDialog.close()}>
            ${t.cancel}
          </button>
        </div>
      </sc-overlay>
      <sc-password-dialog
        kind="citizens"
        .client=${this.client}
        @changed=${() => (this.session.token = this.client.token)}
        @refused=${() => (this.again = true)}
      ></sc-password-dialog>`;
  }

  #enter() {
    const { t } = this.#texts;
    return html`<div class="enter">
      <div class="top">
        <a href="../">${t.otherFaces}</a>
        <sc-language-switch></sc-language-switch>
      </div>
      <div class="card">
        <sc-sign-in-form
          .busy=${this.signingIn}
          .fault=${this.fault}
          @sign-in=${(event: CustomEvent<SignInDetail>) => void this.#signIn(event)}
        >
          <h1>${t.signInTitle}</h1>
          <p class="soft">${t.signInWhy}</p>
        </sc-sign-in-form>
        ${privacyNotice('pass')}
      </div>
      <sc-demo-logins
        face="me"
        @sign-in=${(event: CustomEvent<SignInDetail>) => void this.#signIn(event)}
      ></sc-demo-logins>
      ${
        this.again
          ? html`<button type="button" class="quiet" @click=${() => (this.again = false)}>
              ${t.cancel}
            </button>`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-me-app': MeApp;
  }
}
