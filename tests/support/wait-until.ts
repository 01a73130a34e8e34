/** How long a test waits for what must come, ms: short of its own limit, and long enough beside other work on the machine. */
const longestMs = 45_000;
const everyMs = 5;

/**
 * Waits until something is so.
 * @param what is awaited, for the message when it never comes
 */
export async function waitUntil(isSo: () => unknown, what = 'what must come'): Promise<void> {
  const end = performance.now() + longestMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`Waited in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
