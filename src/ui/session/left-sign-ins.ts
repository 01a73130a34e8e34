import { ApiError, type ApiConnection } from '../../sync/api-connection.ts';
import type { Session } from './session.ts';

/**
 * Who signs out is signed out on this device at once, also where the server cannot be told: a sign-in that it has not ended yet is kept
 * here and ended as soon as it answers. Until then a page can say so. Its token lies where it lay before.
 */

const key = 'sitecode.left';
/** More are not kept: who has signed out so often without the server has the first ones ended by their time. */
const most = 10;
const retryMs = 10_000;

interface Left {
  token: string;
  /** The server was asked to end it and did not say that it has. */
  failed: boolean;
}

/** In a browser that keeps nothing. */
let unkept: readonly Left[] = [];
const listeners = new Set<() => void>();

function isLeft(value: unknown): value is Left {
  const { token, failed } = (value ?? {}) as Partial<Left>;
  return typeof token === 'string' && typeof failed === 'boolean';
}

function read(): readonly Left[] {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '[]') as unknown;
    if (Array.isArray(kept)) return [...unkept, ...kept.filter(isLeft)];
  } catch {
    // As below.
  }
  return unkept;
}

function keep(all: readonly Left[]): void {
  try {
    if (all.length > 0) localStorage.setItem(key, JSON.stringify(all.slice(-most)));
    else localStorage.removeItem(key);
    unkept = [];
  } catch {
    unkept = all.slice(-most);
  }
  for (const listener of listeners) listener();
}

/** How many sign-ins were left on this device that go on at the server, which could not be told. */
export function leftSignIns(): number {
  return read().filter(({ failed }) => failed).length;
}

/** Hears whenever that number may be another, until the answered function is called. */
export function followLeftSignIns(heard: () => void): () => void {
  const look = (event: StorageEvent): void => {
    if (event.key === key || event.key === null) heard();
  };
  listeners.add(heard);
  window.addEventListener('storage', look);
  return () => {
    listeners.delete(heard);
    window.removeEventListener('storage', look);
  };
}

/** Ends those that were left, where the server answers. Nothing fails: what is not ended stays. */
export async function endLeftSignIns(client: Pick<ApiConnection, 'signOutOf'>): Promise<void> {
  for (const { token } of read()) {
    const isOver = await client.signOutOf(token).then(
      () => true,
      // A token that the server does not take is of a sign-in that is over.
      (fault: unknown) => fault instanceof ApiError && fault.code === 'sign-in',
    );
    const others = read().filter((one) => one.token !== token);
    keep(isOver ? others : [...others, { token, failed: true }]);
  }
}

/** Signs out: here, which other tabs follow, and at the server. @returns once the server was asked */
export async function leaveSession(
  session: Session,
  client: Pick<ApiConnection, 'token' | 'signOutOf'>,
): Promise<void> {
  const { token } = session;
  session.token = null;
  client.token = null;
  if (token !== null) keep([...read(), { token, failed: false }]);
  await endLeftSignIns(client);
}

/** Goes on ending them, now and whenever there is a network again, until the answered function is called. */
export function keepEndingSignIns(client: Pick<ApiConnection, 'signOutOf'>): () => void {
  const end = (): void => void endLeftSignIns(client);
  const timer = setInterval(end, retryMs);
  window.addEventListener('online', end);
  end();
  return () => {
    clearInterval(timer);
    window.removeEventListener('online', end);
  };
}
