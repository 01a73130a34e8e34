import { residentIdCheck } from '../../../src/domain/person/resident-id.ts';

/** The small district of the tests, as both sides know it. */

/** Record ids of the staff accounts that the charter binds the founding officials' keys to: health, administrator. */
export const officialAccounts: readonly [string, string] = ['staffhealth0001', 'staffadmin00001'];

/** Likewise of the custody officers: data officer, leading health officer. */
export const custodianAccounts: readonly [string, string] = ['staffdata000001', 'staffhealthl001'];

export const fixturePassword = 'test-password-1';

/** What the making of the fixtures answers: the fragments of the site codes. */
export interface Fixtures {
  codes: { mall: string; food: string; shop: string; school: string; retired: string };
}

/** Numbers of the sites; the mall and the shop are owner a's, the school is owner b's. */
export const sites = { mall: 1, shop: 2, school: 3 };
export const foodCourt = 1;

const hour = 3_600_000;

/** The persons, each with an account that signs in as NAME@test.example. */
export function people(now: number) {
  const test = (hoursAgo: number, result: string) => ({
    sampleTime: Math.floor((now - hoursAgo * hour) / 60_000) * 60_000,
    result,
  });
  return {
    valid: {
      colour: '',
      tests: [test(50, 'negative'), test(10, 'negative')],
      doses: [
        { day: 20250301, number: 1 },
        { day: 20250401, number: 2 },
      ],
    },
    positive: { colour: '', tests: [test(60, 'negative'), test(5, 'positive')], doses: [] },
    yellow: { colour: 'yellow', tests: [test(5, 'negative')], doses: [] },
    old: { colour: '', tests: [test(100, 'negative')], doses: [] },
    untested: { colour: '', tests: [], doses: [] },
    waiting: { colour: '', tests: [test(5, 'pending')], doses: [] },
    retested: { colour: '', tests: [test(30, 'negative'), test(2, 'pending')], doses: [] },
  };
}
/** What all of them are called, and no clerk, guard or server is told. */
export const fixtureName = '张小三';

/** The phone of all of them, as somebody once typed it. 199 0000 is nobody's. */
export const familyPhone = '+86 199-0000-0001';

/** The ID number of a fixture's person: of an area that does not exist, 000000, so that it is nobody's. */
export function idNumberOf(name: PersonName): string {
  const serial = 1 + Object.keys(people(0)).indexOf(name);
  const digits = `00000019900101${String(serial).padStart(3, '0')}`;
  return digits + residentIdCheck(digits);
}

export type PersonName = keyof ReturnType<typeof people>;
