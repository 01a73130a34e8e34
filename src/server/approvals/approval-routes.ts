import { approvalKinds } from '../../domain/access/approval.ts';
import type { personRoutes } from '../../domain/api/routes/person-routes.ts';
import { text } from '../http/request-body.ts';
import { noteList } from '../people/access-log.ts';
import { personsOfOverrides } from '../statuses/overrides.ts';
import type { Handler } from '../http/route-handlers.ts';
import { Fault } from '../vm/fault.ts';
import { personsOfApprovals, withdrawApproval } from './approvals.ts';
import { approvalRows, decideOn } from './waiting.ts';

/** GET approvals */
export const approvalsRoute: Handler<typeof personRoutes.approvals> = ({ app, asker }) => {
  const now = Date.now();
  const approvals = approvalRows(app, asker.account, now);
  const colours = approvals.filter(({ subject }) => subject.kind === 'override').map(({ id }) => id);
  const others = approvals.filter(({ subject }) => subject.kind !== 'override' && subject.kind !== 'policy');
  const shown = [
    ...personsOfOverrides(app, colours).map((person) => ({ person })),
    ...personsOfApprovals(
      app,
      others.map(({ id }) => Number(id)),
    ),
  ];
  noteList(app, asker, { kind: 'approvals', right: 'approvals.see' }, shown, now);
  return { approvals, now };
};

/** POST approval/decide */
export const approvalDecideRoute: Handler<typeof personRoutes.decideApproval> = (asked) => {
  const { app, asker, body } = asked;
  const { confirm } = body;
  if (typeof confirm !== 'boolean') throw new Fault('malformed', '"confirm" must be true or false.');
  const kind = approvalKinds.find((each) => each === body['kind']);
  if (!kind) throw new Fault('malformed', `"kind" must be one of ${approvalKinds.join(', ')}.`);
  decideOn(app, asker.account, { kind, id: text(body, 'id', 30), confirm }, Date.now());
  asked.tellBoards();
  asked.tellDesks();
  return {};
};

/** POST approval/withdraw */
export const approvalWithdrawRoute: Handler<typeof personRoutes.withdrawApproval> = (asked) => {
  const { app, asker, body } = asked;
  withdrawApproval(app, asker.account, Number(text(body, 'id', 30)), Date.now());
  asked.tellDesks();
  return {};
};
