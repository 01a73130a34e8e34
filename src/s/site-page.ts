import { LitElement, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { VisitAnswer } from '../domain/api.ts';
import { ApiClient, ApiError } from '../sync/api-client.ts';
import { clockSeconds, dateTimeSeconds } from '../ui/clock.ts';
import { ago, dateTime } from '../ui/format.ts';
import '../ui/language-switch.ts';
import { language, Texts } from '../ui/languages.ts';
import { Session } from '../ui/session.ts';
import { shapes } from '../ui/shapes.ts';
import '../ui/sign-in-form.ts';
import type { SignInDetail } from '../ui/sign-in-form.ts';
import '../ui/status-mark.ts';
import { healthTexts } from '../ui/texts/health.ts';
import { siteTexts } from '../ui/texts/s.ts';
import { controls, theme } from '../ui/theme.ts';
import { CheckIn } from './check-in.ts';
import { sitePageStyle } from './site-page-style.ts';
import { VisitMemory } from './visit-memory.ts';

const outcomeShapes = { admit: shapes.good, attend: shapes.attention, refuse: shapes.stop };

/** What a scanned site code opens: the place, the visit, the person's status. */
@customElement('sc-site-page')
export class SitePage extends LitElement {
  static override styles = [theme, controls, sitePageStyle];

  /** Tests put their own here, and in the two below, before the element is attached. */
  client = new ApiClient();
  session = new Session('sitecode.citizen');
  memory = new VisitMemory();

  @state() private signingIn = false;
  @state() private signInFault: ApiError['code'] | null = null;
  readonly #texts = new Texts(this, siteTexts);
  readonly #health = new Texts(this, healthTexts);
  #checkIn!: CheckIn;
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #opened = () => void this.#checkIn.open(location.hash.slice(1));
  readonly #online = () => {
    if (this.#checkIn.state === 'failed') void this.#checkIn.retry();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.#checkIn = new CheckIn(this.client, this.session, this.memory, () => this.requestUpdate());
    // The clock and the age of the registration move: an old page, or a picture of one, is seen to be old.
    this.#timer = setInterval(() => this.requestUpdate(), 1000);
    window.addEventListener('hashchange', this.#opened);
    window.addEventListener('online', this.#online);
    this.#opened();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    window.removeEventListener('hashchange', this.#opened);
    window.removeEventListener('online', this.#online);
  }

  override render() {
    const { t } = this.#texts;
    return html`
      ${this.#place()}
      <main>${this.#state()}</main>
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
        <h1>${place.name}</h1>
        ${place.zone ? html`<p class="zone">${place.zone}</p>` : nothing}
        <p>${place.address}</p>
        <p>${place.subdistrict}</p>
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
        return html`<p class="card big" role="status">${t.registering}</p>`;
      case 'failed':
        return html`<div class="card failed" role="alert">
          <h2><svg viewBox="0 0 32 32" aria-hidden="true">${shapes.stop}</svg>${t.notRegistered}</h2>
          <p>${fault === 'offline' ? t.offline : fault === 'too-many' ? t.tooMany : t.serverFault}</p>
          <button type="button" @click=${() => void this.#checkIn.retry()}>${t.retry}</button>
        </div>`;
      case 'registered':
        return this.#registered(visit!);
    }
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
        <strong>${health[visit.outcome]}</strong>
        ${[...reasons].map((reason) => html`<p>${reason}</p>`)}
      </div>
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
          <dd><a href="../me/">${t.notYou}</a></dd>
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
