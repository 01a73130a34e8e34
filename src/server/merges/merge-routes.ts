import type { personRoutes } from '../../domain/api/routes/person-routes.ts';
import { mergeForm, unmergeForm } from '../../domain/person/merge-form.ts';
import { askApproval } from '../approvals/approvals.ts';
import { demandForm } from '../http/form-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { noteList, noteRead } from '../people/access-log.ts';
import { recordOfHandle } from '../people/person-find.ts';
import { Fault } from '../vm/fault.ts';
import { transact } from '../vm/sql.ts';
import { mergeRows, pairOf } from './merges.ts';

/** POST merge */
export const mergeRoute: Handler<typeof personRoutes.askMerge> = (request) => {
  const { app, asker, body } = request;
  const { person, other, reason } = demandForm(mergeForm, body);
  const now = Date.now();
  const asked = {
    kind: 'person-merge' as const,
    person: recordOfHandle(person, asker.id, now),
    other: recordOfHandle(other, asker.id, now),
  };
  const approval = transact(app, (inside) => {
    const made = askApproval(inside, asker.account, { asked, reason }, now);
    const read = { kind: 'merge', right: 'merge.ask', purpose: reason } as const;
    noteRead(inside, asker, read, [asked.person, asked.other], now);
    return made;
  });
  request.tellDesks();
  return { approval };
};

/** POST merge/undo */
export const unmergeRoute: Handler<typeof personRoutes.askUnmerge> = (request) => {
  const { app, asker, body } = request;
  const { id: text, reason } = demandForm(unmergeForm, body);
  const id = Number(text);
  const pair = Number.isSafeInteger(id) ? pairOf(app, id) : null;
  if (!pair) throw new Fault('not-found', 'There is no such merge.');
  const now = Date.now();
  const approval = transact(app, (inside) => {
    const made = askApproval(
      inside,
      asker.account,
      { asked: { kind: 'person-unmerge', merge: id }, reason },
      now,
    );
    const read = { kind: 'merge', right: 'merge.ask', purpose: reason } as const;
    noteRead(inside, asker, read, [pair.person, pair.other], now);
    return made;
  });
  request.tellDesks();
  return { approval };
};

/** GET merges */
export const mergesRoute: Handler<typeof personRoutes.merges> = ({ app, asker }) => {
  const now = Date.now();
  const { merges, persons } = mergeRows(app);
  const shown = persons.map((person) => ({ person }));
  noteList(app, asker, { kind: 'merges', right: 'merge.see' }, shown, now);
  return { merges, now };
};
