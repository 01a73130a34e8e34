import type { AccountKind } from '../../domain/access/account.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { accountOf } from './account-of.ts';
import type { Session } from './session.ts';

/**
 * Tabs of one face share a session. Each renews its token now and then, which is nobody else's business: a page that loaded
 * itself anew for it would lose what is open on it, such as a one-time code. Only another account, or none, is.
 */

function sameAccount(one: string | null, other: string | null): boolean {
  return one === other || (accountOf(one) !== null && accountOf(one) === accountOf(other));
}

/** What a page does when another tab has changed the session. */
export interface SessionPage {
  /** The token this page works with; null while nobody is signed in on it. */
  token: () => string | null;
  /** The same account has a newer token. */
  renewed: (token: string) => void;
  /** Another account signed in, or the one of this page has left. */
  changed: () => void;
}

/** Follows what other tabs do to the session, until the answered function is called. */
export function followSession(session: Session, page: SessionPage): () => void {
  const look = (event: StorageEvent): void => {
    if (event.key !== session.name && event.key !== null) return;
    const there = session.token;
    const here = page.token();
    if (there === here) return;
    if (there !== null && sameAccount(there, here)) page.renewed(there);
    else page.changed();
  };
  window.addEventListener('storage', look);
  return () => window.removeEventListener('storage', look);
}

/**
 * Exchanges the client's token for one with a full life, and keeps it for all tabs. Who signed out, or signed in as
 * somebody else, while the server was asked stays so.
 * @throws ApiError when the server gave none; the old token is kept
 */
export async function renewSession(
  session: Session,
  client: Pick<ApiClient, 'token' | 'refresh'>,
  kind: AccountKind,
): Promise<void> {
  const before = client.token;
  await client.refresh(kind);
  if (sameAccount(session.token, before)) session.token = client.token;
  else client.token = session.token;
}

/**
 * Ends the session after the server refused the client's token, unless another tab has got a newer one for the same
 * account: the client goes on with that.
 */
export function endSession(session: Session, client: Pick<ApiClient, 'token'>): void {
  const { token } = session;
  if (token !== null && token !== client.token && sameAccount(token, client.token)) {
    client.token = token;
  } else {
    session.token = null;
    client.token = null;
  }
}
