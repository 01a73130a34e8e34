import { expect, fixture, html } from '@open-wc/testing';
import type { AuthorityApp } from '../../src/authority/app/authority-app.ts';
import '../../src/authority/app/authority-app.ts';
import { FakeServer } from './fake-server.ts';
import { fillForm } from '../ui/fill-form.ts';
import { find, shownText } from './find-deep.ts';
import { waitUntil } from '../support/wait-until.ts';

/** A page is fetched when it is opened, which on a busy machine takes its time. */

/** Where the session is kept. */
export const key = 'sitecode.staff';

export interface Opened {
  app: AuthorityApp;
  server: FakeServer;
  /** As if the server's realtime had said that the board changed. */
  change: () => void;
}

/** The app on a network of the test's own. */
export async function open(prepare: (server: FakeServer) => void = () => undefined): Promise<Opened> {
  const server = new FakeServer();
  prepare(server);
  const heardBy = new Set<() => void>();
  const listen = async (heard: () => void) => {
    heardBy.add(heard);
    return () => void heardBy.delete(heard);
  };
  const app = await fixture<AuthorityApp>(html`
    <sc-authority-app
      .client=${server.client}
      .feed=${{ listen, pace: { poll: 60_000, gather: 0, tick: 30 } }}
    ></sc-authority-app>
  `);
  return { app, server, change: () => heardBy.forEach((heard) => heard()) };
}

/** Opens the board as somebody who signed in on an earlier day. */
export async function openBoard(
  prepare: (server: FakeServer) => void = () => undefined,
  shows = 'sc-board-tiles',
): Promise<Opened> {
  localStorage.setItem(key, 'token-kept');
  const opened = await open((server) => {
    server.tokens.add('token-kept');
    prepare(server);
  });
  await appears(opened.app, shows);
  return opened;
}

export async function appears(app: AuthorityApp, selector: string): Promise<HTMLElement> {
  await waitUntil(() => find(app.shadowRoot!, selector), `${selector} appears`);
  return find(app.shadowRoot!, selector)!;
}

/** Waits until an element reads so. */
export async function says(app: AuthorityApp, selector: string, text: string): Promise<void> {
  const shown = () => shownText(find(app.shadowRoot!, selector));
  await waitUntil(() => shown().includes(text), `${selector} says "${text}"`).catch(() => {
    expect(shown()).to.include(text);
  });
}

export async function signIn(app: AuthorityApp, password: string): Promise<void> {
  await appears(app, 'input[name=email]');
  await fillForm(app.shadowRoot!, { email: 'chen@district.example', password });
  find(app.shadowRoot!, 'button[type=submit]')!.click();
}
