import type { Route, Answered } from '../../domain/api/route.ts';
import { bodyBytes } from '../../domain/api/route.ts';
import type { RightOf } from '../../domain/access/rights.ts';
import type { App, RequestEvent } from '../vm/vm.ts';
import { answerAndGoOn, toTell, type Afterwards, type FileText, type JsonText } from './answer.ts';
import { demandRight, type Asker } from './asker.ts';
import { declaring } from './declared/declared-audits.ts';
import { declaringReads } from './declared/declared-reads.ts';
import { declaringNotice } from './declared/declared-notices.ts';
import { limitDevice } from './device-limit.ts';
import { bodyText, readBody } from './request-body.ts';

/** A request that passed everything that its row of the table of routes demands. */
export interface Asked<Who extends Asker | null = Asker> {
  readonly e: RequestEvent;
  readonly app: App;
  /** Who has the right and asks; null where it is everybody's. */
  readonly asker: Who;
  /** The JSON object that a POST carries, unchecked but for its length; nothing where the row says `readsText`. */
  readonly body: { readonly [field: string]: unknown };
  /** Reads the body's text, where the row says `readsText`. @throws Fault 'malformed' when it is longer than the row allows */
  text(): string;
  /** A parameter of the address; '' when it is not there. */
  query(name: string): string;
  /** Something changed that open boards show: they are told once this is answered. */
  tellBoards(): void;
  /** Something waits for a second official, or no longer does: open desks are told. */
  tellDesks(): void;
  /** What is done once the answer is out, in place of telling anybody. @param plan asked when the handler has succeeded */
  goOn(plan: () => Afterwards | null): void;
}

type WhoAsks<Row extends Route> = Row['right'] extends RightOf<'anybody'> ? null : Asker;

/** What answers a route, once who asks, how often and with how long a body has been seen to. */
export type Handler<Row extends Route> = (asked: Asked<WhoAsks<Row>>) => Answered<Row> | JsonText | FileText;
/** A handler for each row. */
export type Handlers<Rows extends { readonly [name: string]: Route }> = {
  [Name in keyof Rows]: Handler<Rows[Name]>;
};

/**
 * The one place where a route's row is kept.
 * @param before what has to be so before anybody is looked at; it throws a Fault otherwise
 * @returns what PocketBase calls, by the routes' names
 */
export function keepRows<Rows extends { readonly [name: string]: Route }>(
  rows: Rows,
  handlers: Handlers<Rows>,
  before: (app: App) => void = () => undefined,
): { [Name in keyof Rows]: (e: RequestEvent) => void } {
  const kept: { [name: string]: (e: RequestEvent) => void } = {};
  for (const name of Object.keys(rows))
    kept[name] = (e) => keepRow(e, rows[name]!, handlers[name]! as unknown as AnyHandler, before);
  return kept as { [Name in keyof Rows]: (e: RequestEvent) => void };
}

type AnyHandler = (asked: Asked<Asker | null>) => object;

function keepRow(e: RequestEvent, row: Route, handler: AnyHandler, before: (app: App) => void): void {
  const most = row.body ?? bodyBytes.small;
  let [boards, desks] = [false, false];
  let plan = (): Afterwards | null => toTell(e, boards, desks);
  answerAndGoOn(
    e,
    () => {
      before(e.app);
      const asker = demandRight(e, row.right);
      if (row.deviceRate !== undefined && e.auth?.collection().name === 'sentries')
        limitDevice(e.app, row.path, e.auth.getInt('device'), row.deviceRate, Date.now());
      const hasBody = row.method === 'POST' && !row.readsText;
      // Every form may carry the version of the notice beside its own fields.
      const { notice, ...body } = hasBody ? readBody(e, most) : {};
      const asked: Asked<Asker | null> = {
        e,
        app: e.app,
        asker,
        body,
        text: () => bodyText(e, most),
        query: (name) => e.request.url.query().get(name),
        tellBoards: () => {
          boards = true;
        },
        tellDesks: () => {
          desks = true;
        },
        goOn: (next) => {
          plan = next;
        },
      };
      return declaring(row.audited ?? [], () =>
        declaringReads(row.readsPersons ?? [], () =>
          declaringNotice(row.collects, notice, () => handler(asked)),
        ),
      );
    },
    () => plan(),
  );
}
