import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The width an element has to draw in, and how large letters are; the element is drawn anew when either changes. */
export class DrawingSize implements ReactiveController {
  /** Px; 0 until it is known. */
  width = 0;
  /** 1 at the browser's own letters of 16 px, 2 at 200 %. */
  scale = 1;
  readonly #host: ReactiveControllerHost & Element;
  readonly #observer = new ResizeObserver(() => {
    // In the next frame: drawing changes the height, and within this one that would be reported as a loop.
    requestAnimationFrame(() => this.#measure());
  });

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  #measure(): void {
    const width = Math.floor(this.#host.getBoundingClientRect().width);
    const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    if (width === this.width && scale === this.scale) return;
    this.width = width;
    this.scale = scale;
    this.#host.requestUpdate();
  }
}
