import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { readBundle } from '../domain/bundle.ts';
import { addDays, localDay } from '../domain/local-day.ts';
import type { AskedVersion, PolicyAnswer, ReplayAnswer, ReplayRequest } from '../domain/policy-api.ts';
import { ApiError, type ApiClient } from '../sync/api-client.ts';
import { dateTime, dayText } from '../ui/format.ts';
import { Texts, language } from '../ui/languages.ts';
import { ReasonWords } from '../ui/reason-words.ts';
import { floorTexts } from '../ui/texts/reasons.ts';
import { replayTexts } from '../ui/texts/replay.ts';
import { controls, theme } from '../ui/theme.ts';
import { faultWords, tellSessionEnd } from './policy-faults.ts';
import { policyPageStyle } from './policy-page-style.ts';
import './replay-counts.ts';
import './replay-list.ts';
import { joined, scanKeyOf } from './replay-result.ts';
import { siteField, siteOf, siteText } from './site-field.ts';

/** For how many days before today scans are kept (server/day-tables.ts); an older day is answered as empty. */
const keptDays = 14;

interface Replayed {
  asked: ReplayRequest;
  /** The site, the day or key, and the version, in words. */
  heading: string;
  answer: ReplayAnswer;
}

/**
 * Asks what a version of the policy, or the draft, would have said of a day's scans at a site. No person is shown. Fires
 * `refused` (CustomEvent of an ApiError) when the server no longer knows the session.
 */
@customElement('sc-replay-page')
export class ReplayPage extends LitElement {
  static override styles = [
    theme,
    controls,
    policyPageStyle,
    css`
      .fields {
        align-items: start;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 230px), 1fr));
      }
      small {
        font-weight: 400;
        color: var(--ink-soft);
      }
      .more {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @state() private policy: PolicyAnswer | null = null;
  @state() private replayed: Replayed | null = null;
  @state() private single = false;
  @state() private fault = '';
  @state() private busy = false;
  readonly #texts = new Texts(this, replayTexts);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#do(() => this.#load());
  }

  override render() {
    const { t } = this.#texts;
    return html`
      <h1>${t.heading}</h1>
      <p class="soft">${t.intro}</p>
      ${this.policy ? this.#form(this.policy) : this.#nothingYet()}
      ${this.fault ? html`<p class="notice fault" role="alert">${this.fault}</p>` : nothing}
      ${this.policy && this.replayed ? this.#result(this.policy, this.replayed) : nothing}
    `;
  }

  #nothingYet() {
    const { t } = this.#texts;
    if (this.busy) return html`<p class="soft" role="status">${t.loading}</p>`;
    return html`<div class="actions">
      <button type="button" @click=${() => this.#do(() => this.#load())}>${t.again}</button>
    </div>`;
  }

  #form({ sites, versions, current, draft, now }: PolicyAnswer) {
    const { t } = this.#texts;
    const today = localDay(now);
    const first = addDays(today, -keptDays);
    return html`<form class="card" @submit=${this.#submit}>
      <div class="fields">
        <div>
          ${siteField(
            t.site,
            sites.filter(({ sentries }) => sentries > 0),
          )}
          <small>${t.siteHint}</small>
        </div>
        <label
          >${t.what}<select
            name="what"
            @change=${(event: Event) => (this.single = (event.target as HTMLSelectElement).value === 'scan')}
          >
            <option value="day">${t.wholeDay}</option>
            <option value="scan">${t.oneScan}</option>
          </select></label
        >
        ${
          this.single
            ? html`<label
                >${t.key}<input name="key" autocomplete="off" spellcheck="false" required /><small
                  >${t.keyHint}</small
                ></label
              >`
            : html`<label
                >${t.day}<input
                  name="day"
                  type="date"
                  min=${dayText(first)}
                  max=${dayText(today)}
                  value=${dayText(today)}
                  required
                /><small>${t.kept(dayText(first))}</small></label
              >`
        }
        <label
          >${t.version}<select name="version">
            ${draft ? html`<option value="draft">${t.draftVersion(String(draft.version))}</option>` : nothing}
            ${versions.map(
              ({ version, issuedAt }) =>
                html`<option value=${version}>
                  ${
                    version === current.version
                      ? t.currentVersion(String(version))
                      : t.oldVersion(String(version), dateTime(issuedAt, language()))
                  }
                </option>`,
            )}
          </select></label
        >
      </div>
      <div class="actions">
        <button ?disabled=${this.busy}>${this.busy ? t.asking : t.ask}</button>
      </div>
    </form>`;
  }

  #result(policy: PolicyAnswer, { asked, heading, answer }: Replayed) {
    const { t } = this.#texts;
    const { scans, counts, next } = answer;
    const wordsThen = new ReasonWords(readBundle(policy.current.body).policy, floorTexts);
    const body = asked.version === 'draft' ? policy.draft?.body : undefined;
    const wordsNow = body ? new ReasonWords(readBundle(body).policy, floorTexts) : wordsThen;
    const same = counts.changed.length === 0 && counts.otherReasons === 0;
    return html`<section class="card" id="result">
      <h2>${heading}</h2>
      ${
        scans.length === 0
          ? html`<p role="status">${t.noScans}</p>`
          : html`
              ${asked.scan ? nothing : html`<sc-replay-counts .counts=${counts}></sc-replay-counts>`}
              ${next ? html`<p class="soft">${t.partly}</p>` : nothing}
              ${
                counts.withoutFacts === counts.scans
                  ? html`<p role="status">${t.noFacts}</p>`
                  : same && !next
                    ? html`<p role="status">${t.allSame}</p>`
                    : nothing
              }
              <sc-replay-list .scans=${scans} .wordsThen=${wordsThen} .wordsNow=${wordsNow}></sc-replay-list>
              ${
                next
                  ? html`<button
                      type="button"
                      name="more"
                      class="quiet more"
                      ?disabled=${this.busy}
                      @click=${() => this.#more()}
                    >
                      ${this.busy ? t.asking : t.more}
                    </button>`
                  : nothing
              }
            `
      }
    </section>`;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const { t } = this.#texts;
    const formElement = event.target as HTMLFormElement;
    const form = new FormData(formElement);
    const text = (name: string) => String(form.get(name) ?? '');
    const site = siteOf(text('site'), this.policy!.sites);
    const scan = this.single ? scanKeyOf(text('key')) : null;
    this.replayed = null;
    this.fault = !site ? t.noSite : this.single && !scan ? t.noKey : '';
    if (!site || this.fault) return;
    const version: AskedVersion = text('version') === 'draft' ? 'draft' : Number(text('version'));
    const day = Number(text('day').replaceAll('-', ''));
    const asked: ReplayRequest = { site: site.number, version, ...(scan ? { scan } : { day }) };
    const chosen = formElement.querySelector<HTMLSelectElement>('[name=version]')!.selectedOptions[0]!;
    const what = scan ? t.oneScan : dayText(day);
    const heading = t.resultOf(siteText(site), what, chosen.textContent!.trim());
    void this.#do(
      async () => {
        // The draft may be another one by now: its words must be those of what is asked.
        if (version === 'draft') await this.#load();
        this.replayed = { asked, heading, answer: await this.client.replay(asked) };
      },
      () => (scan && (version !== 'draft' || this.policy!.draft) ? t.noScan : t.notFound),
    );
  };

  #more(): void {
    const { asked, heading, answer } = this.replayed!;
    void this.#do(async () => {
      const more = await this.client.replay({ ...asked, after: answer.next! });
      this.replayed = { asked, heading, answer: joined(answer, more) };
    });
  }

  async #load(): Promise<void> {
    this.policy = await this.client.policy();
  }

  /** @param gone what is said when something asked for is not there; called once the choices are renewed */
  async #do(work: () => Promise<void>, gone = () => this.#texts.t.notFound): Promise<void> {
    this.busy = true;
    this.fault = '';
    try {
      await work();
    } catch (error) {
      const isGone = error instanceof ApiError && error.code === 'not-found';
      if (isGone) await this.#load().catch(() => undefined);
      this.fault = isGone ? gone() : faultWords(error);
      tellSessionEnd(this, error);
    }
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-replay-page': ReplayPage;
  }
}
