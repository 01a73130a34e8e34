import { LitElement, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { PaperPassAnswer, Ward } from '../domain/api.ts';
import { Wallet } from '../store/wallet.ts';
import { ApiClient, ApiError } from '../sync/api-client.ts';
import '../ui/demo-logins.ts';
import { keepStorage } from '../ui/install.ts';
import { KeepAwake } from '../ui/keep-awake.ts';
import '../ui/language-switch.ts';
import { Texts } from '../ui/languages.ts';
import { Session } from '../ui/session.ts';
import '../ui/sign-in-form.ts';
import type { SignInDetail } from '../ui/sign-in-form.ts';
import { meTexts } from '../ui/texts/me.ts';
import { controls, theme } from '../ui/theme.ts';
import { meAppStyle } from './me-app-style.ts';
import './my-record.ts';
import './paper-card.ts';
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
  client = new ApiClient({ onSignedOut: () => (this.session.token = null) });
  session = new Session('sitecode.citizen');
  walletName = 'sitecode-wallet';
  wall: () => number = Date.now;

  @state() private keeper: PassKeeper | null = null;
  /** The keepers of the wards' passes, in the order the server lists them. */
  @state() private wards: PassKeeper[] = [];
  /** Whose pass is shown: a ward's handle; undefined for the account's own. */
  @state() private person: string | undefined;
  /** The card to print; null while none is asked for. */
  @state() private paper: PaperPassAnswer | null = null;
  @state() private opening = true;
  @state() private signingIn = false;
  /** True while the form stands in place of a pass whose sign-in has run out. */
  @state() private again = false;
  @state() private fault: ApiError['code'] | null = null;
  /** Rises when the keeper has changed, and every second: ages and the pass's end are read from the clock. */
  @state() private revision = 0;
  @query('dialog') private signOutDialog!: HTMLDialogElement;
  readonly #awake = new KeepAwake();
  readonly #texts = new Texts(this, meTexts);
  #timer: ReturnType<typeof setInterval> | undefined;

  readonly #hurry = () => {
    if (document.visibilityState !== 'visible') return;
    for (const keeper of [this.keeper, ...this.wards]) keeper?.hurry();
  };
  /** Signed in or out in another tab: this one must not go on with the old pass. */
  readonly #elsewhere = (event: StorageEvent) => {
    if (event.key === 'sitecode.citizen' || event.key === null) location.reload();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.#tick(), 1000);
    document.addEventListener('visibilitychange', this.#hurry);
    window.addEventListener('online', this.#hurry);
    window.addEventListener('storage', this.#elsewhere);
    void this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#hurry);
    window.removeEventListener('online', this.#hurry);
    window.removeEventListener('storage', this.#elsewhere);
    this.#close();
  }

  async #open(): Promise<void> {
    this.client.token = this.session.token;
    const wallet = await Wallet.open(this.session.account, this.walletName);
    if (wallet) await this.#use(wallet);
    this.opening = false;
    if (this.client.token) void this.#refreshSession();
  }

  async #use(wallet: Wallet): Promise<void> {
    const keeper = new PassKeeper(this.client, wallet, () => this.#changed(keeper), this.wall);
    await this.#useWards(wallet.owner, await Wallet.wards(wallet.owner, this.walletName));
    this.keeper = keeper;
    // A pass without a sign-in is shown, but nothing is asked of the server.
    if (!this.client.token) this.keeper.fault = 'sign-in';
    this.#awake.start();
    void keepStorage();
    void this.keeper.tick();
  }

  /** Makes a keeper for each ward, and forgets those of wards that the account no longer has. */
  async #useWards(owner: string, wards: readonly Ward[]): Promise<void> {
    const keepers: PassKeeper[] = [];
    for (const ward of wards) {
      const there = this.wards.find(({ person }) => person === ward.id);
      const wallet = there?.wallet ?? (await Wallet.open(owner, this.walletName, ward));
      if (!wallet) continue;
      const keeper = there ?? new PassKeeper(this.client, wallet, () => this.revision++, this.wall);
      if (!this.client.token) keeper.fault = 'sign-in';
      keepers.push(keeper);
    }
    for (const gone of this.wards.filter((keeper) => !keepers.includes(keeper))) {
      gone.wallet.close();
      await Wallet.wipeWard(gone.wallet.ward!, this.walletName);
    }
    this.wards = keepers;
    if (!keepers.some(({ person }) => person === this.person)) this.person = undefined;
  }

  /** The server has spoken: the account may have other wards than before. */
  #changed(keeper: PassKeeper): void {
    this.revision++;
    const wards = keeper.me?.wards;
    const same = wards?.map(({ id }) => id).join() === this.wards.map(({ person }) => person).join();
    if (wards && !same && !keeper.busy && keeper === this.keeper)
      void this.#useWards(keeper.wallet.owner, wards);
  }

  #close(): void {
    this.#awake.stop();
    for (const { wallet } of [...(this.keeper ? [this.keeper] : []), ...this.wards]) wallet.close();
    this.keeper = null;
    this.wards = [];
    this.person = undefined;
    this.paper = null;
  }

  #tick(): void {
    this.revision++;
    for (const keeper of [this.keeper, ...this.wards]) void keeper?.tick();
  }

  /** A person in regular use is never asked to sign in again. */
  async #refreshSession(): Promise<void> {
    try {
      await this.client.refresh('citizens');
      this.session.token = this.client.token;
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
      const wallet = await Wallet.open(this.session.account, this.walletName);
      if (wallet) await this.#use(wallet);
      this.again = false;
    } catch (fault) {
      this.fault = fault instanceof ApiError ? fault.code : 'server';
    } finally {
      this.signingIn = false;
    }
  }

  async #signOut(): Promise<void> {
    this.session.token = null;
    this.client.token = null;
    this.#close();
    await Wallet.wipe(this.walletName);
    this.again = false;
  }

  override render() {
    const { t } = this.#texts;
    if (this.opening) return html`<p class="enter">${t.opening}</p>`;
    if (!this.keeper || this.again) return this.#enter();
    if (this.paper) {
      return html`<sc-paper-card .paper=${this.paper} @close=${() => (this.paper = null)}></sc-paper-card>`;
    }
    const keeper = this.wards.find(({ person }) => person === this.person) ?? this.keeper;
    return html`<div class="page">
      <sc-pass-screen
        .keeper=${keeper}
        .revision=${this.revision}
        @sign-in-again=${() => (this.again = true)}
      >
        <sc-people-switch
          slot="people"
          .own=${this.keeper.held?.fields.maskedName ?? ''}
          .wards=${this.wards.map(({ wallet }) => wallet.ward!)}
          .person=${this.person}
          @choose=${(event: CustomEvent<string | undefined>) => (this.person = event.detail)}
        ></sc-people-switch>
      </sc-pass-screen>
      <div class="below">
        <sc-my-record .me=${keeper.me} .loading=${keeper.busy}></sc-my-record>
        <sc-paper-offer
          .client=${this.client}
          .person=${this.person}
          @paper=${(event: CustomEvent<PaperPassAnswer>) => (this.paper = event.detail)}
        ></sc-paper-offer>
        <details class="card">
          <summary>${t.whoSees}</summary>
          <ul>
            ${t.whoSeesList.split('\n').map((line) => html`<li>${line}</li>`)}
          </ul>
        </details>
        ${this.#foot()}
      </div>
    </div>`;
  }

  #foot() {
    const { t } = this.#texts;
    return html`<div class="foot">
        <sc-language-switch></sc-language-switch>
        <a href="../">${t.otherFaces}</a>
        <button type="button" class="quiet" @click=${() => this.signOutDialog.showModal()}>
          ${t.signOut}
        </button>
      </div>
      <dialog aria-label=${t.signOut}>
        <p>${t.signOutAsk}</p>
        <div>
          <button type="button" @click=${() => void this.#signOut()}>${t.signOutYes}</button>
          <button type="button" class="quiet" @click=${() => this.signOutDialog.close()}>${t.cancel}</button>
        </div>
      </dialog>`;
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
