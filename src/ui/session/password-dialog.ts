import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { shortestPassword, type AccountKind } from '../../domain/access/account.ts';
import { passwordForm } from '../../domain/access/account-forms.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import type { DataForm } from '../kit/form/data-form.ts';
import '../kit/form/data-form.ts';
import { Texts } from '../language/languages.ts';
import '../overlay/overlay-dialog.ts';
import type { Overlay } from '../overlay/overlay-dialog.ts';
import { passwordTexts } from '../texts/common/password.ts';
import { controls, theme } from '../theme/theme.ts';

/**
 * Changes one's own password. Fires `changed` when the server has done so: the client then holds another token, which the face
 * keeps; and `refused` (CustomEvent of an ApiError) when it no longer knows the session.
 */
@customElement('sc-password-dialog')
export class PasswordDialog extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: contents;
      }
      .form,
      .done {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap);
      }
      .fault {
        padding: 10px 12px;
        border: 2px solid currentColor;
        border-radius: 10px;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) client!: Pick<ApiClient, 'changePassword'>;
  @property() kind: AccountKind = 'citizens';
  /** Why it could not be changed, where that is no field's. */
  @state() private fault: 'tooMany' | 'offline' | 'server' | null = null;
  @state() private done = false;
  @query('sc-overlay') private overlay!: Overlay;
  @query('sc-form') private form!: DataForm | null;
  #form = passwordForm(this.kind);
  readonly #texts = new Texts(this, passwordTexts);

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('kind')) this.#form = passwordForm(this.kind);
  }

  /** Opens it. */
  show(): void {
    this.fault = null;
    this.done = false;
    this.overlay.open = true;
  }

  override render() {
    const { t } = this.#texts;
    return html`<sc-overlay label=${t.change} @close=${() => this.form?.reset()}>
      ${this.done ? this.#doneView() : this.#formView()}
    </sc-overlay>`;
  }

  #doneView() {
    const { t } = this.#texts;
    return html`<div class="done">
      <h2>${t.change}</h2>
      <p role="status">${t.done}</p>
      <div class="acts">
        <button type="button" @click=${() => void this.overlay.close()}>${t.close}</button>
      </div>
    </div>`;
  }

  #formView() {
    const { t } = this.#texts;
    return html`<div class="form">
      <h2>${t.change}</h2>
      <p class="soft">${t.intro(shortestPassword[this.kind])}</p>
      <sc-form
        small
        .form=${this.#form}
        .words=${this.#words()}
        .send=${this.#change}
        @fault=${({ detail }: CustomEvent<unknown>) => this.#failed(detail)}
      >
        ${this.fault ? html`<p class="fault" role="alert">${t[this.fault]}</p>` : nothing}
        <button type="button" class="quiet" slot="actions" @click=${() => void this.overlay.close()}>
          ${t.cancel}
        </button>
      </sc-form>
    </div>`;
  }

  #words() {
    const { t } = this.#texts;
    const short = t.short(shortestPassword[this.kind]);
    const { long, common, pattern, own, same } = t;
    return {
      submit: t.save,
      busy: t.saving,
      fields: {
        old: { label: t.old, problems: { wrong: t.wrong } },
        new: { label: t.wanted, problems: { short, long, common, pattern, own, same } },
        again: { label: t.again, problems: { different: t.different } },
      },
    };
  }

  readonly #change = async (given: FormValues<ReturnType<typeof passwordForm>>): Promise<void> => {
    this.fault = null;
    await this.client.changePassword({ old: given.old, new: given.new });
    this.form?.reset();
    this.done = true;
    this.dispatchEvent(new Event('changed'));
  };

  #failed(fault: unknown): void {
    if (!(fault instanceof ApiError)) throw fault;
    if (fault.code === 'sign-in') {
      void this.overlay.close();
      this.dispatchEvent(new CustomEvent<ApiError>('refused', { detail: fault }));
    } else if (fault.code === 'password' && fault.reason) {
      // What the server alone can know of a password is said at its field.
      const path = fault.reason === 'wrong' ? 'old' : 'new';
      this.form?.showProblems([{ path, problem: fault.reason }]);
    } else if (fault.code === 'too-many') this.fault = 'tooMany';
    else this.fault = fault.code === 'offline' ? 'offline' : 'server';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-password-dialog': PasswordDialog;
  }
}
