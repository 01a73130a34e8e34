import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { count, dayText } from '../ui/format.ts';
import { language, Texts } from '../ui/languages.ts';
import { venueTexts } from '../ui/texts/venue.ts';
import { theme } from '../ui/theme.ts';

/** One day's people; null: fewer than five, which is not told more exactly. */
export interface DayCount {
  day: number;
  scans: number | null;
}

const height = 56;
const column = 22;
/** How high a bar is drawn whose count is not told: visible, and lower than five. */
const untold = 3;

/**
 * The last days as small bars, today's last and drawn lighter, since it is not over. What a bar counts is read by pointing
 * at it, tapping it, or with the arrow keys.
 */
@customElement('sc-day-bars')
export class DayBars extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: block;
        max-width: 420px;
      }
      svg {
        display: block;
        width: 100%;
        height: auto;
        touch-action: pan-y;
        border-radius: 4px;
      }
      :focus-visible {
        outline: 3px solid #e69f00;
        outline-offset: 2px;
      }
      .bar {
        fill: var(--accent);
      }
      .today {
        fill: #6aa7c6;
      }
      .untold {
        fill: #8a99a6;
      }
      .chosen {
        fill: #e6edf2;
      }
      .base {
        stroke: #8a99a6;
      }
      p {
        margin: 4px 0 0;
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 12px;
        font-size: 0.875rem;
      }
    `,
  ];

  /** Oldest first, today last. */
  @property({ attribute: false }) days: readonly DayCount[] = [];
  @state() private picked: number | null = null;
  readonly #texts = new Texts(this, venueTexts);

  get #chosen(): number {
    return this.picked ?? this.days.length - 1;
  }

  override render() {
    const { t } = this.#texts;
    const { days } = this;
    if (days.length === 0) return html``;
    const highest = Math.max(5, ...days.map(({ scans }) => scans ?? 0));
    return html`
      <svg
        viewBox="0 0 ${days.length * column} ${height + 1}"
        role="slider"
        tabindex="0"
        aria-label="${t.days}. ${t.keys}"
        aria-valuemin="0"
        aria-valuemax=${days.length - 1}
        aria-valuenow=${this.#chosen}
        aria-valuetext=${this.#reading(this.#chosen)}
        @pointermove=${this.#point}
        @pointerdown=${this.#point}
        @pointerleave=${() => (this.picked = null)}
        @keydown=${this.#key}
      >
        <rect class="chosen" x=${this.#chosen * column} y="0" width=${column} height=${height} />
        ${days.map(({ scans }, index) => {
          const tall = scans === null ? untold : Math.max(untold, (scans / highest) * (height - 4));
          const kind = scans === null ? 'untold' : index === days.length - 1 ? 'today' : 'bar';
          return svg`<rect class=${kind} x=${index * column + 3} y=${height - tall} width=${column - 6} height=${tall} rx="2" />`;
        })}
        <line class="base" x1="0" x2=${days.length * column} y1=${height + 0.5} y2=${height + 0.5} />
      </svg>
      <p aria-hidden="true">
        <strong>${this.#reading(this.#chosen)}</strong>
        ${days.some(({ scans }) => scans !== null) ? html`<span>${t.peak(count(highest, language()))}</span>` : nothing}
      </p>
    `;
  }

  #reading(index: number): string {
    const { t } = this.#texts;
    const { day, scans } = this.days[index]!;
    return t.dayReading(dayText(day), scans === null ? t.fewer : count(scans, language()));
  }

  #point(event: PointerEvent): void {
    const drawing = (event.currentTarget as Element).getBoundingClientRect();
    const index = Math.floor(((event.clientX - drawing.left) / drawing.width) * this.days.length);
    this.picked = index >= 0 && index < this.days.length ? index : null;
  }

  #key(event: KeyboardEvent): void {
    const last = this.days.length - 1;
    const steps: Record<string, number> = {
      ArrowLeft: this.#chosen - 1,
      ArrowRight: this.#chosen + 1,
      Home: 0,
      End: last,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.picked = Math.min(last, Math.max(0, next));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-day-bars': DayBars;
  }
}
