import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { readBundle } from '../../domain/bundle/bundle.ts';
import type { StaffMeAnswer } from '../../domain/api/official-api.ts';
import type { PolicyAnswer, ReplayAnswer, ReplayRequest } from '../../domain/api/policy-api.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { replayForm } from '../../domain/policy/forms/replay-form.ts';
import { scanKeyOf } from '../../domain/policy/scan-key.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import '../../ui/kit/form/data-form.ts';
import { FormDraft } from '../../ui/kit/form/form-drafts.ts';
import type { FormWords, FormWordsOf } from '../../ui/kit/form/form-words.ts';
import '../../ui/kit/form/picker-fields.ts';
import { clientContext, staffContext } from '../../ui/kit/shell/context.ts';
import '../../ui/kit/shell/page-shell.ts';
import { dayText } from '../../ui/language/format.ts';
import '../../ui/kit/table/data-table.ts';
import { isOfPart, scopeWords } from '../../ui/language/scope-words.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { ReasonWords } from '../../ui/language/reason-words.ts';
import { floorTexts } from '../../ui/texts/common/reasons.ts';
import { replayTexts } from '../../ui/texts/authority/replay.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { faultWords, tellSessionEnd } from '../policy/policy-faults.ts';
import { policyCardStyle } from '../policy/policy-page-style.ts';
import { replayChoices, versionWords } from './replay-choices.ts';
import { replayTable } from './replay-columns.ts';
import './replay-counts.ts';
import './replay-days.ts';
import { joined } from './replay-result.ts';

type Form = ReturnType<typeof replayForm>;

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
    policyCardStyle,
    css`
      .more {
        justify-self: start;
      }
    `,
  ];

  @consume({ context: clientContext, subscribe: true })
  @property({ attribute: false })
  client!: ApiClient;
  @consume({ context: staffContext, subscribe: true })
  @property({ attribute: false })
  staff: StaffMeAnswer | null = null;
  @state() private policy: PolicyAnswer | null = null;
  @state() private replayed: Replayed | null = null;
  @state() private fault = '';
  @state() private busy = false;
  @query('#result') private result!: HTMLElement | null;
  #spec!: Form;
  /** What stands in the form at first. */
  #values: object = {};
  #draft!: FormDraft;
  readonly #texts = new Texts(this, replayTexts);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#do(() => this.#load());
  }

  override render() {
    const { t } = this.#texts;
    return html`
      <sc-page heading=${t.heading} definition=${t.definition} .asOf=${this.policy?.now ?? null}>
        <div class="cards">
          ${this.policy ? this.#form(this.policy) : this.#nothingYet()}
          ${this.fault ? html`<p class="notice fault" role="alert">${this.fault}</p>` : nothing}
          ${this.policy && this.replayed ? this.#result(this.policy, this.replayed) : nothing}
          ${this.policy ? this.#days(this.policy) : nothing}
        </div>
      </sc-page>
    `;
  }

  /** All scans of some days are of the whole district: an account of a part of it is told so. */
  #days(policy: PolicyAnswer) {
    const { t } = this.#texts;
    if (isOfPart(this.staff))
      return html`<section class="card" id="days-closed">
        <h2>${t.manyDays}</h2>
        <p>${t.daysForAll(scopeWords(this.staff))}</p>
      </section>`;
    return html`<sc-replay-days .policy=${policy}></sc-replay-days>`;
  }

  #nothingYet() {
    const { t } = this.#texts;
    if (this.busy) return html`<p class="soft" role="status">${t.loading}</p>`;
    return html`<div class="actions">
      <button type="button" @click=${() => this.#do(() => this.#load())}>${t.again}</button>
    </div>`;
  }

  #form(policy: PolicyAnswer) {
    return html`<sc-form
      class="card"
      columns
      .form=${this.#spec}
      .words=${this.#words(policy)}
      .values=${this.#values}
      .draft=${this.#draft}
      .places=${this.client}
      .send=${this.#send}
    ></sc-form>`;
  }

  #words(policy: PolicyAnswer): FormWords {
    const { t } = this.#texts;
    const said: FormWordsOf<Form['fields']> = {
      submit: t.ask,
      busy: t.asking,
      fields: {
        site: { label: t.site, help: t.siteHint },
        version: { label: t.version, choices: versionWords(policy) },
        what: { label: t.what, choices: { day: t.wholeDay, scan: t.oneScan } },
        day: { label: t.day, help: t.kept(dayText(replayChoices(policy).first)) },
        key: { label: t.key, help: t.keyHint, problems: { 'scan-key': t.noKey } },
      },
    };
    return said;
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
              <sc-data-table
                .spec=${replayTable({ recorded: wordsThen, asked: wordsNow, language: language() })}
                .rows=${scans}
              ></sc-data-table>
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

  readonly #send = async ({ site, version, day, key }: FormValues<Form>): Promise<void> => {
    const { t } = this.#texts;
    const scan = key === undefined ? null : scanKeyOf(key);
    const asked: ReplayRequest = { site, version, ...(scan ? { scan } : { day: day! }) };
    this.replayed = null;
    const failure = await this.#do(
      async () => {
        // The draft may be another one by now: its words must be those of what is asked.
        if (version === 'draft') await this.#load();
        const name = this.policy!.sites.find(({ number }) => number === site)?.name ?? '';
        const what = scan ? t.oneScan : dayText(day!);
        const heading = t.resultOf(`${site} ${name}`.trim(), what, versionWords(this.policy!)[version]!);
        this.replayed = { asked, heading, answer: await this.client.replay(asked) };
      },
      () => (scan && (version !== 'draft' || this.policy!.draft) ? t.noScan : t.notFound),
    );
    // A form whose send is refused keeps what was typed.
    if (failure) throw failure;
    await this.updateComplete;
    this.result?.scrollIntoView({ block: 'nearest' });
  };

  /** Reads the rest of the day, and shows it as it comes. */
  #more(): void {
    void this.#do(async () => {
      for (;;) {
        const read = this.replayed;
        if (!read?.answer.next || !this.isConnected) return;
        const more = await this.client.replay({ ...read.asked, after: read.answer.next });
        if (this.replayed !== read) return;
        this.replayed = { ...read, answer: joined(read.answer, more) };
      }
    });
  }

  async #load(): Promise<void> {
    const policy = await this.client.policy();
    const choices = replayChoices(policy);
    if (!this.policy) {
      this.#draft = new FormDraft('replay', policy.account);
      this.#values = { what: 'day', day: choices.last, version: choices.versions[0] };
    }
    this.#spec = replayForm(choices);
    this.policy = policy;
  }

  /**
   * Does what is asked, and says what went wrong, but of fields: that is said there.
   * @param gone what is said when something asked for is not there; called once the choices are renewed
   * @returns what went wrong; null when nothing did
   */
  async #do(work: () => Promise<void>, gone = () => this.#texts.t.notFound): Promise<unknown> {
    this.busy = true;
    this.fault = '';
    try {
      await work();
      return null;
    } catch (error) {
      const isGone = error instanceof ApiError && error.code === 'not-found';
      if (isGone) await this.#load().catch(() => undefined);
      if (!(error instanceof ApiError && error.fields)) {
        this.fault = isGone ? gone() : faultWords(error);
        tellSessionEnd(this, error);
      }
      return error;
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-replay-page': ReplayPage;
  }
}
