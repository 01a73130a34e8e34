import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { keyed } from 'lit/directives/keyed.js';
import { readBundle } from '../domain/bundle.ts';
import type { LimitOverride, Limits } from '../domain/limits.ts';
import type { PolicyAnswer, PolicyDraft } from '../domain/policy-api.ts';
import { OfficialKey } from '../store/official-key.ts';
import type { ApiClient } from '../sync/api-client.ts';
import { dateTime } from '../ui/format.ts';
import { Texts, language } from '../ui/languages.ts';
import { policyTexts } from '../ui/texts/policy.ts';
import { controls, theme } from '../ui/theme.ts';
import { Unsaved } from '../ui/unsaved.ts';
import { differenceRows } from './difference-rows.ts';
import { differenceStyle, differenceTable } from './difference-table.ts';
import { draftSource, sameBasis, type DraftSource } from './draft-source.ts';
import { limitField, limitsIn } from './limit-field.ts';
import './limit-overrides.ts';
import { limitNames } from './limit-words.ts';
import { faultWords, tellSessionEnd } from './policy-faults.ts';
import { policyPageStyle } from './policy-page-style.ts';
import { ruleFields, ruleIn } from './rule-fields.ts';

/** What is said once the page shows the newest state of things. */
type Afterwards = (answer: PolicyAnswer) => string;

/**
 * The policy in force, the draft of the next one, and this official's signature under it. Fires `refused` (CustomEvent of an
 * ApiError) when the server no longer knows the session.
 */
@customElement('sc-policy-page')
export class PolicyPage extends LitElement {
  static override styles = [
    theme,
    controls,
    policyPageStyle,
    differenceStyle,
    css`
      details > p {
        padding-bottom: 10px;
      }
      .rule {
        border-top: 1px solid var(--line);
      }
      .rule > summary {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 2px 12px;
        overflow-wrap: anywhere;
      }
      .rule > summary::before {
        content: '▸';
        color: var(--accent);
      }
      .rule[open] > summary::before {
        content: '▾';
      }
      .rule > summary > :first-child {
        flex: 1;
        min-width: min(100%, 240px);
      }
      .rule[open] {
        padding-bottom: 14px;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @property({ type: Boolean }) demo = false;
  @state() private answer: PolicyAnswer | null = null;
  /** What the form began with, and the overrides as they are now. */
  @state() private source: DraftSource | null = null;
  @state() private message = '';
  @state() private fault = '';
  @state() private busy = false;
  @state() private withdrawing = false;
  @state() private point: string | null = null;
  /** True once something was filled in: a newer draft then does not take its place by itself. */
  @state() private filledIn = false;
  #sourcesTaken = 0;
  #key: OfficialKey | null = null;
  readonly #texts = new Texts(this, policyTexts);

  constructor() {
    super();
    this.addController(
      new Unsaved({ isUnsaved: () => this.filledIn, question: () => this.#texts.t.leaveUnsaved }),
    );
  }

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

  /** Does something, reads the state of things anew, and says what came of it. */
  async #do(work: () => Promise<Afterwards | void>): Promise<void> {
    this.busy = true;
    let afterwards: Afterwards | void = undefined;
    let fault = '';
    const failed = (error: unknown): void => {
      fault = faultWords(error);
      tellSessionEnd(this, error);
    };
    try {
      afterwards = await work();
    } catch (error) {
      failed(error);
    }
    try {
      this.answer = await this.client.policy();
      if (!this.filledIn) this.#takeNewest(this.answer);
    } catch (error) {
      failed(error);
    }
    this.#tell(fault === '' && afterwards && this.answer ? afterwards(this.answer) : '', fault);
    this.busy = false;
  }

  /** What was done, or what went wrong, at the top of a long page. */
  #tell(message: string, fault: string): void {
    this.message = message;
    this.fault = fault;
    if (message || fault) this.scrollIntoView({ block: 'start' });
  }

  #takeNewest(answer: PolicyAnswer): void {
    const newest = draftSource(answer);
    if (this.source && sameBasis(this.source.basis, newest.basis)) return;
    this.#begin(newest);
  }

  #begin(source: DraftSource): void {
    this.source = source;
    this.filledIn = false;
    this.#sourcesTaken += 1;
  }

  override render() {
    const { t } = this.#texts;
    const { answer, source } = this;
    return html`
      <h1>${t.heading}</h1>
      <p class="soft">${t.intro}</p>
      ${this.fault ? html`<p class="notice fault" role="alert">${this.fault}</p>` : nothing}
      ${this.message ? html`<p class="notice" role="status">${this.message}</p>` : nothing}
      ${answer && source ? this.#whole(answer, source) : this.#nothingYet()}
    `;
  }

  #nothingYet() {
    const { t } = this.#texts;
    if (this.busy) return html`<p class="soft" role="status">${t.loading}</p>`;
    return html`<div class="actions">
      <button type="button" @click=${() => this.#do(async () => undefined)}>${t.again}</button>
    </div>`;
  }

  #whole(answer: PolicyAnswer, source: DraftSource) {
    const { current } = answer;
    const at = (time: number) => dateTime(time, language());
    return html`
      <p>${this.#texts.t.inForce(String(current.version), at(current.issuedAt), at(current.expiresAt))}</p>
      ${this.#keyCard(answer)} ${answer.draft ? this.#draftCard(answer.draft, answer) : nothing}
      <sc-limit-overrides
        class="card"
        .overrides=${source.policy.overrides}
        .limits=${source.policy.limits}
        .sites=${answer.sites}
        @overrides=${({ detail }: CustomEvent<LimitOverride[]>) => {
          this.filledIn = true;
          this.source = { ...source, policy: { ...source.policy, overrides: detail } };
        }}
      ></sc-limit-overrides>
      ${this.#form(answer, source)}
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
      <div class="actions" ?hidden=${own !== undefined}>
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

  #draftCard(draft: PolicyDraft, { current, officials, sites }: PolicyAnswer) {
    const { t } = this.#texts;
    const own = officials.find(({ point }) => point === this.point);
    const signed = draft.signatures.some(({ official }) => official === own?.id);
    // Long trust lists take their time: compared once for each draft and language.
    const rows = guard([draft.id, current.version, language()], () => {
      const found = differenceRows(readBundle(current.body), readBundle(draft.body), sites);
      return found.length === 0 ? html`<p>${t.noDifference}</p>` : differenceTable(found);
    });
    return html`<section class="card" id="draft">
      <h2>${t.draft(String(draft.version), draft.author)}</h2>
      <p>${t.signatures(String(draft.signatures.length))}</p>
      ${signed || !own ? html`<p class="soft">${signed ? t.signedByYou : t.needsKey}</p>` : nothing} ${rows}
      <details>
        <summary>${t.raw}</summary>
        <pre>${draft.body}</pre>
      </details>
      <div class="actions">
        <button
          type="button"
          ?disabled=${!own || signed || this.busy}
          @click=${() => this.#sign(draft, own!.id)}
        >
          ${t.sign}
        </button>
        ${
          this.withdrawing
            ? nothing
            : html`<button
                type="button"
                name="withdraw"
                class="quiet"
                ?disabled=${this.busy}
                @click=${() => (this.withdrawing = true)}
              >
                ${t.withdraw}
              </button>`
        }
        <a class="button quiet" href="#replay">${t.tryDraft}</a>
      </div>
      ${this.withdrawing ? this.#withdrawSure(draft) : nothing}
    </section>`;
  }

  #withdrawSure(draft: PolicyDraft) {
    const { t } = this.#texts;
    return html`<p class="fault" role="alert">${t.withdrawSure}</p>
      <div class="actions">
        <button type="button" name="yes" @click=${() => this.#withdraw(draft.id)}>${t.yes}</button>
        <button type="button" class="quiet" @click=${() => (this.withdrawing = false)}>${t.no}</button>
      </div>`;
  }

  #form(answer: PolicyAnswer, { policy, validDays, basis }: DraftSource) {
    const { t } = this.#texts;
    const { draft, current } = answer;
    const newest = { version: current.version, draft: draft?.id ?? null };
    const isStale = !sameBasis(basis, newest);
    const fields = html`<form
      class="card"
      @submit=${this.#submit}
      @input=${() => (this.filledIn = true)}
      @invalid=${this.#showInvalid}
    >
      <h2>${t.limits}</h2>
      <p class="soft">
        ${
          isStale
            ? nothing
            : draft
              ? t.changeFrom(String(draft.version), draft.author)
              : t.changeCurrent(String(basis.version))
        }
        <a href="#trust">${t.changeTrust}</a>
      </p>
      <div class="fields">${limitNames.map((name) => limitField(name, policy.limits[name]))}</div>
      <details>
        <summary>${t.rules}</summary>
        <p class="soft">${t.rulesHint}</p>
        ${policy.rules.map(ruleFields)}
      </details>
      <div class="fields">
        <label
          >${t.validDays}<input name="validDays" type="number" min="1" max="365" value=${validDays} required
        /></label>
      </div>
      ${
        isStale
          ? html`<p class="fault" role="alert">${t.stale}</p>`
          : draft && draft.signatures.length > 0
            ? html`<p class="fault">${t.voids(String(draft.signatures.length))}</p>`
            : nothing
      }
      ${this.filledIn && !isStale ? html`<p class="soft">${t.notInDraft}</p>` : nothing}
      <div class="actions">
        <button ?disabled=${this.busy || isStale}>${t.makeDraft}</button>
        ${
          isStale
            ? html`<button type="button" class="quiet" @click=${() => this.#begin(draftSource(answer))}>
                ${t.takeNewest}
              </button>`
            : nothing
        }
      </div>
    </form>`;
    // Fields keep what was typed into them: another source has fields of its own.
    return keyed(this.#sourcesTaken, fields);
  }

  /** A field at fault is of no use inside a part that is folded away. */
  readonly #showInvalid = {
    capture: true,
    handleEvent: ({ target }: Event): void => {
      for (let at = target as Element | null; at; at = at.parentElement) {
        if (at instanceof HTMLDetailsElement) at.open = true;
      }
    },
  };

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.renderRoot.querySelector('sc-limit-overrides')!.isOpen) {
      this.#tell('', this.#texts.t.overrideOpen);
      return;
    }
    const form = new FormData(event.target as HTMLFormElement);
    const { policy, trust, basis } = this.source!;
    const limits: Limits = { ...policy.limits, ...limitsIn(form) };
    const rules = policy.rules.map((rule) => ruleIn(form, rule));
    const asked = {
      policy: { ...policy, limits, rules },
      trust,
      validDays: Number(form.get('validDays')),
      basis,
    };
    void this.#do(async () => {
      await this.client.draftPolicy(asked);
      this.filledIn = false;
      return ({ draft }) => (draft ? this.#texts.t.made(String(draft.version)) : '');
    });
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

  #sign({ id, body }: PolicyDraft, official: number): void {
    void this.#do(async () => {
      const signature = await this.#key!.sign(body);
      const { published } = await this.client.signPolicy({ draft: id, official, signature });
      return () => (published === null ? this.#texts.t.signed : this.#texts.t.published(String(published)));
    });
  }

  #withdraw(draft: number): void {
    this.withdrawing = false;
    void this.#do(async () => {
      await this.client.withdrawDraft({ draft });
      return () => this.#texts.t.withdrawn;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-policy-page': PolicyPage;
  }
}
