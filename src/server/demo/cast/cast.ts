import { residentIdCheck } from '../../../domain/person/resident-id.ts';
import type { DemoPerson } from '../../../domain/api/demo-api.ts';
import { hasRight, staffRoles, type StaffRole } from '../../../domain/access/rights.ts';

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

/** The ID number of one of the cast: of an area that does not exist, so that it is nobody's. @param serial from 1 */
export function castIdNumber(serial: number): string {
  const digits = `00000019370101${String(serial).padStart(3, '0')}`;
  return digits + residentIdCheck(digits);
}

/** Whom an official can look for: the second of the cast, whose last test is positive. */
export const findablePerson = { name: castPeople[1]!.name, phone: demoPhone(2) };

/** Who has two records. @param people how many there are: these are the last two of them */
export const twicePerson = (people: number) => ({ name: castTwice[0].name, phone: demoPhone(people - 1) });

/** 199 with nine digits is no range of a mobile network's customers here: the number is nobody's. @param serial from 1 */
export function demoPhone(serial: number): string {
  return `199${String(serial).padStart(8, '0')}`;
}

/** Shown on the phone of the first of the cast. */
export const castFamily = [
  { relation: 'child', basis: 'birth', name: '林小满', hoursAgo: 20, doses: 2 },
  { relation: 'elder', basis: 'consent', name: '赵桂芳', hoursAgo: 36, doses: 3 },
] as const;

/** One person who was registered twice, with a slip in one of the numbers: both have the phone of the first. */
export const castTwice = [
  { name: '罗文清', hoursAgo: 22, result: 'negative', doses: 2 },
  { name: '罗文清', hoursAgo: 70, result: 'negative', doses: 1 },
] as const;

export const castOwner = { name: '陈国栋', email: 'owner@demo.example' };
/** In a district of real size alone: the owner of a chain with 763 branches. */
export const castChainOwner = { name: '晨曦连锁管理处', email: 'chain@demo.example' };

const staffNames: Record<StaffRole, string> = {
  administrator: '顾明远',
  'fleet-operator': '陆一鸣',
  support: '许可',
  health: '沈若兰',
  'health-lead': '秦岳',
  'policy-officer': '白露',
  'market-supervision': '郑凯',
  'urban-management': '孙立群',
  inspector: '高翔',
  tracer: '程敏',
  'case-officer': '江雪',
  dispatcher: '丁一',
  transfer: '罗建平',
  lab: '苏婉清',
  'subdistrict-officer': '贺知秋',
  'site-code-officer': '任重',
  'desk-clerk': '柳青',
  analyst: '魏然',
  'data-officer': '钟文',
  auditor: '方正',
};

export const castStaff = staffRoles.map((role) => ({
  role,
  name: staffNames[role],
  // An account's password may hold no part of its address: the demo's has "sitecode".
  email: `${role.replace('site-code', 'codes')}@demo.example`,
}));

/** Their addresses, as JSON. */
export const castEmails = JSON.stringify(castPeople.map(({ email }) => email));
/** SQL of who is none of them nor of their family. `p` is the person, {:cast} `castEmails` */
export const notOfCast = `not exists (
  select 1 from account_persons r join citizens a on a.id = r.account
  where r.person = p.id and a.email in (select value from json_each({:cast})))`;

/** Who asked for the colour that waits for another official's decision. */
export const castAsker = castStaff.find(({ role }) => hasRight([role], 'override.ask'))!.email;
