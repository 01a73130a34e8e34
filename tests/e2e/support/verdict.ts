import type { Page } from 'playwright-core';

/** The last verdict read of each page, so that the next one can be told from it. */
const lastSeq = new WeakMap<Page, string>();

/** Waits for a new verdict and answers with all words on it. */
export async function verdictWords(page: Page): Promise<string> {
  const last = lastSeq.get(page);
  const not = last ? `:not([data-seq="${last}"])` : '';
  const panel = page.locator(`sc-verdict-panel[data-seq]${not}`);
  await panel.waitFor({ timeout: 15_000 });
  const { seq, words } = await panel.evaluate((element) => ({
    seq: (element as HTMLElement).dataset['seq']!,
    words: element.shadowRoot!.textContent!.replace(/\s+/g, ' '),
  }));
  lastSeq.set(page, seq);
  return words;
}
