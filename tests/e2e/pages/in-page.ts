// What is looked at inside a page: bundled and run there, so it knows nothing of Node. Everything goes through shadow roots
// and slots, as a person's eye does.

/** The parent as it is drawn: the slot's place, the shadow root's host. */
function drawnParent(node: Node): Element | null {
  if (node instanceof Element || node instanceof Text) {
    if (node.assignedSlot) return node.assignedSlot;
  }
  const { parentNode } = node;
  if (parentNode instanceof ShadowRoot) return parentNode.host;
  return parentNode instanceof Element ? parentNode : null;
}

/** All nodes below, in the order they are drawn. */
function* drawn(node: Node): Generator<Node> {
  yield node;
  let below: readonly Node[] = [...node.childNodes];
  if (node instanceof HTMLSlotElement) {
    const assigned = node.assignedNodes();
    if (assigned.length > 0) below = assigned;
  } else if (node instanceof Element && node.shadowRoot) below = [...node.shadowRoot.childNodes];
  for (const each of below) yield* drawn(each);
}

/** The uppermost modal dialog, or the page: what lies below a dialog is not looked at. */
function stage(): Element {
  const modal = [...drawn(document.body)].findLast(
    (node) => node instanceof Element && node.matches(':modal'),
  );
  return (modal as Element | undefined) ?? document.body;
}

/** What is read: an open tray, which lies over the page until it is pressed away, or the stage. */
function readNow(): Element {
  const tray = [...drawn(document.body)].find(
    (node) => node instanceof Element && node.matches('[popover=auto]:popover-open'),
  );
  return (tray as Element | undefined) ?? stage();
}

/** Tells two elements of the same name apart. */
const numbers = new WeakMap<Element, number>();
let lastNumber = 0;

/** A name to find an element by: `sc-me-app sc-pass-screen button "Renew"`. */
function nameOf(element: Element): string {
  const hosts: string[] = [];
  for (let root = element.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode())
    hosts.unshift(root.host.localName);
  const classes = [...element.classList].map((name) => `.${name}`).join('');
  const words = (element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 40);
  return `${hosts.slice(-2).join(' ')} ${element.localName}${classes} "${words}"`;
}

function numberOf(element: Element): number {
  const number = numbers.get(element) ?? ++lastNumber;
  numbers.set(element, number);
  return number;
}

const slack = 1.5;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What is asked of an element for each line of text that stands in it. */
interface Drawing extends Box {
  display: string;
  position: string;
  overflowX: string;
  overflowY: string;
  hasFrame: boolean;
}

/** How the elements are drawn while nothing on the page changes: a page asks for the same few of them thousands of times. */
let drawings = new WeakMap<Element, Drawing>();

/** An element's style, and the box in which its content is drawn: within its border. */
function drawing(element: Element): Drawing {
  const known = drawings.get(element);
  if (known) return known;
  const box = element.getBoundingClientRect();
  const left = box.left + element.clientLeft;
  const top = box.top + element.clientTop;
  const style = getComputedStyle(element);
  const { display, position, overflowX, overflowY } = style;
  const drawn = {
    left,
    top,
    right: left + element.clientWidth,
    bottom: top + element.clientHeight,
    display,
    position,
    overflowX,
    overflowY,
    hasFrame: style.borderTopWidth !== '0px' || style.backgroundColor !== 'rgba(0, 0, 0, 0)',
  };
  drawings.set(element, drawn);
  return drawn;
}

/** Left, top, right and bottom, whole px. */
const sizes = ({ left, top, right, bottom }: Box): string =>
  [left, top, right, bottom].map(Math.round).join(' ');

const sideways = (inner: Box, outer: Box): boolean =>
  inner.left < outer.left - slack || inner.right > outer.right + slack;
const upright = (inner: Box, outer: Box): boolean =>
  inner.top < outer.top - slack || inner.bottom > outer.bottom + slack;

function isSeen(element: Element): boolean {
  return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

/** Text for screen readers alone is drawn in a box of a pixel. */
function isForEars(element: Element): boolean {
  for (let each: Element | null = element; each; each = drawnParent(each)) {
    const { clip, clipPath, position } = getComputedStyle(each);
    if (position === 'absolute' && (clip !== 'auto' || clipPath !== 'none') && each.clientWidth <= 1)
      return true;
  }
  return false;
}

/** Why a line of text cannot be read where it stands, or null. */
function faultOf(line: Box, element: Element): string | null {
  let position = '';
  let isSticky = false;
  for (let each: Element | null = element; each; each = drawnParent(each)) {
    const box = drawing(each);
    if (box.display === 'contents') continue;
    const isPane = each !== document.body && each !== document.documentElement;
    // What is taken out of the flow is not cut off by a box that it is not placed in.
    const isPlaced = position === 'absolute' && box.position === 'static';
    if (isPane && !isPlaced && box.display !== 'inline') {
      const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
      const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll';
      if (hides(box.overflowX) && sideways(line, box)) return `is cut off sideways by ${nameOf(each)}`;
      if (hides(box.overflowY) && upright(line, box)) return `is cut off by ${nameOf(each)}`;
      if (box.hasFrame && !isSticky && !scrolls(box.overflowX) && (sideways(line, box) || upright(line, box)))
        return `stands outside (${sizes(line)} in ${sizes(box)}) ${nameOf(each)}`;
      // A scrolled box shows the rest when it is scrolled; that it need not be sideways is looked at by itself.
      if (scrolls(box.overflowX) || scrolls(box.overflowY)) return null;
    }
    // A cell that stays while its row is scrolled leaves the row's box.
    isSticky ||= box.position === 'sticky';
    position = box.position === 'static' ? position : box.position;
    if (box.position === 'fixed') break;
  }
  const { clientWidth } = document.documentElement;
  if (line.left < -slack || line.right > clientWidth + slack) return 'is outside the screen';
  return null;
}

/** What lies on a point where a line of text stands, when it is not that text. */
function coverOf(line: Box, element: Element): string | null {
  const x = (line.left + line.right) / 2;
  const y = (line.top + line.bottom) / 2;
  if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return null;
  let hit: Element | null = document.elementFromPoint(x, y);
  for (; hit?.shadowRoot;) {
    const deeper: Element | null = hit.shadowRoot.elementFromPoint(x, y);
    if (!deeper || deeper === hit) break;
    hit = deeper;
  }
  if (!hit) return null;
  const isWithin = (inner: Element, outer: Element): boolean => {
    for (let each: Element | null = inner; each; each = drawnParent(each)) if (each === outer) return true;
    return false;
  };
  if (isWithin(hit, element) || isWithin(element, hit)) return null;
  // What stays in place while the page scrolls below it covers no more than scrolling uncovers.
  for (let each: Element | null = hit; each; each = drawnParent(each))
    if (drawing(each).position === 'sticky') return null;
  // A part scrolled out of its own box is uncovered by scrolling.
  for (let each = drawnParent(element); each; each = drawnParent(each)) {
    if (!/auto|scroll/.test(drawing(each).overflowY) || each === document.documentElement) continue;
    if (upright(line, drawing(each))) return null;
  }
  return nameOf(hit);
}

/** The width of a text in an element's own letters, px. */
function textWidth(element: Element, text: string): number {
  const style = getComputedStyle(element);
  const canvas = document.createElement('canvas').getContext('2d')!;
  canvas.font = style.font;
  canvas.letterSpacing = style.letterSpacing === 'normal' ? '0px' : style.letterSpacing;
  return canvas.measureText(style.textTransform === 'uppercase' ? text.toUpperCase() : text).width;
}

/** Whether a long name is cut after some lines, with "…". */
function isClamped(element: Element): boolean {
  return getComputedStyle(element).webkitLineClamp !== 'none';
}

/** Whether all of a text is read once the focus is on it, which is then where it was. */
function isWholeInFocus(element: Element, lines: () => Box[]): boolean {
  const way = element.closest<HTMLElement>('a, button');
  const root = element.getRootNode() as ShadowRoot;
  const before = root.activeElement as HTMLElement | null;
  way?.focus({ preventScroll: true });
  drawings = new WeakMap();
  const isWhole = root.activeElement === way && lines().every((line) => faultOf(line, element) === null);
  way?.blur();
  before?.focus({ preventScroll: true });
  drawings = new WeakMap();
  return isWhole;
}

/** Every place where text does not fit: cut off, spilling out, covered, or to be scrolled to sideways. */
export function textFaults(): string[] {
  const faults = new Set<string>();
  drawings = new WeakMap();
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth + 1)
    faults.add(`the page scrolls sideways: ${scrollWidth} in ${clientWidth} px`);
  for (const node of drawn(readNow())) {
    if (node instanceof HTMLElement && isSeen(node) && !isForEars(node)) {
      const { overflowX } = drawing(node);
      const isScroller = overflowX === 'auto' || overflowX === 'scroll';
      // A table of data may be wider than a phone (WCAG 1.4.10 names it as the exception).
      if (
        isScroller &&
        node.scrollWidth > node.clientWidth + 1 &&
        !node.querySelector('table, sc-table, svg')
      )
        faults.add(`scrolls sideways, ${node.scrollWidth} in ${node.clientWidth} px: ${nameOf(node)}`);
      if (node instanceof HTMLInputElement && /^(text|email|password|search|tel|)$/.test(node.type)) {
        const { paddingLeft, paddingRight } = getComputedStyle(node);
        const room = node.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
        if (node.placeholder && textWidth(node, node.placeholder) > room + slack)
          faults.add(`the example "${node.placeholder}" does not fit: ${nameOf(node)}`);
      }
    }
    if (!(node instanceof Text) || node.data.trim() === '') continue;
    const element = drawnParent(node);
    if (!element || /^(STYLE|SCRIPT|TITLE|OPTION)$/i.test(element.localName)) continue;
    if (!isSeen(element) || isForEars(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = () => [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    for (const line of lines()) {
      const fault = faultOf(line, element);
      // What is clamped away covers nothing and is covered by nothing: all of it is there where the focus is.
      if (fault && isClamped(element) && isWholeInFocus(element, lines)) continue;
      const cover = fault ? null : coverOf(line, element);
      if (fault) faults.add(`${nameOf(element)} ${fault}`);
      else if (cover) faults.add(`${nameOf(element)} is covered by ${cover}`);
    }
  }
  return [...faults];
}

/** The element with the focus, through all shadow roots. */
function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** What the focus is on, in words; '' for nothing. */
export function focusedName(): string {
  const element = focused();
  return element && element !== document.body ? nameOf(element) : '';
}

/** A number of the element that has the focus, the same each time; 0 for nothing. */
export function focusedNumber(): number {
  const element = focused();
  return element && element !== document.body ? numberOf(element) : 0;
}

/** Whether the focus is on a heading, and which. */
export function focusedHeading(): string {
  const element = focused();
  return element && /^H[1-3]$/.test(element.tagName) ? element.textContent!.replace(/\s+/g, ' ').trim() : '';
}

/** Chromium lets the keyboard into a box that scrolls and has nothing else to stop at (since 130). */
function isScrollStop(element: HTMLElement | SVGElement): boolean {
  if (element instanceof SVGElement) return false;
  const { overflowX, overflowY } = getComputedStyle(element);
  const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll';
  const isLonger =
    (scrolls(overflowX) && element.scrollWidth > element.clientWidth) ||
    (scrolls(overflowY) && element.scrollHeight > element.clientHeight);
  if (!isLonger || element.localName === 'textarea' || element === document.body) return false;
  for (const node of drawn(element))
    if (
      node !== element &&
      (node instanceof HTMLElement || node instanceof SVGElement) &&
      node.tabIndex >= 0 &&
      !node.matches(':disabled') &&
      isSeen(node)
    )
      return false;
  return true;
}

/** What the Tab key should reach, in the order of the page. */
export function tabStops(): { number: number; name: string }[] {
  const stops: { number: number; name: string }[] = [];
  const radios = new Map<Node, Set<string>>();
  for (const node of drawn(stage())) {
    if (!(node instanceof HTMLElement || node instanceof SVGElement) || !isSeen(node)) continue;
    if (node.matches(':disabled') || node.closest('[inert]') || (node.tabIndex < 0 && !isScrollStop(node)))
      continue;
    const isStop =
      isScrollStop(node) ||
      (node.matches('a[href], button, input, select, textarea, summary, [tabindex]') &&
        !(node.localName === 'summary' && node.parentElement?.localName !== 'details'));
    if (!isStop) continue;
    if (node instanceof HTMLInputElement && node.type === 'radio') {
      // A group of radios is one stop, the chosen one where one is; another form has groups of its own.
      const form = node.form ?? node.getRootNode();
      const names = radios.get(form) ?? new Set();
      const group = [...(form as ParentNode).querySelectorAll<HTMLInputElement>('input[type=radio]')];
      const isAnotherChosen =
        !node.checked && group.some(({ name, checked }) => checked && name === node.name);
      if (names.has(node.name) || isAnotherChosen) continue;
      radios.set(form, names.add(node.name));
    }
    stops.push({ number: numberOf(node), name: nameOf(node) });
  }
  return stops;
}

/** What is wrong with the focus where it stands: no ring, or it is not in view. */
function focusFault(): string | null {
  const element = focused();
  if (!element || element === document.body) return null;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const hasRing = (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
  if (!hasRing) return `${nameOf(element)} has the focus and does not show it`;
  const box = element.getBoundingClientRect();
  const isInView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  if (!isInView) return `${nameOf(element)} has the focus and is out of view`;
  return null;
}

/** What Tab has come to: its number as above, and what is wrong with how it shows the focus. */
export function focusedStop(): { number: number; fault: string | null } {
  return { number: focusedNumber(), fault: focusFault() };
}

/** Ends every timer of the page: what it shows now stays. */
export function holdStill(): void {
  const last = setTimeout(() => undefined) as unknown as number;
  for (let timer = 1; timer <= last; timer++) clearTimeout(timer);
}

/** Chooses a language with the page's own switch. @returns false where the page has none */
export function chooseLanguage(label: string): boolean {
  for (const node of drawn(document.body)) {
    if (!(node instanceof HTMLElement) || node.localName !== 'sc-language-switch') continue;
    const button = [...node.shadowRoot!.querySelectorAll('button')].find(
      (each) => each.textContent!.trim() === label,
    );
    button?.click();
    return button !== undefined;
  }
  return false;
}

/** The names of all custom elements that the page has, each once. */
export function elementNames(): string[] {
  const names = new Set<string>();
  for (const node of drawn(document.body))
    if (node instanceof Element && node.localName.includes('-')) names.add(node.localName);
  return [...names];
}

/** Waits until the page has drawn the same for some frames: what is loaded when it is needed has come. */
export async function settled(frames = 6): Promise<void> {
  const state = (): string => {
    let count = 0;
    let length = 0;
    for (const node of drawn(document.body)) {
      count++;
      if (node instanceof Text) length += node.data.length;
      if (node instanceof Element) length += node.attributes.length;
    }
    return [count, length, document.documentElement.scrollHeight, performance.getEntries().length].join();
  };
  let last = '';
  for (let same = 0, all = 0; same < frames && all < 600; all++) {
    await new Promise(requestAnimationFrame);
    const now = state();
    same = now === last ? same + 1 : 0;
    last = now;
  }
}
