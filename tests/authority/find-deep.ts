/** The first element that matches, through any number of shadow roots below `root`; null when there is none. */
export function find<T extends Element = HTMLElement>(root: ParentNode, selector: string): T | null {
  const direct = root.querySelector<T>(selector);
  if (direct) return direct;
  for (const element of root.querySelectorAll('*')) {
    const inside = element.shadowRoot && find<T>(element.shadowRoot, selector);
    if (inside) return inside;
  }
  return null;
}

/** What a person reads in an element: its text and that of the shadow roots below it, with single spaces. */
export function shownText(node: Node | null): string {
  if (!node) return '';
  const parts: string[] = [];
  const walk = (each: Node): void => {
    if (each instanceof Text) parts.push(each.data);
    if (each instanceof HTMLStyleElement) return;
    if (each instanceof HTMLSlotElement) return each.assignedNodes({ flatten: true }).forEach(walk);
    (each instanceof Element && each.shadowRoot ? each.shadowRoot : each).childNodes.forEach(walk);
  };
  walk(node);
  return parts.join(' ').replace(/\s+/g, ' ').trim();
}
