import type { Page } from 'playwright-core';

/** The last verdict read of each page, so that the next one can be told from it. */
const lastSeq = new WeakMap<Page, string>();

/** Waits for a new verdict, taps where its reason is kept from bystanders, and answers with all words on it. */
export async function verdictWords(page: Page): Promise<string> {
  const last = lastSeq.get(page);
  const not = last ? `:not([data-seq="${last}"])` : '';
  const panel = page.locator(`sc-verdict-panel[data-seq]${not}`);
  await panel.waitFor({ timeout: 15_000 });
  const why = panel.locator('button.why');
  if ((await why.count()) > 0) {
    // Before the guard's tap bystanders read nothing of the reason.
    const before = await panel.evaluate((element) => element.shadowRoot!.textContent!);
    if (/红|阳性|red|positive/i.test(before)) throw new Error(`Bystanders read the reason: ${before}`);
    await why.click();
    await why.waitFor({ state: 'detached' });
  }
  const { seq, words } = await panel.evaluate((element) => ({
    seq: (element as HTMLElement).dataset['seq']!,
    words: element.shadowRoot!.textContent!.replace(/\s+/g, ' '),
  }));
  lastSeq.set(page, seq);
  return words;
}
