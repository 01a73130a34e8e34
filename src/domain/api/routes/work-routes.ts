import { says, type Nothing, type Route } from '../route.ts';
import type { AskedWork, OneWorkAnswer, WorkAnswer, WorkAskedAnswer, WorkRequest } from '../work-api.ts';

/** Long work of one's own. Each kind says besides who may ask for it. */
export const workRoutes = {
  work: { method: 'GET', path: 'work', right: 'staff.self', says: says<Nothing, WorkAnswer>() },
  askWork: {
    method: 'POST',
    path: 'work',
    right: 'staff.self',
    says: says<AskedWork, WorkAskedAnswer>(),
    logged: true,
    audited: ['work.ask'],
  },
  oneWork: {
    method: 'GET',
    path: 'work/one',
    right: 'staff.self',
    says: says<{ id: number }, OneWorkAnswer>(),
  },
  cancelWork: {
    method: 'POST',
    path: 'work/cancel',
    right: 'staff.self',
    says: says<WorkRequest, Nothing>(),
    logged: true,
    audited: ['work.cancel', 'work.end'],
  },
  deleteWork: {
    method: 'POST',
    path: 'work/delete',
    right: 'staff.self',
    says: says<WorkRequest, Nothing>(),
    logged: true,
    audited: ['work.delete'],
  },
  /** Answers a file, not JSON. */
  workFile: {
    method: 'GET',
    path: 'work/file',
    right: 'staff.self',
    says: says<{ id: number }, Blob>(),
    logged: true,
    audited: ['work.read'],
  },
} as const satisfies Record<string, Route>;
