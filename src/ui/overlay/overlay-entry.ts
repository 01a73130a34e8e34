// Every overlay (dialog, sheet, scanner, poster preview, confirmation) is an entry of the page's history: on a phone Back is
// how people close what lies on top, and Back must not take them off the page instead.
import { focusHeading, focusedElement } from './view-focus.ts';

/** The key in `history.state` that says how many overlays lie over the page at that entry. */
const depthKey = 'sitecodeOverlays';
/** The key that says that the entry was made for an overlay which does not open again when the page is loaded there. */
const pushedKey = 'sitecodePushed';

/** A step back takes some ms; a browser that has dropped the entry before this one takes none and says nothing, ms. */
const stepMs = 1000;

/** The overlays now open, the lowest first. */
const open: OverlayEntry[] = [];
/** Ends when what was asked of the history is done: its steps come late, and the next must not be asked for before. */
let settled: Promise<void> = Promise.resolve();

/**
 * What was pressed last, by hand or by key. It gets the focus back where the browser has taken it away before the overlay
 * opens: from a link before the page hears of the new address, from a button that waits for the server.
 */
let lastPressed: HTMLElement | null = null;
window.addEventListener(
  'click',
  (event) => {
    const stop = event.composedPath().find((each) => each instanceof HTMLElement && each.tabIndex >= 0);
    if (stop) lastPressed = stop as HTMLElement;
  },
  { capture: true },
);

/** How many overlays an entry of the history stands for; 0 for the page itself. */
function depthHere(): number {
  const state: unknown = history.state;
  const depth = (state as Record<string, unknown> | null)?.[depthKey];
  return typeof depth === 'number' ? depth : 0;
}

function stateWith(depth: number, isPushed: boolean): object {
  return { ...(history.state as object | null), [depthKey]: depth, [pushedKey]: isPushed };
}

function stepBack(steps: number): Promise<void> {
  return new Promise((resolve) => {
    window.addEventListener('popstate', () => resolve(), { once: true });
    setTimeout(resolve, stepMs);
    history.go(-steps);
  });
}

/** How many steps back are asked for and not done yet. */
let stepping = 0;

/** Takes the entries of closed overlays back, as many as there are. */
function settle(): Promise<void> {
  stepping++;
  settled = settled.then(async () => {
    if (depthHere() > open.length) await stepBack(depthHere() - open.length);
    stepping--;
  });
  return settled;
}

/**
 * Changes the history now, or as soon as it has stepped back from what was closed: a step back that comes late would take the
 * change away with it.
 */
export function whenSettled(change: () => void): void {
  if (stepping > 0) void settled.then(change);
  else change();
}

/** A link to another part of the page changes the history too. */
window.addEventListener(
  'click',
  (event) => {
    const link = event.composedPath().find((each) => each instanceof HTMLAnchorElement);
    if (stepping === 0 || !link?.hash) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    whenSettled(() => link.click());
  },
  { capture: true },
);

window.addEventListener('popstate', () => {
  const placed = open.filter((entry) => entry.isPlaced);
  for (const entry of placed.slice(depthHere()).toReversed()) {
    open.splice(open.indexOf(entry), 1);
    entry.forget();
  }
  // Forward to an overlay that was closed: there is nothing to show, so the page stays where it was.
  if (depthHere() > open.length) void settle();
});

// The page was loaded anew while a dialog was open: its entry goes, or the first Back would seem to do nothing.
if ((history.state as Record<string, unknown> | null)?.[pushedKey] === true)
  window.addEventListener('load', () => void settle(), { once: true });

window.addEventListener('keydown', (event) => {
  const top = open.at(-1);
  // A modal dialog hears of Esc itself, and may have something to say first.
  if (event.key !== 'Escape' || event.defaultPrevented || !top?.closesOnEscape) return;
  event.preventDefault();
  void top.leave();
});

export interface OverlayOptions {
  /** Called once when the overlay is to go, by Back or by `leave`. */
  onLeave: () => void;
  /** True where no modal dialog listens to Esc. */
  closesOnEscape?: boolean;
  /**
   * - push (default): makes the entry
   * - link: a link to a part of the page's address (`#…`) has made the entry already
   * - alone: the page was opened at that address, so there is no page before it to go back to: leaving takes the part away
   */
  way?: 'push' | 'link' | 'alone';
  /** Where its heading is, which gets the focus when it is drawn; null where something of it has the focus already. */
  heading: (() => Element | null) | null;
}

/** One overlay's place in the history, and the way back to what had the focus. */
export class OverlayEntry {
  readonly closesOnEscape: boolean;
  /** True once the history has an entry for it. */
  isPlaced = false;
  readonly #options: OverlayOptions;
  readonly #opener: HTMLElement | null;
  readonly #scroll = { left: scrollX, top: scrollY };

  private constructor(options: OverlayOptions) {
    this.#options = options;
    this.closesOnEscape = options.closesOnEscape ?? false;
    // A tray that it was opened from closes, with the focus on its button: what lies in it can have no focus back.
    focusedElement()?.dispatchEvent(new Event('covered', { bubbles: true, composed: true }));
    const focused = focusedElement();
    this.#opener = focused && focused !== document.body ? focused : lastPressed;
    open.push(this);
  }

  /** Enters the history. Call it when the overlay opens. */
  static enter(options: OverlayOptions): OverlayEntry {
    const entry = new OverlayEntry(options);
    const { way = 'push' } = options;
    if (way === 'push') settled = settled.then(() => entry.#place());
    else if (way === 'link') entry.#place(true);
    if (options.heading) void focusHeading(options.heading);
    return entry;
  }

  #place(isThere = false): void {
    const depth = open.indexOf(this) + 1;
    if (depth === 0) return;
    this.isPlaced = true;
    // The entry of an overlay closed in the same moment is there already.
    const isReused = isThere || depthHere() >= depth;
    history[isReused ? 'replaceState' : 'pushState'](stateWith(depth, !isThere), '');
  }

  /** True where the entry of the history now shown was made by an overlay, before a reload: see `way`. */
  static get isHere(): boolean {
    return depthHere() > open.length;
  }

  /** Closes this overlay and all above it. Resolves when the history stands where it stood before: navigate no sooner. */
  async leave(): Promise<void> {
    const at = open.indexOf(this);
    if (at >= 0) {
      for (const each of open.splice(at).toReversed()) each.forget();
      if (this.#options.way === 'alone') history.replaceState(null, '', location.pathname + location.search);
    }
    await settle();
  }

  /** The overlay is gone from the history. Only this module calls it. */
  forget(): void {
    this.#options.onLeave();
    void this.#giveBack();
  }

  /** What was under the overlay is drawn first; where the page moved the focus itself, it stays there. */
  async #giveBack(): Promise<void> {
    await new Promise(requestAnimationFrame);
    // Who presses the same link again before the history has stepped back would go nowhere.
    await settled;
    scrollTo(this.#scroll);
    const now = focusedElement();
    // The browser takes the focus off what is no longer drawn only when it next draws.
    const isLost = !now || now === document.body || !now.checkVisibility();
    if (isLost && open.length === 0 && this.#opener?.isConnected) this.#opener.focus({ preventScroll: true });
  }
}
