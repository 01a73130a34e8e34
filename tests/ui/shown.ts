/** Reading a page as a person does: through the shadow roots of its elements. */

/** All text that is there, in its order; spaces are single. */
export function shownText(node: Node): string {
  if (node instanceof Text) return node.data;
  if (node instanceof HTMLStyleElement) return '';
  const shadow = node instanceof Element ? (node.shadowRoot?.childNodes ?? []) : [];
  return [...shadow, ...node.childNodes].map(shownText).join(' ').replace(/\s+/g, ' ');
}

/** Every element of this kind, in the order of the page. */
export function findAll<T extends Element>(root: ParentNode, selector: string): T[] {
  const found: T[] = [];
  for (const element of root.querySelectorAll('*')) {
    if (element.matches(selector)) found.push(element as T);
    if (element.shadowRoot) found.push(...findAll<T>(element.shadowRoot, selector));
  }
  return found;
}

/** Clicks the button with this text. Throws with what is shown when there is none, or it cannot be pressed. */
export function press(page: Element, label: string): void {
  const button = findAll<HTMLButtonElement>(page.shadowRoot!, 'button').find(
    (each) => each.textContent!.replace(/\s+/g, ' ').trim() === label,
  );
  if (!button || button.disabled)
    throw new Error(`No button "${label}" can be pressed in: ${shownText(page)}`);
  button.click();
}
