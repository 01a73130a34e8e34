import {
  Virtualizer,
  type VirtualizerOptions,
  observeWindowOffset,
  observeWindowRect,
  windowScroll,
} from '@tanstack/virtual-core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The rows to draw, and what stands in for the others, px. */
export interface RowsInView {
  first: number;
  last: number;
  above: number;
  below: number;
}

/** Which rows of a long list are in sight of the window's scrolling: those are drawn alone. Heights are measured. */
export class VirtualWindow implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #virtualizer: Virtualizer<Window, HTMLElement> | null = null;
  #unmount: (() => void) | undefined;
  #margin = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#unmount?.();
    this.#unmount = undefined;
    this.#virtualizer = null;
  }

  /** @param estimate about how high a row is, px */
  inView(count: number, estimate: number): RowsInView {
    const options: VirtualizerOptions<Window, HTMLElement> = {
      count,
      estimateSize: () => estimate,
      overscan: 10,
      scrollMargin: this.#margin,
      getScrollElement: () => window,
      observeElementRect: observeWindowRect,
      observeElementOffset: observeWindowOffset,
      scrollToFn: windowScroll,
      // Rows are measured in the next frame: what they change within this one would be reported as a loop.
      useAnimationFrameWithResizeObserver: true,
      initialOffset: () => window.scrollY,
      initialRect: { width: innerWidth, height: innerHeight },
      onChange: () => this.#host.requestUpdate(),
    };
    if (this.#virtualizer) this.#virtualizer.setOptions(options);
    else {
      this.#virtualizer = new Virtualizer(options);
      this.#unmount = this.#virtualizer._didMount();
    }
    const items = this.#virtualizer.getVirtualItems();
    const [first, last] = [items[0], items.at(-1)];
    if (!first || !last) return { first: 0, last: -1, above: 0, below: 0 };
    return {
      first: first.index,
      last: last.index,
      above: first.start - this.#margin,
      below: Math.max(0, this.#virtualizer.getTotalSize() - (last.end - this.#margin)),
    };
  }

  /** After each drawing. @param body what holds the rows, each with `data-index` */
  measure(body: HTMLElement): void {
    const virtualizer = this.#virtualizer;
    if (!virtualizer) return;
    virtualizer._willUpdate();
    for (const row of body.querySelectorAll<HTMLElement>('[data-index]')) virtualizer.measureElement(row);
    const margin = Math.round(body.getBoundingClientRect().top + scrollY);
    if (Math.abs(margin - this.#margin) < 1) return;
    this.#margin = margin;
    this.#host.requestUpdate();
  }
}
