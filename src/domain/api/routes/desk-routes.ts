import type { PaperBeginAnswer, PaperPassAnswer, PaperRequest } from '../api.ts';
import type {
  DeskFindAnswer,
  DeskFindRequest,
  DeskLostPhoneAnswer,
  DeskPersonRequest,
  DeskRegisterAnswer,
  DeskRegisterRequest,
  DeskWithdrawAnswer,
  DeskWithdrawRequest,
} from '../persons/desk-api.ts';
import { says, type Route } from '../route.ts';

/** The desk of a sub-district's office, a hospital or an estate. */
export const deskRoutes = {
  deskFind: {
    method: 'POST',
    path: 'desk/find',
    right: 'desk.serve',
    says: says<DeskFindRequest, DeskFindAnswer>(),
    logged: true,
    audited: ['desk.find', 'person.find-limit'],
    readsPersons: ['desk'],
  },
  deskRegister: {
    method: 'POST',
    path: 'desk/register',
    right: 'desk.serve',
    says: says<DeskRegisterRequest, DeskRegisterAnswer>(),
    logged: true,
    audited: ['desk.register', 'desk.find', 'person.find-limit'],
    readsPersons: ['desk'],
    collects: 'record',
  },
  deskBeginPaper: {
    method: 'POST',
    path: 'desk/paper/begin',
    right: 'desk.serve',
    says: says<DeskPersonRequest, PaperBeginAnswer>(),
  },
  deskPaper: {
    method: 'POST',
    path: 'desk/paper',
    right: 'desk.serve',
    says: says<PaperRequest, PaperPassAnswer>(),
    logged: true,
    audited: ['desk.paper'],
    readsPersons: ['paper'],
    collects: 'paper',
  },
  deskWithdraw: {
    method: 'POST',
    path: 'desk/withdraw',
    right: 'desk.serve',
    says: says<DeskWithdrawRequest, DeskWithdrawAnswer>(),
    logged: true,
    audited: ['desk.withdraw'],
    readsPersons: ['paper'],
  },
  deskLostPhone: {
    method: 'POST',
    path: 'desk/lost-phone',
    right: 'desk.serve',
    says: says<DeskPersonRequest, DeskLostPhoneAnswer>(),
    logged: true,
    audited: ['desk.lost-phone'],
    readsPersons: ['lost-phone'],
  },
} as const satisfies Record<string, Route>;
