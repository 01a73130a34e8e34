import type { Outcome } from '../../../src/domain/policy/outcome.ts';

/** What a person before the tablet sees. */
export type OnGlass =
  /** A verdict appeared. */
  | { what: 'verdict'; device: number; t: number; outcome: Outcome }
  /** No verdict is there any more. */
  | { what: 'clear' }
  /** The red page: nobody may be released. */
  | { what: 'stop' }
  /** The red page is gone. */
  | { what: 'go' }
  /** The page was loaded. */
  | { what: 'load' };

/** The function that the page tells it to. */
export const glassBinding = 'sitecodeOnGlass';

/**
 * Runs in the page, before its own scripts: looks at each frame as a person would, and tells what appeared. No part of the
 * app helps it but the attributes that name the scan.
 */
export function watchGlass(binding: string): void {
  const tell = (event: OnGlass): void =>
    void (globalThis as unknown as Record<string, (event: OnGlass) => void>)[binding]?.(event);
  let shown = '';
  let isStopped = false;
  const look = (): void => {
    const app = document.querySelector('sc-sentry-app')?.shadowRoot;
    const kiosk = app?.querySelector('sc-kiosk-page')?.shadowRoot;
    const panel = kiosk?.querySelector<HTMLElement>('sc-verdict-panel');
    const { device, t, seq } = panel?.dataset ?? {};
    const now = panel ? `${device}/${t}/${seq}` : '';
    if (now !== shown) {
      shown = now;
      if (panel)
        tell({
          what: 'verdict',
          device: Number(device),
          t: Number(t),
          outcome: panel.getAttribute('outcome') as Outcome,
        });
      else tell({ what: 'clear' });
    }
    const stops = (kiosk?.querySelector('.stop') ?? null) !== null;
    if (stops !== isStopped) tell({ what: stops ? 'stop' : 'go' });
    isStopped = stops;
    requestAnimationFrame(look);
  };
  tell({ what: 'load' });
  requestAnimationFrame(look);
}
