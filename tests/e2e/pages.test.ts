// Every page of the built app in real Chromium: text at 200 %, in turn on 1280 px and in English on 320 px (tests/long: every
// size), axe with WCAG 2.2 AA, the keyboard, the focus after a change of views, and Back and Esc of every overlay. What there
// is to see stands in pages/journeys.ts.
import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { ask } from './pages/checks.ts';
import { journeys, journeysAtTheGate } from './pages/journeys.ts';
import { look } from './pages/look.ts';
import type { Journey, Place, Step } from './pages/step.ts';
import { Stage } from './pages/stage.ts';

/** SITECODE_JOURNEY, a part of a name, walks those journeys alone. */
const only = process.env['SITECODE_JOURNEY'];

let stage: Stage;
before(async () => (stage = await Stage.open()));
after(async () => stage?.close());

// Two browsers' windows at a time; those at the gate share one camera.
describe('every page', { concurrency: 2 }, () => {
  const lanes = { 'of people and offices': journeys, 'at the gate': journeysAtTheGate };
  for (const [name, all] of Object.entries(lanes)) {
    describe(name, { concurrency: 1 }, () => {
      for (const journey of all.filter((each) => !only || each.name.includes(only)))
        it(journey.name, (t) => walk(journey, t as TestContext));
    });
  }
});

async function walk(journey: Journey, t: TestContext): Promise<void> {
  const context = await stage.context();
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`page error at ${journey.name}: ${error.message}`));
  if (journeysAtTheGate.includes(journey)) stage.camera.show(null);
  try {
    for (const [index, step] of journey.steps.entries()) {
      let reached = false;
      await t.test(step.name, async () => {
        const faults = await take(step, { stage, page, context }).catch((error) => tell(error, page));
        reached = true;
        faults.push(...(await look(page, step, index)));
        if (step.opener) {
          await page.goBack();
          await locate(page, step).waitFor({ state: 'hidden' });
        }
        if (faults.length > 0) assert.fail(`${faults.length} faults:\n${faults.join('\n')}`);
      });
      // What comes after stands on it.
      if (!reached) break;
    }
  } finally {
    await context.close();
  }
}

/** Throws again what failed, with what the page showed then. */
async function tell(fault: Error, page: Page): Promise<never> {
  const shown = await page
    .locator('body')
    .innerText()
    .catch(() => '');
  const focused = await ask(page, 'focusedName').catch(() => 'nothing');
  const at = `The page ${page.url()}, the focus on ${focused}, showed:\n${shown.slice(0, 600)}`;
  throw new Error(`${fault.message}\n${at}`, { cause: fault });
}

function locate(page: Page, { shows }: Step): Locator {
  return typeof shows === 'string' ? page.locator(shows).first() : shows(page);
}

/** Takes a step, tries Esc and Back where it opens an overlay, and answers with what is wrong. */
async function take(step: Step, place: Place): Promise<string[]> {
  const { page } = place;
  const faults: string[] = [];
  const expect = async (what: string, isSo: () => Promise<boolean>): Promise<void> => {
    if (!(await soon(page, isSo))) faults.push(`${what}: it is on ${await ask(page, 'focusedName')}`);
  };
  const isOnHeading = async (): Promise<boolean> => (await ask(page, 'focusedHeading')) !== '';
  await step.go?.(place);
  const shown = locate(page, step);
  const { opener } = step;
  if (!opener) {
    await shown.waitFor();
    if (step.isPassing) await ask(page, 'holdStill');
    if (step.isNewView) await expect("the new view's heading has the focus", isOnHeading);
    return faults;
  }
  const { pathname } = new URL(page.url());
  for (const close of ['Escape', 'Back'] as const) {
    await opener(page).waitFor();
    await opener(page).focus();
    const number = await ask(page, 'focusedNumber');
    await page.keyboard.press('Enter');
    await step.inTray?.(page).press('Enter');
    await shown.waitFor();
    await expect("the overlay's heading has the focus", isOnHeading);
    if (close === 'Back') await page.goBack();
    else await page.keyboard.press('Escape');
    await shown.waitFor({ state: 'hidden' });
    assert.equal(new URL(page.url()).pathname, pathname, `${close} stays on the page`);
    await expect(`${close} gives the focus back`, async () => (await ask(page, 'focusedNumber')) === number);
  }
  await opener(page).click();
  await step.inTray?.(page).click();
  await shown.waitFor();
  return faults;
}

/** Whether something is so within some drawings of the page. */
async function soon(page: Page, isSo: () => Promise<boolean>): Promise<boolean> {
  for (let drawing = 0; drawing < 60; drawing++) {
    if (await isSo()) return true;
    await page.evaluate('new Promise(requestAnimationFrame)');
  }
  return false;
}
