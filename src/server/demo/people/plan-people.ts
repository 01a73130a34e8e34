import { addDays, localDay } from '../../../domain/time/local-day.ts';
import { maskName } from '../../../domain/text/masked-name.ts';
import { residentIdCheck } from '../../../domain/person/resident-id.ts';
import type { Identity } from '../../../domain/custody/identity.ts';
import { castIdNumber, castPeople, demoPhone } from '../cast/cast.ts';
import type { Batches, Unsealed } from '../load/batch.ts';
import { accountId, personId } from '../load/record-ids.ts';
import type { Chance } from '../random.ts';
import type { Scale } from '../scale.ts';
import { personName } from './person-names.ts';

const hour = 3_600_000;
const day = 24 * hour;
export const labs = ['云浦区疾控中心', '望江医学检验所', '梧桐医学检验所'];
const vaccines = ['灭活疫苗（Vero 细胞）', '重组蛋白疫苗', '腺病毒载体疫苗'];

const household = 5;
const bornFrom = Date.UTC(1938, 0, 1);
const bornWithin = 28_000;

/**
 * A resident ID number of an area that does not exist, 000000: it can be nobody's. Each thousand people were born in days of
 * their own, so that no two have the same.
 * @param of how many people there are
 */
function idNumber(serial: number, of: number, chance: Chance): string {
  const span = Math.floor(bornWithin / (Math.floor(of / 1000) + 1));
  const born = new Date(bornFrom + (Math.floor(serial / 1000) * span + chance.whole(0, span - 1)) * day);
  const date = born.toISOString().slice(0, 10).replace(/-/g, '');
  const digits = `000000${date}${String(serial % 1000).padStart(3, '0')}`;
  return digits + residentIdCheck(digits);
}

/** Closes personal values as in any district: in PocketBase's VM (person-seals.ts), or faster beside it. */
export interface PersonSeals {
  /** For the tracing key: its generation, and what closes an identity of a record. */
  generation: number;
  seal: (person: string, identity: Identity) => string | Unsealed;
  idNumberIndex: (idNumber: string) => string;
  phoneIndex: (phone: string) => string;
}

/**
 * What is stored of a person besides the colour, as columns of `persons`.
 * @param phoneOf whose phone it is, by serial number
 */
export function personalFields(
  name: string,
  serial: number,
  of: number,
  seals: PersonSeals,
  chance: Chance,
  phoneOf = serial,
) {
  const drawn = idNumber(serial, of, chance);
  // The demo tells the numbers of its cast, so that their phones can be told their names.
  const number = serial <= castPeople.length ? castIdNumber(serial) : drawn;
  const phone = demoPhone(phoneOf);
  const id = personId(serial);
  return {
    id,
    maskedName: maskName(name),
    sealedIdentity: seals.seal(id, { name, idNumber: number, phone, address: '' }),
    keyGeneration: seals.generation,
    idIndex: seals.idNumberIndex(number),
    phoneIndex: seals.phoneIndex(phone),
  };
}

type Dose = [person: string, day: number, product: string, number: number];
type Test = [person: string, sampleTime: number, result: string, lab: string];

export function dosesOf(person: string, count: number, now: number, chance: Chance): Dose[] {
  const product = chance.pick(vaccines);
  const first = addDays(localDay(now), -chance.whole(420, 640));
  return Array.from({ length: count }, (_, index) => [
    person,
    addDays(first, index * 28 + (index === 2 ? 170 : 0)),
    product,
    index + 1,
  ]);
}

/** Tests of one of the many: most are tested every two or three days, some long ago, some never. */
function testsOf(person: string, now: number, positives: number, chance: Chance): Test[] {
  const habit = chance.weighted([78, 12, 6, 4]);
  if (habit === 2) return [];
  const lab = chance.pick(labs);
  const newest = now - (habit === 1 ? chance.whole(4 * 24, 20 * 24) : chance.whole(3, 60)) * hour;
  const tests: Test[] = [];
  for (let back = 3; back >= 0; back--) {
    const sampleTime = Math.floor((newest - back * 2 * day) / 60_000) * 60_000;
    tests.push([person, sampleTime, 'negative', lab]);
  }
  if (habit === 3) tests.at(-1)![2] = chance.next() * 100 < positives ? 'positive' : 'pending';
  return tests;
}

/**
 * Households of five: two who have an account each and stand for the child, the first for the elder too; one more with an account;
 * a child, and an elder. An account of theirs is one that nobody knows the password of.
 */
function planAccounts(batches: Batches, first: number, size: number, now: number): void {
  const since = now - 300 * day;
  const stands = (of: number, person: number, relation: string, basis: string): void => {
    if (person >= size) return;
    batches.add('account_persons', [
      accountId(first + of),
      personId(first + person),
      relation,
      basis === '' ? 0 : since,
      basis,
    ]);
  };
  for (let of = 0; of < Math.min(size, 3); of++) {
    batches.add('citizens', [accountId(first + of), `resident-${first + of}@demo.example`]);
    stands(of, of, 'self', '');
  }
  for (const of of [0, 1]) if (of < size) stands(of, 3, 'child', 'birth');
  stands(0, 4, 'elder', 'consent');
}

/** People nobody signs in as, with their tests and doses. */
export function planPeople(
  batches: Batches,
  now: number,
  scale: Scale,
  seals: PersonSeals,
  chance: Chance,
): void {
  for (let index = 0; index < scale.others; index++) {
    const serial = castPeople.length + 1 + index;
    const name = personName(chance, scale.share !== null);
    const colour = chance.next() < 0.02 ? 'yellow' : '';
    const fields = personalFields(name, serial, scale.others, seals, chance);
    batches.add('persons', [...Object.values(fields), colour]);
    const { id } = fields;
    if (index % household === 0)
      planAccounts(batches, serial, Math.min(household, scale.others - index), now);
    batches.add('tests', ...testsOf(id, now, scale.positives, chance));
    batches.add('doses', ...dosesOf(id, chance.weighted([6, 6, 30, 55, 3]), now, chance));
  }
}
