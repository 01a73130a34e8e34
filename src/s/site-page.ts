import { LitElement, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { visitNoticeVersion, visitShort } from '../domain/privacy/visit-short.ts';
import type { VisitAnswer } from '../domain/api/api.ts';
import { ApiConnection, ApiError } from '../sync/api-connection.ts';
import { shownNotices } from '../sync/shown-notices.ts';
import { clockSeconds, dateTimeSeconds } from '../ui/language/clock.ts';
import { ago, dateTime } from '../ui/language/format.ts';
import { forgetWallet } from '../store/holder/forget-wallet.ts';
import { adviceCard } from '../ui/district/advice-card.ts';
import '../ui/language/language-switch.ts';
import { language, Texts } from '../ui/language/languages.ts';
import { placeName } from '../ui/language/place-names.ts';
import { keepEndingSignIns } from '../ui/session/left-sign-ins.ts';
import { Session } from '../ui/session/session.ts';
import { shapes } from '../ui/theme/shapes.ts';
import { followSession } from '../ui/session/shared-session.ts';
import '../ui/session/sign-in-form.ts';
import type { SignInDetail } from '../ui/session/sign-in-form.ts';
import '../ui/theme/status-mark.ts';
import { healthTexts } from '../ui/texts/common/health.ts';
import { siteTexts } from '../ui/texts/citizen/s.ts';
import { controls, theme } from '../ui/theme/theme.ts';
import { focusNewViews } from '../ui/overlay/view-focus.ts';
import { CheckIn, type CheckInState } from './check-in.ts';
import { sitePageStyle } from './site-page-style.ts';
import { VisitMemory } from './visit-memory.ts';

const outcomeShapes = { admit: shapes.good, attend: shapes.attention, refuse: shapes.stop };

/** What a scanned site code opens: the place, the visit, the person's status. */
@customElement('sc-site-page')
export class SitePage extends LitElement {
  static override styles = [theme, controls, sitePageStyle];

  /** Tests put their own here, and in those below, before the element is attached. */
  client = new ApiConnection();
  session = new Session('sitecode.citizen');
  memory = new VisitMemory();
  forgetWallet: () => Promise<void> = forgetWallet;

  @state() private signingIn = false;
  /** True while the person is asked whether to sign out although the visit is not registered. */
  @state() private leaving = false;
  @state() private signInFault: ApiError['code'] | null = null;
  readonly #texts = new Texts(this, siteTexts);
  readonly #health = new Texts(this, healthTexts);
  #checkIn!: CheckIn;
  #timer: ReturnType<typeof setInterval> | undefined;
  #unfollow: (() => void) | undefined;
  #stopEnding: (() => void) | undefined;
  readonly #opened = () => void this.#checkIn.open(location.hash.slice(1));
  readonly #online = () => {
    if (this.#checkIn.state === 'failed') void this.#checkIn.retry();
  };

  constructor() {
    super();
    const views: readonly CheckInState[] = ['sign-in', 'registered', 'failed'];
    const view = () => views.find((each) => each === this.#checkIn.state);
    // Another place's code is another view.
    focusNewViews(this, () => (view() ? `${view()} ${location.hash}` : null), 'main');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#checkIn = new CheckIn(this.client, this.session, this.memory, () => this.requestUpdate());
    // The clock and the age of the registration move: an old page, or a picture of one, is seen to be old.
    this.#timer = setInterval(() => this.requestUpdate(), 1000);
    window.addEventListener('hashchange', this.#opened);
    window.addEventListener('online', this.#online);
    this.#unfollow = followSession(this.session, {
      token: () => this.client.token,
      renewed: (token) => (this.client.token = token),
      // Who signed out in another tab is signed out here; a sign-in there changes nothing of what is typed here.
      changed: () => void (this.session.token === null && location.reload()),
    });
    this.#stopEnding = keepEndingSignIns(this.client);
    // The sentence stands below whatever is shown.
    shownNotices.set('visit', visitNoticeVersion);
    this.#opened();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    this.#unfollow?.();
    this.#stopEnding?.();
    window.removeEventListener('hashchange', this.#opened);
    window.removeEventListener('online', this.#online);
  }

  override render() {
    const { t } = this.#texts;
    return html`
      ${this.#place()}
      <main>
        ${this.#state()}
        <p class="soft">${visitShort[language()]} <a href="../#notice-visit">${t.notice}</a></p>
      </main>
      <footer>
        <a class="button quiet" href="../me/">${t.myCode}</a>
        <sc-language-switch></sc-language-switch>
      </footer>
    `;
  }

  #place() {
    const { t } = this.#texts;
    const { place, state } = this.#checkIn;
    if (place) {
      return html`<header>
        <h1>${placeName(place.name, place.nameEn)}</h1>
        ${place.zone ? html`<p class="zone">${placeName(place.zone, place.zoneEn)}</p>` : nothing}
        <p>${place.address}</p>
        <p>${placeName(place.subdistrict, place.subdistrictEn)}</p>
      </header>`;
    }
    const titles = { 'no-code': t.noCodeTitle, 'bad-code': t.badCodeTitle, failed: t.unread };
    const title = state in titles ? titles[state as keyof typeof titles] : t.reading;
    return html`<header class=${state === 'bad-code' ? 'bad' : ''}><h1>${title}</h1></header>`;
  }

  #state() {
    const { t } = this.#texts;
    const { state, visit, fault } = this.#checkIn;
    switch (state) {
      case 'no-code':
        return html`<p class="card">${t.noCode}</p>`;
      case 'bad-code':
        return html`<p class="card" role="alert">${t.badCode}</p>`;
      case 'sign-in':
        return this.#signInForm();
      case 'registering':
        return html`<p class="card big" role="status">${t.registering}</p>
          ${this.#notYou()}`;
      case 'failed':
        return html`<div class="card failed" role="alert">
            <h2><svg viewBox="0 0 32 32" aria-hidden="true">${shapes.stop}</svg>${t.notRegistered}</h2>
            <p>${this.#why(fault)}</p>
            ${
              fault === 'not-found'
                ? nothing
                : html`<button type="button" @click=${() => void this.#checkIn.retry()}>${t.retry}</button>`
            }
          </div>
          ${this.#notYou()}`;
      case 'registered':
        return this.#registered(visit!);
    }
  }

  #why(fault: ApiError['code'] | null): string {
    const { t } = this.#texts;
    const texts: Partial<Record<ApiError['code'], string>> = {
      offline: t.offline,
      'too-many': t.tooMany,
      'not-found': t.nobodysOwn,
    };
    return (fault && texts[fault]) ?? t.serverFault;
  }

  #registered(visit: VisitAnswer) {
    const { t } = this.#texts;
    const health = this.#health.t;
    const now = Date.now();
    const { status } = visit;
    // Two rules may say the same: what is not known fails several.
    const reasons = new Set(visit.reasons.map((reason) => reason[language()]));
    return html`
      <div class="outcome ${visit.outcome}" role="status">
        <svg viewBox="0 0 32 32" aria-hidden="true">${outcomeShapes[visit.outcome]}</svg>
        <h2>${health[visit.outcome]}</h2>
        ${[...reasons].map((reason) => html`<p>${reason}</p>`)}
      </div>
      ${visit.advice ? adviceCard(visit.advice.text, visit.advice.phone) : nothing}
      <div class="card registered">
        <h2>${t.registered}</h2>
        <p>${dateTimeSeconds(visit.at)} · ${ago(visit.at, now, language())}</p>
        <p class="clock">${t.now} <time>${clockSeconds(now)}</time></p>
        <p class="soft">${t.checkPlace}</p>
      </div>
      <dl class="card">
        <div class="who">
          <dt>${t.person}</dt>
          <dd class="main">${visit.maskedName} <sc-status-mark .colour=${status.colour}></sc-status-mark></dd>
          <dd>${this.#notYou()}</dd>
        </div>
        <div>
          <dt>${health.lastTest}</dt>
          <dd class="main">${health[status.lastResult]}</dd>
          ${
            status.sampleTime === null
              ? nothing
              : html`<dd>${ago(status.sampleTime, now, language())}</dd>
                  <dd class="soft">${dateTime(status.sampleTime, language())}</dd>`
          }
        </div>
        <div>
          <dt>${health.vaccine}</dt>
          <dd class="main">${status.doses === null ? health.dosesUnknown : health.doses(status.doses)}</dd>
        </div>
      </dl>
    `;
  }

  /** Another person holds the phone: signs out the one who is signed in, and asks first where a visit would be lost. */
  #notYou() {
    const { t } = this.#texts;
    if (!this.leaving || !this.#checkIn.isWaiting)
      return html`<button type="button" class="quiet not-you" @click=${() => void this.#leave(false)}>
        ${t.notYou}
      </button>`;
    return html`<div class="card leaving" role="alert">
      <p>${t.leaveAsk}</p>
      <button type="button" @click=${() => void this.#leave(true)}>${t.leaveYes}</button>
      <button type="button" class="quiet" @click=${() => (this.leaving = false)}>${t.leaveNo}</button>
    </div>`;
  }

  async #leave(isSure: boolean): Promise<void> {
    this.leaving = !isSure && this.#checkIn.isWaiting;
    if (this.leaving) return;
    this.#checkIn.signOut();
    // The pass of who leaves is not for who comes.
    await this.forgetWallet();
  }

  #signInForm() {
    const { t } = this.#texts;
    return html`<div class="card">
      <sc-sign-in-form .busy=${this.signingIn} .fault=${this.signInFault} @sign-in=${this.#signIn}>
        <h2>${t.signIn}</h2>
        ${
          this.#checkIn.signedOut
            ? html`<p class="fault" role="alert">${t.signedOut}</p>`
            : html`<p class="soft">${t.signInWhy}</p>`
        }
      </sc-sign-in-form>
    </div>`;
  }

  async #signIn(event: CustomEvent<SignInDetail>): Promise<void> {
    this.signingIn = true;
    this.signInFault = null;
    try {
      await this.#checkIn.signIn(event.detail.email, event.detail.password);
    } catch (fault) {
      this.signInFault = fault instanceof ApiError ? fault.code : 'server';
    } finally {
      this.signingIn = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-site-page': SitePage;
  }
}
