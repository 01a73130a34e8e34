import type {
  MeAnswer,
  OwnPaperRequest,
  PaperBeginAnswer,
  PaperPassAnswer,
  PassAnswer,
  PassRequest,
  PersonRequest,
  ProveIdentityRequest,
  VisitAnswer,
  VisitRequest,
} from '../api.ts';
import type { AccessAnswer } from '../../access/access-log.ts';
import { says, type Nothing, type Route } from '../route.ts';

/** A person's own phone. */
export const citizenRoutes = {
  me: {
    method: 'GET',
    path: 'me',
    right: 'self.see',
    says: says<PersonRequest, MeAnswer>(),
  },
  accessLog: {
    method: 'GET',
    path: 'me/access',
    right: 'self.see',
    /** `before`: the key of the row before which to go on. */
    says: says<PersonRequest & { before?: number }, AccessAnswer>(),
  },
  issuePass: {
    method: 'POST',
    path: 'pass',
    right: 'self.pass',
    says: says<PassRequest, PassAnswer>(),
    addressRate: 'passes',
    audited: ['pass.issue'],
    collects: 'pass',
  },
  proveIdentity: {
    method: 'POST',
    path: 'me/identity',
    right: 'self.see',
    says: says<ProveIdentityRequest, Nothing>(),
    collects: 'pass',
  },
  beginPaper: {
    method: 'POST',
    path: 'pass/paper/begin',
    right: 'self.pass',
    says: says<PersonRequest, PaperBeginAnswer>(),
  },
  paperPass: {
    method: 'POST',
    path: 'pass/paper',
    right: 'self.pass',
    says: says<OwnPaperRequest, PaperPassAnswer>(),
    audited: ['pass.print'],
    collects: 'paper',
  },
  visit: {
    method: 'POST',
    path: 'visit',
    right: 'self.visit',
    says: says<VisitRequest, VisitAnswer>(),
    addressRate: 'visits',
    collects: 'visit',
  },
} as const satisfies Record<string, Route>;
