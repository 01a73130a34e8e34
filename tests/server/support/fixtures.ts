/** The small district of the tests, as both sides know it. */

export const fixturePassword = 'test-password-1';

/** What the making of the fixtures answers: the fragments of the site codes. */
export interface Fixtures {
  codes: { mall: string; food: string; shop: string; school: string; retired: string };
}

/** Numbers of the sites; the mall and the shop are owner a's, the school is owner b's. */
export const sites = { mall: 1, shop: 2, school: 3 };
export const foodCourt = 1;

const hour = 3_600_000;

/** The citizens, each signing in as NAME@test.example. */
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
export type PersonName = keyof ReturnType<typeof people>;
