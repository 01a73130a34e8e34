import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { dateTimeText, readDateTime, readDay, typedDayText } from '../../../domain/time/typed-time.ts';
import { Texts } from '../../language/languages.ts';
import { pickerTexts } from '../../texts/kit/picker.ts';
import { controls, theme } from '../../theme/theme.ts';
import { pickerStyle } from './picker-style.ts';

/**
 * A date, or a date with a time, as a text that is read tolerantly and in the district's time, never the browser's; the
 * browser's own calendar stands beside it as a help. Fires `typed` (CustomEvent of the text).
 */
@customElement('sc-moment-field')
export class MomentField extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    theme,
    controls,
    pickerStyle,
    css`
      .calendar {
        flex: none;
        width: 48px;
        padding: 0;
      }
      /* The browser's own field lies unseen behind the button that opens it. */
      .native {
        position: absolute;
        inset: 0 0 0 auto;
        width: 48px;
        min-height: 0;
        opacity: 0;
        pointer-events: none;
      }
    `,
  ];

  @property() label = '';
  @property() help = '';
  /** In words; '' for none. */
  @property() problem = '';
  @property() kind: 'date-time' | 'day' = 'date-time';
  /** What is typed. */
  @property() value = '';
  @query('.native') private native!: HTMLInputElement;
  readonly #texts = new Texts(this, pickerTexts);

  /** What was typed, as it is written; null when it cannot be read. */
  get #plain(): string | null {
    if (this.kind === 'day') {
      const day = readDay(this.value);
      return day === null ? null : typedDayText(day);
    }
    const at = readDateTime(this.value);
    return at === null ? null : dateTimeText(at);
  }

  override render() {
    const { t } = this.#texts;
    const plain = this.#plain;
    const example = this.kind === 'day' ? '2026-11-30' : '2026-11-30 06:53';
    return html`
      <label for="text">${this.label}</label>
      <span class="help" id="help"
        >${this.help}${this.help ? ' ' : ''}${this.kind === 'day' ? nothing : t.zoneOfTime}</span
      >
      <div class="line">
        <input
          id="text"
          inputmode="text"
          autocomplete="off"
          spellcheck="false"
          placeholder=${example}
          aria-invalid=${this.problem !== ''}
          aria-describedby="help read problem"
          .value=${live(this.value)}
          @input=${(event: Event) => this.#tell((event.target as HTMLInputElement).value)}
          @change=${() => plain !== null && this.#tell(plain)}
        />
        <input
          class="native"
          type=${this.kind === 'day' ? 'date' : 'datetime-local'}
          tabindex="-1"
          aria-hidden="true"
          .value=${live((plain ?? '').replace(' ', 'T'))}
          @change=${this.#chosen}
        />
        <button
          type="button"
          class="quiet calendar"
          aria-label="${t.openCalendar}: ${this.label}"
          @click=${this.#open}
        >
          <svg
            viewBox="0 0 24 24"
            width="22"
            height="22"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            aria-hidden="true"
          >
            <path d="M4 6h16v14H4zM4 10h16M8 3v5M16 3v5" />
          </svg>
        </button>
      </div>
      <span class="help" id="read"
        >${plain !== null && plain !== this.value.trim() ? t.means(plain) : nothing}</span
      >
      ${this.problem ? html`<span class="problem" id="problem"><span aria-hidden="true">▲ </span>${this.problem}</span>` : nothing}
    `;
  }

  #tell(text: string): void {
    if (text === this.value) return;
    this.value = text;
    this.dispatchEvent(new CustomEvent('typed', { detail: text }));
  }

  /** Where the browser shows no calendar when asked, the text remains. */
  readonly #open = (): void => {
    try {
      this.native.showPicker();
    } catch {
      this.renderRoot.querySelector<HTMLElement>('#text')?.focus();
    }
  };

  readonly #chosen = (event: Event): void => {
    const text = (event.target as HTMLInputElement).value.replace('T', ' ');
    if (text) this.#tell(text);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-moment-field': MomentField;
  }
}
