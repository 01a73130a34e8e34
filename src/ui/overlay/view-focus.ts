// When one view takes another's place without a load, a screen reader says nothing and the keyboard stands nowhere: the new
// view's heading gets the focus (WCAG 2.2, 2.4.3; technique as in the ARIA practices for single pages).
import type { ReactiveControllerHost } from 'lit';

/** How long a view that is still being drawn or loaded is waited for, ms. */
const patienceMs = 10_000;

/** The element with the focus, looked up through all shadow roots; null or the body when there is none. */
export function focusedElement(): HTMLElement | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element as HTMLElement | null;
}

/** The first heading that is shown, in the order of the document, looked up through shadow roots and slots. */
export function firstHeading(root: Element | ShadowRoot): HTMLElement | null {
  const within = root instanceof Element ? (root.shadowRoot ?? root) : root;
  for (const child of within.children) {
    if (!(child instanceof HTMLElement) || child.hidden) continue;
    if (/^H[1-3]$/.test(child.tagName) && child.checkVisibility()) return child;
    const slotted = child instanceof HTMLSlotElement ? child.assignedElements({ flatten: true }) : [];
    for (const each of slotted) {
      if (/^H[1-3]$/.test(each.tagName)) return each as HTMLElement;
      const below = firstHeading(each);
      if (below) return below;
    }
    const found = firstHeading(child);
    if (found) return found;
  }
  return null;
}

/** Rises with each call of focusHeading: the last one alone goes on. */
let latest = 0;

/**
 * Puts the focus on the first heading below an element, as soon as there is one, and on the one that takes its place while
 * the view is still being loaded. A person who has meanwhile put it elsewhere is left alone.
 */
export async function focusHeading(below: () => Element | ShadowRoot | null): Promise<void> {
  const call = ++latest;
  const end = performance.now() + patienceMs;
  let ours = focusedElement();
  let heading: HTMLElement | null = null;
  while (performance.now() < end) {
    await new Promise(requestAnimationFrame);
    if (call !== latest) return;
    const now = focusedElement();
    const isLost = !now || now === document.body;
    if (!isLost && now !== ours) return;
    // Ours still stands: whoever left it went on, perhaps to the browser's own bar.
    if (heading?.isConnected && heading.checkVisibility()) continue;
    const root = below();
    heading = root && firstHeading(root);
    if (!heading) continue;
    if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
    heading.focus();
    ours = heading;
  }
}

/**
 * Puts the focus on the new view's heading whenever an element shows another one. Call it in the element's constructor.
 * @param view a name for what is shown; null while nothing is, as at the start. The first view of a page takes no focus:
 *   there the browser's own order holds.
 * @param within selector of the part that changes, in the host's root; all of it when left out
 */
export function focusNewViews(
  host: ReactiveControllerHost & HTMLElement,
  view: () => string | null,
  within?: string,
): void {
  let shown: string | null = null;
  const root = () => (within ? (host.shadowRoot?.querySelector(within) ?? null) : host);
  const hostUpdated = (): void => {
    const next = view();
    if (next === null || next === shown) return;
    const isFirst = shown === null;
    shown = next;
    if (!isFirst) void focusHeading(root);
  };
  host.addController({ hostUpdated });
}
