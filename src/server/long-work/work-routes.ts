import type { workRoutes } from '../../domain/api/routes/work-routes.ts';
import type { WorkKindName } from '../../domain/api/work-api.ts';
import { FileText } from '../http/answer.ts';
import { staffActor } from '../http/asker.ts';
import { tellDesks } from '../http/desk-topic.ts';
import { text, whole } from '../http/request-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { Fault } from '../vm/fault.ts';
import type { App } from '../vm/vm.ts';
import {
  askWork,
  cancelWork,
  deleteWork,
  fileOf,
  note,
  opened,
  ownWork,
  workRow,
  workRows,
  type StoredWork,
} from './work.ts';
import { isWorkKind, workKind } from './work-kinds.ts';
import { workOn } from './worker.ts';

// Whose right it is, is for each kind to say (WorkKind.demandPossible): here anybody of the staff sees their own.

const anyId = Number.MAX_SAFE_INTEGER;

function idOf(typed: string): number {
  const id = Number(typed);
  if (!Number.isSafeInteger(id) || id < 1) throw new Fault('malformed', '"id" must be the number of a work.');
  return id;
}

function rowOf(app: App, work: StoredWork) {
  const found = workRow(app, work);
  if (!found) throw new Fault('not-found', 'There is no such work of yours.');
  return found;
}

/** GET work. Whoever looks at their own goes on with what waits, where nobody does. */
export const workRoute: Handler<typeof workRoutes.work> = ({ app, asker, goOn }) => {
  goOn(() => workOn(app));
  return { work: workRows(app, asker.account), now: Date.now() };
};

/** POST work */
export const workAskRoute: Handler<typeof workRoutes.askWork> = ({ app, asker: { account }, body, goOn }) => {
  const kind = text(body, 'kind', 40);
  if (!isWorkKind(kind)) throw new Fault('malformed', '"kind" is no kind of long work.');
  const asked = workKind(kind).read(app, body, account);
  const id = askWork(app, account, kind as WorkKindName, asked, Date.now());
  goOn(() => {
    const next = workOn(app);
    const tell = () => tellDesks(app, account.id);
    return next ? { isLong: true, act: () => (tell(), next.act()) } : { isLong: false, act: tell };
  });
  return { work: rowOf(app, ownWork(app, account, id)) };
};

/** GET work/one?id=N */
export const workOneRoute: Handler<typeof workRoutes.oneWork> = ({ app, asker, query, goOn }) => {
  const work = ownWork(app, asker.account, idOf(query('id')));
  const { position } = opened(work);
  const summary = position && workKind(work.kind).summary?.(position);
  goOn(() => workOn(app));
  return { work: rowOf(app, work), replay: summary ?? null, now: Date.now() };
};

/** POST work/cancel */
export const workCancelRoute: Handler<typeof workRoutes.cancelWork> = ({ app, asker, body }) => {
  cancelWork(app, asker.account, whole(body, 'id', 1, anyId), Date.now());
  tellDesks(app, asker.id);
  return {};
};

/** POST work/delete */
export const workDeleteRoute: Handler<typeof workRoutes.deleteWork> = ({ app, asker, body }) => {
  deleteWork(app, asker.account, whole(body, 'id', 1, anyId));
  tellDesks(app, asker.id);
  return {};
};

/** GET work/file?id=N: the file that it made, for who asked and still may; on record. */
export const workFileRoute: Handler<typeof workRoutes.workFile> = ({ app, asker, query }) => {
  const work = ownWork(app, asker.account, idOf(query('id')));
  if (work.state !== 'done' || work.bytes === 0) throw new Fault('not-found', 'There is no file of it.');
  const { asked } = opened(work);
  workKind(work.kind).demandPossible(app, asker.account, asked);
  const file = fileOf(app, work);
  note(app, staffActor(asker), 'work.read', work);
  return new FileText(file, 'text/csv; charset=utf-8');
};
