import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PolicyAnswer } from '../../domain/api/policy-api.ts';
import type { OneWorkAnswer } from '../../domain/api/work-api.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { replayDaysForm } from '../../domain/policy/forms/replay-form.ts';
import type { ApiError } from '../../sync/api-client.ts';
import type { LiveFeed } from '../../ui/device/live-feed.ts';
import { Action } from '../../ui/kit/action/action.ts';
import '../../ui/kit/form/data-form.ts';
import { FormDraft } from '../../ui/kit/form/form-drafts.ts';
import type { FormWords, FormWordsOf } from '../../ui/kit/form/form-words.ts';
import '../../ui/kit/form/picker-fields.ts';
import { StaffElement } from '../../ui/kit/shell/staff-element.ts';
import { workWords } from '../../ui/kit/tray/work-words.ts';
import { count } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { replayTexts } from '../../ui/texts/authority/replay.ts';
import { trayTexts } from '../../ui/texts/kit/tray.ts';
import { replayChoices, versionWords } from './replay-choices.ts';
import './replay-matrix.ts';

type Form = ReturnType<typeof replayDaysForm>;

/**
 * Asks for a replay of all scans of some days, which the server does as long work: it goes on when the page is left, and its file
 * lies in the tray "Work". Fires `refused` (CustomEvent of an ApiError) when the server no longer knows the session.
 */
@customElement('sc-replay-days')
export class ReplayDays extends StaffElement {
  static override styles = [
    StaffElement.styles,
    css`
      :host {
        display: grid;
        gap: var(--gap);
      }
      section {
        display: grid;
        gap: 12px;
      }
      progress {
        width: 100%;
        height: 12px;
        accent-color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) policy!: PolicyAnswer;
  /** The work that is shown: the latest replay of this official. */
  @state() private shown: OneWorkAnswer | null = null;
  readonly #texts = new Texts(this, replayTexts);
  readonly #action = new Action(this, { faults: () => ({ 'too-many': this.#texts.t.tooManyDays }) });
  /** What stands in the form at first. */
  #values: object = {};
  #draft!: FormDraft;
  #feed: LiveFeed<{ one: OneWorkAnswer | null }> | null = null;

  override willUpdate(): void {
    if (!this.hasUpdated) {
      const { versions, first, last } = replayChoices(this.policy);
      this.#values = { version: versions[0], first, last };
      this.#draft = new FormDraft('replay-days', this.policy.account);
    }
    this.#feed ??= this.deskFeed(async () => ({ one: await this.#latest() }), {
      onAnswer: () => (this.shown = this.#feed!.answer!.one),
      onFault: (fault) => this.#failed(fault),
    });
  }

  override render() {
    const { t } = this.#texts;
    return html`<section class="card">
        <sc-form
          columns
          .form=${replayDaysForm(replayChoices(this.policy))}
          .words=${this.#words()}
          .values=${this.#values}
          .draft=${this.#draft}
          .send=${this.#send}
          @fault=${this.#refused}
        >
          <h2>${t.manyDays}</h2>
          <p class="soft">${t.manyDaysIntro}</p>
        </sc-form>
        ${this.#action.render()}
      </section>
      ${this.shown ? this.#result(this.shown) : nothing}`;
  }

  #words(): FormWords {
    const { t } = this.#texts;
    const said: FormWordsOf<Form['fields']> = {
      submit: t.ask,
      busy: t.asking,
      fields: {
        version: { label: t.version, choices: versionWords(this.policy) },
        first: { label: t.firstDay },
        last: { label: t.lastDay, problems: { before: t.daysTurned } },
      },
    };
    return said;
  }

  #result({ work, replay }: OneWorkAnswer) {
    const { t } = this.#texts;
    const words = trayTexts[language()];
    const { done, total, state, endedAt } = work;
    const digits = (value: number) => count(value, language());
    return html`<section class="card" id="days-result">
      <h2>${workWords(work.subject)}</h2>
      ${
        endedAt === 0
          ? html`<progress
                aria-label=${workWords(work.subject)}
                max=${total ?? 1}
                .value=${Math.min(done, total ?? 1)}
              ></progress>
              <p>${words.progress(digits(done), digits(Math.max(done, total ?? 0)))}. ${words.leave}</p>`
          : html`<p role="status">${state === 'done' ? t.fileInWork : words[state]}</p>`
      }
      ${replay && state !== 'cancelled' ? html`<sc-replay-matrix .summary=${replay}></sc-replay-matrix>` : nothing}
    </section>`;
  }

  readonly #send = async (asked: FormValues<Form>): Promise<void> => {
    this.#action.clear();
    await this.client.askWork({ kind: 'policy-replay', ...asked });
    await this.#action.run(async () => undefined, {
      said: () => this.#texts.t.begun,
      after: () => this.#feed!.changed(),
    });
  };

  /** What is wrong with a field is said there; the rest here, and what was typed stays in the draft. */
  readonly #refused = ({ detail }: CustomEvent<unknown>): void =>
    void this.#action.run(() => Promise.reject(detail), { after: () => this.#feed!.changed() });

  async #latest(): Promise<OneWorkAnswer | null> {
    const { work } = await this.client.work();
    const latest = work.find(({ subject }) => subject.kind === 'policy-replay');
    return latest ? this.client.oneWork(latest.id) : null;
  }

  #failed(fault: ApiError): void {
    if (fault.code === 'sign-in')
      this.dispatchEvent(
        new CustomEvent<ApiError>('refused', { detail: fault, bubbles: true, composed: true }),
      );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-replay-days': ReplayDays;
  }
}
