import { networkOf } from '../../domain/access/sign-in-list.ts';
import { Fault } from '../vm/fault.ts';
import { row } from '../vm/sql.ts';
import { security, type App, type RequestEvent } from '../vm/vm.ts';

/** Of a token of PocketBase (a JWT); `since`, the sign-in's time, UTC s, and `sid`, which sign-in it is, are ours. */
export interface Claims {
  /** Of the account. */
  id?: string;
  exp?: number;
  since?: number;
  sid?: string;
  refreshable?: boolean;
}

export function claimsOf(token: string): Claims {
  try {
    return security.parseUnverifiedJWT(token) as Claims;
  } catch {
    return {};
  }
}

/** The claims of the token that a request came with. PocketBase has verified it where `e.auth` is there. */
export function claimsOfAsker(e: RequestEvent): Claims {
  return claimsOf(e.request.header.get('Authorization').replace(/^Bearer\s+/i, ''));
}

/**
 * How an ended sign-in of citizens and owners is known. One of a former version has no number: it is known by account and second; null where a
 * token tells of no sign-in.
 */
export function endedHash({ sid, id, since }: Claims): string | null {
  if (sid === undefined && since === undefined) return null;
  return security.sha256(`ended-sign-in:${sid ?? `${id}:${since}`}`);
}

/** What becomes known of a sign-in of the staff that is used from another network than before. */
type Move = (app: App, session: { id: string; account: string; movedAt: number }, network: string) => void;
let noteMove: Move = () => undefined;

/** Has moves noted. The log of what staff do lies above this room, so what notes them is brought here. */
export function watchMoves(move: Move): void {
  noteMove = move;
}

interface StaffSession {
  id: string;
  account: string;
  network: string;
  movedAt: number;
}

/**
 * @param address of who asks, where it is to be looked at
 * @throws Fault 'sign-in' where the sign-in that a token is of was ended
 */
export function demandSession(app: App, kind: string, claims: Claims, address = ''): void {
  const { sid } = claims;
  if (kind === 'staff') {
    if (sid === undefined) return;
    const session = row<StaffSession>(
      app,
      ['id', 'account', 'network', 'movedAt'],
      'select id, account, network, moved_at as movedAt from staff_sessions where id = {:sid}',
      { sid },
    );
    if (session) {
      const network = networkOf(address);
      if (network !== '' && session.network !== '' && network !== session.network)
        noteMove(app, session, network);
      return;
    }
  } else if (kind === 'citizens' || kind === 'owners') {
    const hash = endedHash(claims);
    if (
      hash === null ||
      row(app, ['hash'], 'select hash from ended_sign_ins where hash = {:hash}', { hash }) === null
    )
      return;
  } else return;
  throw new Fault('sign-in', 'This sign-in was ended. Sign in again.');
}
