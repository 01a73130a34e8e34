import type { GuardianEndRequest, GuardianRequest, GuardiansAnswer } from '../persons/desk-api.ts';
import { says, type Route } from '../route.ts';

/** Who stands for whom, entered and ended at a desk. */
export const guardianRoutes = {
  addGuardian: {
    method: 'POST',
    path: 'desk/guardian',
    right: 'desk.serve',
    says: says<GuardianRequest, GuardiansAnswer>(),
    logged: true,
    audited: ['guardian.add', 'person.find-limit'],
    readsPersons: ['guardian'],
    collects: 'guardian',
  },
  endGuardian: {
    method: 'POST',
    path: 'desk/guardian/end',
    right: 'desk.serve',
    says: says<GuardianEndRequest, GuardiansAnswer>(),
    logged: true,
    audited: ['guardian.end'],
    readsPersons: ['guardian'],
  },
} as const satisfies Record<string, Route>;
