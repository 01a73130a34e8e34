import { accountKinds, emailKey, type AccountKind } from '../../domain/access/account.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { ownPersonId } from './account-persons.ts';
import { audit } from '../audit/audit.ts';
import { Fault } from '../vm/fault.ts';
import { personOfDay } from '../days/person-of-day.ts';
import { forgive, keepCookie, laneOf, takeTry } from './sign-in-throttle.ts';
import { rows } from '../vm/sql.ts';
import {
  NewRecord,
  type App,
  type AuthEvent,
  type HookedRequest,
  type RequestEvent,
  type StoredRecord,
} from '../vm/vm.ts';

/** A sign-in by password that PocketBase is about to check; `record` may be put in place of what it found. */
export interface PasswordSignIn extends HookedRequest {
  readonly collection: { readonly name: string };
  record: StoredRecord | null;
  readonly identity: string;
  readonly password: string;
}

/** How an account is named in the audit log. A citizen's is its own person's number of the day; its own where it stands for others alone. */
export function actorOf(app: App, account: StoredRecord, now: number): string {
  switch (account.collection().name) {
    case 'citizens':
      return `person:${personOfDay(app, ownPersonId(app, account.id) ?? account.id, localDay(now))}`;
    case 'owners':
      return `owner:${account.id}`;
    case 'staff':
      return `staff:${account.id}`;
    default:
      return `superuser:${account.id}`;
  }
}

/**
 * The account of an address, in whatever case it is written.
 * @returns null where there is none, or several that differ in case alone and none of them is written so: they are one
 * another's fault to be put right (docs/operations.md), and nobody is signed in to the wrong one
 */
function accountOf(app: App, kind: AccountKind, identity: string): StoredRecord | null {
  const found = rows<{ id: string; email: string }>(
    app,
    ['id', 'email'],
    `select id, email from ${kind} where email = {:key} collate nocase limit 10`,
    { key: emailKey(identity) },
  );
  const one = found.find(({ email }) => email === identity) ?? (found.length === 1 ? found[0] : undefined);
  return one ? app.findRecordById(kind, one.id) : null;
}

function isAccountKind(name: string): name is AccountKind {
  return (accountKinds as readonly string[]).includes(name);
}

/** Around PocketBase's sign-in by password: who is meant, whether it is time, and what became of it. */
export function watchSignIn(e: PasswordSignIn): void {
  const kind = e.collection.name;
  // Devices have no password; what is tried there fails by itself.
  if (!isAccountKind(kind) && kind !== '_superusers') return e.next();
  const now = Date.now();
  if (isAccountKind(kind)) e.record = accountOf(e.app, kind, e.identity);
  const account = e.record;
  const { lane } = laneOf(e.requestEvent, kind, emailKey(e.identity));
  const fail = (how: string): void =>
    audit(e.app, {
      actor: account ? actorOf(e.app, account, now) : 'nobody',
      action: 'sign-in.fail',
      subject: `${kind} ${how}`,
    });
  let looked = false;
  try {
    takeTry(e.app, lane, () => {
      looked = true;
      // PocketBase compares nothing where there is no account. With this one it takes as long to say no.
      if (!account) new NewRecord(e.app.findCollectionByNameOrId(kind)).setPassword('nobody has this one');
      e.next();
    });
  } catch (error) {
    if (!looked && error instanceof Fault) {
      fail(error.code);
      return refuse(e.requestEvent, error);
    }
    fail('password');
    throw error;
  }
}

/** Once a password was right, before the answer is written: the browser is known from now on, and its failures are over. */
export function knowBrowser(e: AuthEvent & { readonly authMethod: string }): void {
  if (e.authMethod !== 'password' || !e.record) return;
  const kind = e.record.collection().name;
  const lane = laneOf(e.requestEvent, kind, emailKey(e.record.getString('email')));
  forgive(e.app, lane.lane);
  keepCookie(e.requestEvent, kind, lane);
}

/** Answers with a fault, from within PocketBase's own routes. */
export function refuse(e: RequestEvent, { status, code, message, retryMs, reason }: Fault): void {
  e.response.header().set('Cache-Control', 'no-store');
  e.json(status, {
    code,
    message,
    ...(retryMs !== undefined && { retryMs }),
    ...(reason !== undefined && { reason }),
  });
}
