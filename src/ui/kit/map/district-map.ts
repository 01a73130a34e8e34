import { LitElement, html, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Outlines } from '../../../domain/site/outlines.ts';
import { count } from '../../language/format.ts';
import { Texts, language } from '../../language/languages.ts';
import { chartTexts } from '../../texts/kit/charts.ts';
import { mapTexts } from '../../texts/kit/map.ts';
import { dataColours } from '../../theme/data-colours.ts';
import { controls, theme } from '../../theme/theme.ts';
import { valueText, wholeNumbers, type Format, type Reading, type Value } from '../chart/chart-data.ts';
import '../chart/chart-figure.ts';
import { letterPx } from '../chart/drawing/drawing-style.ts';
import { DrawingSize } from '../chart/drawing/drawing-size.ts';
import { fitted } from '../chart/drawing/letters.ts';
import { rampStyle } from '../chart/drawing/ramp-style.ts';
import { Ramp } from '../chart/drawing/ramp.ts';
import { clusters, type Cluster, type MapPoint } from './clusters.ts';
import { mapStyle } from './map-style.ts';
import type { AreaLook, MapView } from './map-view.ts';

/** A sub-district's figure. */
export interface MapArea {
  /** As the outlines name it. */
  name: string;
  /** As it is shown in the language now chosen. */
  label: string;
  value: Value;
  /** The list behind its figure. */
  href?: string;
}

/** Px of the squares that places are gathered in. */
const gatheredWithin = 60;

/**
 * The district by sub-district: figures by brightness, with the table beside; places as circles with their number. An area
 * pressed fires `choose-area` (detail: its name), is read out, and leads from there to the list behind its figure, as Enter does; a single place `choose-point` (its id). The drawing is loaded with the first
 * map; where it cannot be had, or there are no outlines, the table holds all there is.
 */
@customElement('sc-district-map')
export class DistrictMap extends LitElement {
  static override styles = [theme, controls, dataColours, rampStyle, mapStyle];

  @property() caption = '';
  @property() definition = '';
  /** What one is. */
  @property() unit = '';
  /** What the figure is: the head of its column. */
  @property() valueName = '';
  @property({ type: Number }) level: 2 | 3 = 3;
  /** Why the outlines are not there: they are being asked for, or cannot be had. */
  @property() waits = '';
  /** Null where there are none. */
  @property({ attribute: false }) outlines: Outlines | null = null;
  @property({ attribute: false }) areas: readonly MapArea[] = [];
  @property({ attribute: false }) points: readonly MapPoint[] = [];
  @property({ attribute: false }) format: Format = wholeNumbers;
  @state() private view: MapView | null = null;
  @state() private failed = false;
  @state() private picked = 0;
  readonly #charts = new Texts(this, chartTexts);
  readonly #texts = new Texts(this, mapTexts);
  readonly #size = new DrawingSize(this);
  #loading: Outlines | null = null;
  readonly #resized = new ResizeObserver(() => requestAnimationFrame(() => this.view?.resized()));

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.view?.remove();
    this.view = null;
    this.#loading = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override render() {
    const { t } = this.#charts;
    const known = this.#ramp();
    const unknown = this.areas.some(({ value }) => value === null) ? t.unknown : undefined;
    const area = this.areas[this.picked];
    const isEmpty = this.areas.length === 0;
    return html`<sc-chart-figure
      caption=${this.caption}
      definition=${this.definition}
      .level=${this.level}
      .legend=${isEmpty || !this.outlines ? [] : known.legend(this.#unitFormat, t.range, unknown)}
      .reading=${area && this.outlines ? this.#reading(area) : null}
      .table=${{
        corner: this.#texts.t.area,
        heads: [this.valueName || this.caption],
        rows: this.areas.map(({ label, value, href }) => ({
          head: label,
          ...(href !== undefined && { href }),
          cells: [valueText(value, this.#unitFormat)],
        })),
      }}
      >${isEmpty ? nothing : this.#picture()}</sc-chart-figure
    >`;
  }

  #reading({ label, value, href }: MapArea): Reading {
    return {
      name: label,
      values: [valueText(value, this.#unitFormat)],
      ...(href !== undefined && { href }),
    };
  }

  #ramp(): Ramp {
    return new Ramp(this.areas.map(({ value }) => value));
  }

  readonly #unitFormat: Format = (value) => `${this.format(value)}${this.unit ? ` ${this.unit}` : ''}`;

  #picture() {
    const { t } = this.#texts;
    if (!this.outlines) return html`<p class="soft" role="status">${this.waits || t.noOutlines}</p>`;
    if (this.failed) return html`<p class="soft" role="status">${t.failed}</p>`;
    const area = this.areas[this.picked];
    return html`
      <div
        class="map"
        tabindex="0"
        role="slider"
        aria-label="${[this.caption, t.keys, ...(area?.href ? [this.#charts.t.opens] : [])].join('. ')}"
        aria-valuemin="0"
        aria-valuemax=${this.areas.length - 1}
        aria-valuenow=${this.picked}
        aria-valuetext="${area?.label ?? ''}: ${valueText(area?.value, this.#unitFormat)}"
        @keydown=${this.#key}
      >
        <div class="ground" style="position: absolute; inset: 0"></div>
        ${this.view ? this.#over(this.view) : nothing}
      </div>
      <div class="zoom">
        <button type="button" class="quiet" aria-label=${t.nearer} @click=${() => this.view?.zoom(1)}>
          +
        </button>
        <button type="button" class="quiet" aria-label=${t.farther} @click=${() => this.view?.zoom(-1)}>
          −
        </button>
        <button type="button" class="quiet" @click=${() => this.view?.whole()}>${t.whole}</button>
      </div>
    `;
  }

  /** Names and places, drawn over the map in its letters. */
  #over(view: MapView) {
    const { scale } = this.#size;
    const { width, height } = view.size();
    const found = clusters(
      this.points,
      ({ latitude, longitude }) => view.place(latitude, longitude),
      gatheredWithin * scale,
      { width, height },
    );
    return html`<svg class="over" viewBox="0 0 ${width} ${height}" aria-hidden="true">
      <g class="names">
        ${this.areas.map(({ name, label }) => {
          const middle = view.middle(name);
          if (!middle) return nothing;
          const text = fitted(label, Math.max(40 * scale, middle.width * 0.8), letterPx * scale, 600);
          const half = (text.length * letterPx * scale) / 2;
          const isInside =
            middle.x > half && middle.x < width - half && middle.y > 16 && middle.y < height - 16;
          return isInside
            ? svg`<text x=${middle.x} y=${middle.y} @click=${() => this.#choose(name)}>${text}</text>`
            : nothing;
        })}
      </g>
      ${found.map((cluster) => this.#cluster(cluster, scale, { width, height }))}
    </svg>`;
  }

  #cluster({ x, y, points }: Cluster, scale: number, screen: { width: number; height: number }) {
    const [only] = points;
    const number = points.length === 1 ? '' : count(points.length, language());
    const radius = number ? (9 + number.length * 3.4) * scale : 7 * scale;
    const press = (): void => {
      if (points.length === 1)
        this.dispatchEvent(new CustomEvent<number>('choose-point', { detail: only!.id }));
      else this.view?.zoomTo(x, y);
    };
    // At the edge a circle is moved inwards rather than cut.
    const inside = (at: number, size: number) => Math.max(radius, Math.min(size - radius, at));
    const at = `translate(${inside(x, screen.width)} ${inside(y, screen.height)})`;
    return svg`<g class="cluster" transform=${at} @click=${press}>
      <title>${points.length === 1 ? only!.name : this.#texts.t.places(number)}</title>
      <circle r=${radius} />
      ${number ? svg`<text y=${4 * scale}>${number}</text>` : nothing}
    </g>`;
  }

  override updated(): void {
    const ground = this.renderRoot.querySelector<HTMLElement>('.ground');
    if (ground && this.outlines && this.#loading !== this.outlines) void this.#load(ground, this.outlines);
    if (!ground && this.view) {
      this.view.remove();
      this.view = null;
      this.#loading = null;
    }
    if (this.view) this.#look(this.view);
  }

  async #load(ground: HTMLElement, outlines: Outlines): Promise<void> {
    this.#loading = outlines;
    this.view?.remove();
    this.view = null;
    try {
      const { MapView } = await import('./map-view.ts');
      if (this.#loading !== outlines || !ground.isConnected) return;
      const redraw = (): void => this.requestUpdate();
      this.view = new MapView(ground, outlines, redraw, (name) => this.#choose(name));
      this.#resized.observe(ground);
    } catch {
      this.failed = true;
    }
  }

  #look(view: MapView): void {
    const ramp = this.#ramp();
    const chosen = this.areas[this.picked]?.name;
    view.look(
      new Map(
        this.areas.map(({ name, value }): [string, AreaLook] => [
          name,
          { mark: ramp.markOf(value), isChosen: name === chosen },
        ]),
      ),
    );
  }

  #choose(name: string): void {
    const index = this.areas.findIndex((area) => area.name === name);
    if (index < 0) return;
    this.picked = index;
    this.dispatchEvent(new CustomEvent<string>('choose-area', { detail: name }));
  }

  #enter(): void {
    const area = this.areas[this.picked];
    if (area?.href !== undefined) location.href = area.href;
    else if (area) this.#choose(area.name);
  }

  #key(event: KeyboardEvent): void {
    const last = this.areas.length - 1;
    const moves: Record<string, number> = {
      ArrowLeft: this.picked - 1,
      ArrowUp: this.picked - 1,
      ArrowRight: this.picked + 1,
      ArrowDown: this.picked + 1,
      Home: 0,
      End: last,
    };
    const next = moves[event.key];
    if (event.key === 'Enter') this.#enter();
    else if (event.key === '+' || event.key === '-') this.view?.zoom(event.key === '+' ? 1 : -1);
    else if (next !== undefined) this.picked = Math.max(0, Math.min(last, next));
    else return;
    event.preventDefault();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-district-map': DistrictMap;
  }
}
