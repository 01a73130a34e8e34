import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { readBundle, type Bundle } from '../domain/bundle.ts';
import { limitRanges, type LimitName, type LimitOverride, type Limits } from '../domain/limits.ts';
import type { PolicyAnswer } from '../domain/policy-api.ts';
import type { Rule } from '../domain/policy.ts';
import { OfficialKey } from '../store/official-key.ts';
import type { ApiClient } from '../sync/api-client.ts';
import { dateTime } from '../ui/format.ts';
import { Texts, language } from '../ui/languages.ts';
import { limitTexts, policyTexts } from '../ui/texts/policy.ts';
import { controls, theme } from '../ui/theme.ts';
import './limit-overrides.ts';
import { differences } from './policy-difference.ts';

const limitNames = [...Object.keys(limitRanges), 'strict'] as LimitName[];
const isTemperature = (name: LimitName) => name.startsWith('temperature');

/** The policy in force, the draft of the next one, and this official's signature under it. */
@customElement('sc-policy-page')
export class PolicyPage extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        gap: var(--gap);
        padding: var(--gap);
        max-width: 1100px;
        margin: 0 auto;
      }
      .card {
        display: grid;
        gap: 12px;
        min-width: 0;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr));
        gap: 12px;
        align-items: end;
      }
      fieldset {
        border: 1px solid var(--line);
        border-radius: 10px;
        min-width: 0;
      }
      td,
      code,
      pre {
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 10px;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @property({ type: Boolean }) demo = false;
  @state() private answer: PolicyAnswer | null = null;
  @state() private bundle: Bundle | null = null;
  @state() private message = '';
  @state() private point: string | null = null;
  #key: OfficialKey | null = null;
  readonly #texts = new Texts(this, policyTexts);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#do(async () => {
      this.#key = await OfficialKey.open();
      this.point = this.#key.point;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#key?.close();
  }

  /** Does something, shows why it failed, and reads the state of things anew. */
  async #do(work: () => Promise<string | void>): Promise<void> {
    try {
      this.message = (await work()) ?? '';
    } catch (error) {
      this.message = this.#texts.t.fault((error as Error).message);
    }
    try {
      this.answer = await this.client.policy();
      this.bundle ??= readBundle(this.answer.current.body);
    } catch (error) {
      this.message = this.#texts.t.fault((error as Error).message);
    }
  }

  override render() {
    const { t } = this.#texts;
    const { answer, bundle } = this;
    return html`
      <h1>${t.heading}</h1>
      <p role="status" ?hidden=${!this.message}>${this.message}</p>
      ${
        answer && bundle
          ? html`
              <p>
                ${t.inForce(
                  String(answer.current.version),
                  dateTime(answer.current.issuedAt, language()),
                  dateTime(answer.current.expiresAt, language()),
                )}
              </p>
              ${this.#keyCard(answer)} ${this.#draftCard(answer)}
              <sc-limit-overrides
                class="card"
                .overrides=${bundle.policy.overrides}
                .sites=${answer.sites}
                @overrides=${({ detail }: CustomEvent<LimitOverride[]>) =>
                  (this.bundle = { ...bundle, policy: { ...bundle.policy, overrides: detail } })}
              ></sc-limit-overrides>
              ${this.#form(bundle)}
            `
          : nothing
      }
    `;
  }

  #keyCard(answer: PolicyAnswer) {
    const { t } = this.#texts;
    const own = answer.officials.find(({ point }) => point === this.point);
    return html`<section class="card">
      <h2>${t.key}</h2>
      ${
        this.point === null
          ? html`<p>${t.noKey}</p>`
          : own
            ? html`<p>${t.certified(own.name)}</p>`
            : html`<p>${t.uncertified}</p>
                <code>${this.point}</code>`
      }
      <div class="actions">
        ${
          this.point === null
            ? html`<button type="button" class="quiet" @click=${() => this.#make()}>${t.makeKey}</button>`
            : nothing
        }
        ${
          this.demo && !own
            ? html`<button type="button" class="quiet" @click=${() => this.#adopt()}>${t.demoKey}</button>`
            : nothing
        }
      </div>
    </section>`;
  }

  #draftCard({ draft, current, officials }: PolicyAnswer) {
    if (!draft) return nothing;
    const { t } = this.#texts;
    const own = officials.find(({ point }) => point === this.point);
    const signed = draft.signatures.some(({ official }) => official === own?.id);
    return html`<section class="card" id="draft">
      <h2>${t.draft(String(draft.version), draft.author)}</h2>
      <p>${t.signatures(String(draft.signatures.length))}</p>
      <table>
        <thead>
          <tr>
            <th>${t.path}</th>
            <th>${t.from}</th>
            <th>${t.to}</th>
          </tr>
        </thead>
        <tbody>
          ${differences(readBundle(current.body), readBundle(draft.body)).map(
            ({ path, from, to }) =>
              html`<tr>
                <td>${path}</td>
                <td>${from ?? '—'}</td>
                <td>${to ?? '—'}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <details>
        <summary>${t.raw}</summary>
        <pre>${draft.body}</pre>
      </details>
      <div class="actions">
        <button type="button" ?disabled=${!own || signed} @click=${() => this.#sign(draft, own!.id)}>
          ${t.sign}
        </button>
        <button type="button" class="quiet" @click=${() => this.#do(() => this.#withdraw(draft.id))}>
          ${t.withdraw}
        </button>
      </div>
    </section>`;
  }

  #form({ policy }: Bundle) {
    const { t } = this.#texts;
    return html`<form class="card" @submit=${this.#submit}>
      <h2>${t.limits}</h2>
      <div class="fields">${limitNames.map((name) => this.#limit(name, policy.limits))}</div>
      <details>
        <summary>${t.rules}</summary>
        ${policy.rules.map((rule) => this.#rule(rule))}
      </details>
      <div class="fields">
        <label
          >${t.validDays}<input name="validDays" type="number" min="1" max="365" value="180" required
        /></label>
      </div>
      <div class="actions"><button>${t.makeDraft}</button></div>
    </form>`;
  }

  #limit(name: LimitName, limits: Limits) {
    const { t } = this.#texts;
    const label = limitTexts[language()][name];
    if (name === 'strict') {
      return html`<label
        >${label}<select name="strict">
          <option value="no" ?selected=${!limits.strict}>${t.no}</option>
          <option value="yes" ?selected=${limits.strict}>${t.yes}</option>
        </select></label
      >`;
    }
    const scale = isTemperature(name) ? 100 : 1;
    const { min, max } = limitRanges[name];
    return html`<label
      >${label}<input
        name=${name}
        type="number"
        min=${min / scale}
        max=${max / scale}
        step=${scale === 1 ? 1 : 0.1}
        value=${limits[name] / scale}
        required
    /></label>`;
  }

  #rule({ id, texts, severity }: Rule) {
    const { t } = this.#texts;
    return html`<fieldset>
      <legend>${id}</legend>
      <div class="fields">
        <label>${t.ruleZh}<input name="${id}/zh" .value=${texts['zh-CN']} required /></label>
        <label>${t.ruleEn}<input name="${id}/en" .value=${texts.en} required /></label>
        <label
          >${t.attend} / ${t.refuse}<select name="${id}/severity">
            <option value="attend" ?selected=${severity === 'attend'}>${t.attend}</option>
            <option value="refuse" ?selected=${severity === 'refuse'}>${t.refuse}</option>
          </select></label
        >
      </div>
    </fieldset>`;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(given.get(name));
    const { policy, trust } = this.bundle!;
    const limits = { ...policy.limits, strict: text('strict') === 'yes' };
    for (const name of Object.keys(limitRanges) as (keyof typeof limitRanges)[]) {
      // Temperatures have one decimal on screen and none in a policy.
      limits[name] = Math.round(Number(text(name)) * (isTemperature(name) ? 100 : 1));
    }
    const rules = policy.rules.map((rule) => ({
      ...rule,
      severity: text(`${rule.id}/severity`) as Rule['severity'],
      texts: { 'zh-CN': text(`${rule.id}/zh`), en: text(`${rule.id}/en`) },
    }));
    const asked = { policy: { ...policy, limits, rules }, trust, validDays: Number(text('validDays')) };
    void this.#do(async () => void (await this.client.draftPolicy(asked)));
  };

  #make(): void {
    void this.#do(async () => void (this.point = await this.#key!.make()));
  }

  #adopt(): void {
    void this.#do(async () => {
      const { privateKey, point } = await this.client.demoOfficialKey();
      this.point = await this.#key!.adopt(privateKey, point);
    });
  }

  #sign({ id, body }: { id: number; body: string }, official: number): void {
    void this.#do(async () => {
      const signature = await this.#key!.sign(body);
      const { published } = await this.client.signPolicy({ draft: id, official, signature });
      if (published === null) return undefined;
      this.bundle = null;
      return this.#texts.t.published(String(published));
    });
  }

  async #withdraw(draft: number): Promise<void> {
    await this.client.withdrawDraft({ draft });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-policy-page': PolicyPage;
  }
}
