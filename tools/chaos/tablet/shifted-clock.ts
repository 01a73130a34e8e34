import type { BrowserContext, Page } from 'playwright-core';

/** How far a tablet's clocks are from this machine's, ms. */
export interface Shift {
  /** Time that goes by for the tablet and not for this machine: all its clocks are ahead by it. */
  passed: number;
  /** By how much its clock is wrong: that of the day and hour alone. */
  error: number;
}

/** The function by which a page is told another shift. */
const shiftName = 'sitecodeShiftClock';

/** Gives pages shifted clocks from their first script on. @param shift what it is at that start */
export async function prepareClock(context: BrowserContext, shift: Shift): Promise<void> {
  await context.addInitScript(shiftClocks, { name: shiftName, shift });
}

/** Shifts the clocks of a page that runs. */
export function shiftClock(page: Page, shift: Shift): Promise<void> {
  return page.evaluate(
    ({ name, shift }) => (globalThis as unknown as Record<string, (shift: Shift) => void>)[name]!(shift),
    { name: shiftName, shift },
  );
}

/**
 * Runs in the page: puts a shifted `Date` and a shifted `performance.now` in their places. Workers keep their own: those of the
 * app (reading codes, writing the journal) ask for no time.
 */
function shiftClocks({ name, shift }: { name: string; shift: Shift }): void {
  let { passed, error } = shift;
  const RealDate = Date;
  const realElapsed = performance.now.bind(performance);
  const now = (): number => RealDate.now() + passed + error;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, values, made: new () => object) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values, made) as object,
    apply: () => new RealDate(now()).toString(),
    get: (target, field, self) => (field === 'now' ? now : (Reflect.get(target, field, self) as unknown)),
  });
  performance.now = () => realElapsed() + passed;
  (globalThis as unknown as Record<string, (shift: Shift) => void>)[name] = (to) =>
    void ({ passed, error } = to);
}
