import { scaleTime } from 'd3-scale';
import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { dateTime } from '../../language/format.ts';
import { Texts, language } from '../../language/languages.ts';
import { chartTexts } from '../../texts/kit/charts.ts';
import { dataColours } from '../../theme/data-colours.ts';
import { controls, theme } from '../../theme/theme.ts';
import type { LegendItem } from './chart-data.ts';
import './chart-figure.ts';
import { drawingStyle, letterPx } from './drawing/drawing-style.ts';
import { DrawingSize } from './drawing/drawing-size.ts';
import { fillOf, fillPatterns } from './drawing/fills.ts';
import { fitted, textWidth } from './drawing/letters.ts';
import { timeTicks } from './drawing/time-ticks.ts';

/** Somebody somewhere for a while. */
export interface Span {
  /** Index into `kinds`: which place it was. */
  kind: number;
  /** UTC ms. */
  from: number;
  to: number;
  /** When it ended is not known, only taken to be: it fades. */
  isEndAssumed?: boolean;
}

export interface Lane {
  name: string;
  /** In the order of time. */
  spans: readonly Span[];
}

/** Which stay is read. */
interface Reading {
  lane: number;
  span: number;
}

/**
 * Who was where, and when: a lane a person, time from left to right. Places are told apart by colour and pattern. A stay is
 * read by pointing, tapping, or with the arrow keys (left and right in a lane, up and down between them).
 */
@customElement('sc-lane-chart')
export class LaneChart extends LitElement {
  static override styles = [
    theme,
    controls,
    dataColours,
    ...drawingStyle,
    css`
      .end {
        stroke-width: 2;
        stroke-dasharray: 2 3;
        fill: none;
      }
      svg text.on {
        fill: var(--ink);
        paint-order: stroke;
        stroke: #ffffff;
        stroke-width: 4px;
        stroke-linejoin: round;
      }
    `,
  ];

  @property() caption = '';
  @property() definition = '';
  @property({ type: Number }) level: 2 | 3 = 3;
  /** The places. */
  @property({ attribute: false }) kinds: readonly string[] = [];
  @property({ attribute: false }) lanes: readonly Lane[] = [];
  /** What is shown, UTC ms. */
  @property({ attribute: false }) from = 0;
  @property({ attribute: false }) to = 0;
  @state() private picked: Reading = { lane: 0, span: 0 };
  readonly #texts = new Texts(this, chartTexts);
  readonly #size = new DrawingSize(this);

  override render() {
    const { t } = this.#texts;
    const reading = this.#reading();
    const most = Math.max(0, ...this.lanes.map(({ spans }) => spans.length));
    return html`<sc-chart-figure
      caption=${this.caption}
      definition=${this.definition}
      .level=${this.level}
      .legend=${this.#legend()}
      .reading=${this.lanes.length === 0 ? null : reading}
      .table=${{
        corner: t.lane,
        heads: Array.from({ length: Math.max(1, most) }, (_, index) =>
          most > 1 ? `${t.spans} ${index + 1}` : t.spans,
        ),
        rows: this.lanes.map(({ name, spans }) => ({
          head: name,
          cells: Array.from({ length: Math.max(1, most) }, (_, index) => {
            const span = spans[index];
            return span ? this.#words(span) : index === 0 ? t.noSpan : '';
          }),
        })),
        isText: true,
      }}
      >${this.lanes.length === 0 || this.#size.width === 0 ? nothing : this.#drawing(reading)}</sc-chart-figure
    >`;
  }

  #legend(): LegendItem[] {
    const items = this.kinds.map((name, index): LegendItem => ({ name, mark: `fill-${index}` }));
    const spans = this.lanes.flatMap((lane) => [...lane.spans]);
    if (spans.some(({ isEndAssumed }) => isEndAssumed))
      items.push({ name: this.#texts.t.endAssumed, mark: 'fading' });
    return items;
  }

  #words({ kind, from, to, isEndAssumed }: Span): string {
    const { t } = this.#texts;
    const end = dateTime(to, language());
    // The same day is named once.
    const begin = dateTime(from, language());
    const short = end.slice(0, 10) === begin.slice(0, 10) ? end.slice(11) : end;
    return t.spanOf(this.kinds[kind] ?? '', begin, isEndAssumed ? t.assumedEnd(short) : short);
  }

  #reading(): { name: string; values: string[] } {
    const lane = this.lanes[this.picked.lane];
    const span = lane?.spans[this.picked.span];
    return { name: lane?.name ?? '', values: [span ? this.#words(span) : this.#texts.t.noSpan] };
  }

  #drawing(reading: { name: string; values: string[] }) {
    const { width, scale } = this.#size;
    const size = letterPx * scale;
    const widest = Math.max(...this.lanes.map(({ name }) => textWidth(name, size, 600)));
    const left = Math.min(widest + 14, width * 0.34);
    const x = scaleTime().domain([this.from, this.to]).range([left, width]);
    const row = 34 * scale;
    const top = 20 * scale;
    const height = top + row * this.lanes.length;
    const ticks = timeTicks(this.from, this.to, Math.max(1, Math.floor((width - left) / (48 * scale))));
    return html`
      <svg
        class="drawing"
        viewBox="0 0 ${width} ${height}"
        height=${height}
        role="slider"
        tabindex="0"
        aria-label="${this.caption}. ${this.#texts.t.keys}"
        aria-valuemin="0"
        aria-valuemax=${this.lanes.length - 1}
        aria-valuenow=${this.picked.lane}
        aria-valuetext="${reading.name}: ${reading.values.join(', ')}"
        @keydown=${this.#key}
      >
        ${fillPatterns()}
        ${svg`<defs>
          <linearGradient id="fade"><stop offset="0.3" stop-color="#fff" /><stop offset="1" stop-color="#000" /></linearGradient>
          <mask id="fading" maskContentUnits="objectBoundingBox"><rect width="1" height="1" fill="url(#fade)" /></mask>
        </defs>`}
        ${ticks.map(({ at, name }, index) => {
          const half = textWidth(name, size) / 2;
          const middle = Math.min(Math.max(x(at), half), width - half);
          const before = index > 0 ? x(ticks[index - 1]!.at) + half : -1;
          return svg`<line class="grid" x1=${x(at)} x2=${x(at)} y1=${top - 4} y2=${height} />
            ${middle - half > before ? svg`<text x=${middle} y=${14 * scale} text-anchor="middle">${name}</text>` : nothing}`;
        })}
        ${this.lanes.map(
          ({ name, spans }, lane) => svg`
            <line class="grid" x1="0" x2=${width} y1=${top + lane * row} y2=${top + lane * row} />
            <text class="name" x="0" y=${top + (lane + 0.5) * row + 4 * scale}>${fitted(name, left - 8, size, 600)}</text>
            ${spans.map((span, index) => this.#span(span, { lane, span: index }, x, top + lane * row, row))}`,
        )}
      </svg>
    `;
  }

  #span(span: Span, place: Reading, x: (time: number) => number, y: number, row: number) {
    if (span.to < this.from || span.from > this.to) return nothing;
    const { scale } = this.#size;
    const begin = x(Math.max(span.from, this.from));
    const width = Math.max(3, x(Math.min(span.to, this.to)) - begin);
    const bar = { y: y + 6 * scale, height: row - 12 * scale };
    const isChosen = place.lane === this.picked.lane && place.span === this.picked.span;
    const size = letterPx * scale;
    const name = this.kinds[span.kind] ?? '';
    const label = width > 4 * size ? fitted(name, width - 12, size) : '';
    const choose = (): void => {
      this.picked = place;
    };
    return svg`
      <rect class="span" x=${begin} y=${bar.y} width=${width} height=${bar.height} rx="2" fill=${fillOf(span.kind)}
        mask=${span.isEndAssumed ? 'url(#fading)' : nothing} @pointermove=${choose} @pointerdown=${choose} />
      ${span.isEndAssumed ? svg`<line class="end colour-${span.kind % 5}" x1=${begin + width} x2=${begin + width} y1=${bar.y} y2=${bar.y + bar.height} />` : nothing}
      ${label ? svg`<text class="on" x=${begin + 6} y=${y + row / 2 + 4 * scale} @pointermove=${choose} @pointerdown=${choose}>${label}</text>` : nothing}
      ${isChosen ? svg`<rect class="chosen-frame" x=${begin + 1} y=${bar.y - 2} width=${Math.max(1, width - 2)} height=${bar.height + 4} pointer-events="none" />` : nothing}`;
  }

  #key(event: KeyboardEvent): void {
    const { lane, span } = this.picked;
    const spans = this.lanes[lane]?.spans.length ?? 0;
    const moves: Record<string, Reading> = {
      ArrowLeft: { lane, span: Math.max(0, span - 1) },
      ArrowRight: { lane, span: Math.max(0, Math.min(spans - 1, span + 1)) },
      ArrowUp: { lane: Math.max(0, lane - 1), span: 0 },
      ArrowDown: { lane: Math.min(this.lanes.length - 1, lane + 1), span: 0 },
      Home: { lane: 0, span: 0 },
      End: { lane: this.lanes.length - 1, span: 0 },
    };
    const next = moves[event.key];
    if (!next) return;
    event.preventDefault();
    this.picked = next;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-lane-chart': LaneChart;
  }
}
