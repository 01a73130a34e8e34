// What a step of a journey is, and what most of them do.
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { signIn, type Stage } from './stage.ts';

export interface Step {
  name: string;
  go?: (at: Place) => Promise<unknown>;
  /** What must be there before anything is looked at. */
  shows: string | ((page: Page) => Locator);
  /** True where the step puts another view in the old one's place: the focus must be on its heading. */
  isNewView?: boolean;
  /** Where the step opens an overlay: what opens it, which has the focus again when it is closed. */
  opener?: (page: Page) => Locator;
  /** Where the opener opens a tray first: what is pressed in it. */
  inTray?: (page: Page) => Locator;
  /** True where what is shown goes away by itself: the page's timers are ended. */
  isPassing?: boolean;
  /** True where Tab has nothing to do that another step does not do. */
  skipsKeyboard?: boolean;
}

export interface Place {
  stage: Stage;
  page: Page;
  context: BrowserContext;
}

export interface Journey {
  name: string;
  steps: Step[];
}

export const wrong = { email: 'somebody@example.com', password: 'not the password' };
export const goto =
  (path: string) =>
  ({ page, stage }: Place) =>
    page.goto(new URL(path, stage.url).href);
export const enter =
  (face: 'me' | 'venue' | 'authority', who?: string) =>
  ({ page, stage }: Place): Promise<void> =>
    signIn(page, stage.login(face, who));
export const enterWrongly = ({ page }: Place): Promise<void> => signIn(page, wrong);
export const offline = ({ context }: Place): Promise<void> => context.setOffline(true);
export const press =
  (selector: string) =>
  ({ page }: Place): Promise<void> =>
    page.locator(selector).first().click();
/** Opens the page's site code. */
export const scan = ({ page, stage }: Place): Promise<unknown> => page.goto(stage.longSite);
/** Answers a route with what the test says instead. */
export const answer =
  (path: string, change: (body: never) => unknown) =>
  ({ context }: Place): Promise<unknown> =>
    context.route(`**/api/sitecode/${path}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: change((await response.json()) as never) });
    });

/** One's own password, changed in a dialog; the same in each face. */
export const passwordStep: Step = {
  name: 'change of the password',
  shows: 'sc-password-dialog dialog[open]',
  opener: (page) => page.locator('button[name=change-password]'),
};
