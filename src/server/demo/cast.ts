import type { DemoPerson } from '../../domain/demo-api.ts';
import { staffRoles, type StaffRole } from '../../domain/categories.ts';

/** The people whom a visitor of the demo signs in as. They exist in demo data alone. */

export const demoPassword = 'demo-sitecode-2026';

export interface CastPerson {
  person: DemoPerson;
  name: string;
  email: string;
  /** Set by the authority. */
  colour: '' | 'yellow';
  /** Tests as hours before now, oldest first. */
  tests: { hoursAgo: number; result: 'negative' | 'positive' }[];
  doses: number;
}

export const castPeople: readonly CastPerson[] = [
  {
    person: 'valid',
    name: '林晓岚',
    email: 'valid@demo.example',
    colour: '',
    tests: [
      { hoursAgo: 106, result: 'negative' },
      { hoursAgo: 58, result: 'negative' },
      { hoursAgo: 10, result: 'negative' },
    ],
    doses: 3,
  },
  {
    person: 'positive',
    name: '周启航',
    email: 'positive@demo.example',
    colour: '',
    tests: [
      { hoursAgo: 64, result: 'negative' },
      { hoursAgo: 20, result: 'positive' },
    ],
    doses: 2,
  },
  {
    person: 'yellow',
    name: '何静',
    email: 'yellow@demo.example',
    colour: 'yellow',
    tests: [
      { hoursAgo: 56, result: 'negative' },
      { hoursAgo: 8, result: 'negative' },
    ],
    doses: 3,
  },
  {
    person: 'old-test',
    name: '吴德海',
    email: 'old-test@demo.example',
    colour: '',
    tests: [{ hoursAgo: 131, result: 'negative' }],
    doses: 3,
  },
  { person: 'no-test', name: '唐一诺', email: 'no-test@demo.example', colour: '', tests: [], doses: 0 },
];

/** Shown on the phone of the first of the cast. */
export const castWards = [
  { kind: 'child', name: '林小满', hoursAgo: 20, doses: 2 },
  { kind: 'elder', name: '赵桂芳', hoursAgo: 36, doses: 3 },
] as const;

export const castOwner = { name: '陈国栋', email: 'owner@demo.example' };

const staffNames: Record<StaffRole, string> = {
  administrator: '顾明远',
  health: '沈若兰',
  'market-supervision': '郑凯',
  'urban-management': '孙立群',
  inspector: '高翔',
  tracer: '程敏',
  transfer: '罗建平',
  lab: '苏婉清',
  analyst: '魏然',
  auditor: '方正',
};

export const castStaff = staffRoles.map((role) => ({
  role,
  name: staffNames[role],
  email: `${role}@demo.example`,
}));
