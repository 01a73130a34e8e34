import { addDays, localDay } from '../../domain/local-day.ts';
import { maskName } from '../../domain/masked-name.ts';
import { residentIdCheck } from '../../domain/resident-id.ts';
import { idNumberIndex, phoneIndex, seal } from '../person-keys.ts';
import { run } from '../sql.ts';
import { NewRecord, type App } from '../vm.ts';
import { castPeople, castStaff, castWards, demoPassword } from './cast.ts';
import { newTokenKey, nobodysPassword } from './nobodys-password.ts';
import { personName } from './person-names.ts';
import type { Chance } from './random.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** Besides the cast. */
const others = 300;
const labs = ['云浦区疾控中心', '望江医学检验所', '梧桐医学检验所'];
const vaccines = ['灭活疫苗（Vero 细胞）', '重组蛋白疫苗', '腺病毒载体疫苗'];

interface Test {
  citizen: string;
  sampleTime: number;
  result: 'negative' | 'positive' | 'pending';
  lab: string;
}
interface Dose {
  citizen: string;
  day: number;
  product: string;
  number: number;
}

/** A resident ID number of an area that does not exist, 000000: it can be nobody's. */
function idNumber(serial: number, chance: Chance): string {
  const year = chance.whole(1938, 2015);
  const month = String(chance.whole(1, 12)).padStart(2, '0');
  const date = String(chance.whole(1, 28)).padStart(2, '0');
  const digits = `000000${year}${month}${date}${String(serial).padStart(3, '0')}`;
  return digits + residentIdCheck(digits);
}

/** What is stored of a person, encrypted as in any district. */
function personalFields(name: string, serial: number, chance: Chance) {
  const number = idNumber(serial, chance);
  // 199 with nine digits is no range of a mobile network's customers here: the number is nobody's.
  const phone = `1990000${String(serial).padStart(4, '0')}`;
  return {
    maskedName: maskName(name),
    sealedName: seal(name),
    sealedIdNumber: seal(number),
    sealedPhone: seal(phone),
    phoneIndex: phoneIndex(phone),
    idIndex: idNumberIndex(number),
  };
}

function dosesOf(citizen: string, count: number, now: number, chance: Chance): Dose[] {
  const product = chance.pick(vaccines);
  const first = addDays(localDay(now), -chance.whole(420, 640));
  return Array.from({ length: count }, (_, index) => ({
    citizen,
    day: addDays(first, index * 28 + (index === 2 ? 170 : 0)),
    product,
    number: index + 1,
  }));
}

/** Tests of one of the many: most are tested every two or three days, some long ago, some never. */
function testsOf(citizen: string, now: number, chance: Chance): Test[] {
  const habit = chance.weighted([78, 12, 6, 4]);
  if (habit === 2) return [];
  const lab = chance.pick(labs);
  const newest = now - (habit === 1 ? chance.whole(4 * 24, 20 * 24) : chance.whole(3, 60)) * hour;
  const tests: Test[] = [];
  for (let back = 3; back >= 0; back--) {
    const sampleTime = Math.floor((newest - back * 2 * day) / 60_000) * 60_000;
    tests.push({ citizen, sampleTime, result: 'negative', lab });
  }
  const last = tests[tests.length - 1]!;
  if (habit === 3) last.result = chance.next() < 0.5 ? 'positive' : 'pending';
  return tests;
}

function makeCast(app: App, now: number, chance: Chance, tests: Test[], doses: Dose[]): string[] {
  const citizens = app.findCollectionByNameOrId('citizens');
  const ids = castPeople.map((person, index) => {
    const { email, colour } = person;
    const record = new NewRecord(citizens, {
      ...personalFields(person.name, index + 1, chance),
      email,
      colour,
      verified: true,
    });
    record.setPassword(demoPassword);
    app.save(record);
    for (const { hoursAgo, result } of person.tests) {
      const sampleTime = Math.floor((now - hoursAgo * hour) / 60_000) * 60_000;
      tests.push({ citizen: record.id, sampleTime, result, lab: labs[0]! });
    }
    doses.push(...dosesOf(record.id, person.doses, now, chance));
    return record.id;
  });
  const staff = app.findCollectionByNameOrId('staff');
  for (const { role, name, email } of castStaff) {
    const record = new NewRecord(staff, { role, name, email, verified: true });
    record.setPassword(demoPassword);
    app.save(record);
  }
  return ids;
}

/** People nobody signs in as. */
function makeOthers(app: App, now: number, chance: Chance, tests: Test[], doses: Dose[]): string[] {
  const people = Array.from({ length: others }, (_, index) => {
    const id = chance.id();
    const name = personName(chance);
    tests.push(...testsOf(id, now, chance));
    doses.push(...dosesOf(id, chance.weighted([6, 6, 30, 55, 3]), now, chance));
    return {
      id,
      ...personalFields(name, castPeople.length + 1 + index, chance),
      tokenKey: newTokenKey(),
      colour: chance.next() < 0.02 ? 'yellow' : '',
    };
  });
  run(
    app,
    `insert into citizens (id, maskedName, sealedName, sealedIdNumber, sealedPhone, idIndex, phoneIndex, tokenKey, colour,
       password)
     select value->>'id', value->>'maskedName', value->>'sealedName', value->>'sealedIdNumber', value->>'sealedPhone',
       value->>'idIndex', value->>'phoneIndex', value->>'tokenKey', value->>'colour', {:hash}
     from json_each({:people})`,
    { hash: nobodysPassword(app), people: JSON.stringify(people) },
  );
  return people.map(({ id }) => id);
}

/** The wards of the first of the cast: two people who sign in nowhere and show their passes on another's phone. */
function makeWards(
  app: App,
  guardian: string,
  now: number,
  chance: Chance,
  tests: Test[],
  doses: Dose[],
): string[] {
  const citizens = app.findCollectionByNameOrId('citizens');
  const wards = app.findCollectionByNameOrId('wards');
  return castWards.map(({ kind, name, hoursAgo, doses: count }, index) => {
    const email = `${kind}@demo.example`;
    const fields = personalFields(name, castPeople.length + others + 1 + index, chance);
    const record = new NewRecord(citizens, { ...fields, email, colour: '', verified: true });
    record.setRandomPassword();
    app.save(record);
    app.save(new NewRecord(wards, { guardian, ward: record.id, kind }));
    const sampleTime = Math.floor((now - hoursAgo * hour) / 60_000) * 60_000;
    tests.push({ citizen: record.id, sampleTime, result: 'negative', lab: labs[0]! });
    doses.push(...dosesOf(record.id, count, now, chance));
    return record.id;
  });
}

/** Makes the cast, the many and the wards, with tests and doses; answers the record ids of all citizens, the cast first. */
export function makePeople(app: App, now: number, chance: Chance): string[] {
  const tests: Test[] = [];
  const doses: Dose[] = [];
  const cast = makeCast(app, now, chance, tests, doses);
  const many = makeOthers(app, now, chance, tests, doses);
  const ids = [...cast, ...many, ...makeWards(app, cast[0]!, now, chance, tests, doses)];
  run(
    app,
    `insert into tests (id, citizen, sampleTime, result, lab)
     select substr(lower(hex(randomblob(8))), 1, 15), value->>'citizen', value->>'sampleTime', value->>'result',
       value->>'lab'
     from json_each({:tests})`,
    { tests: JSON.stringify(tests) },
  );
  run(
    app,
    `insert into doses (id, citizen, day, product, number)
     select substr(lower(hex(randomblob(8))), 1, 15), value->>'citizen', value->>'day', value->>'product',
       value->>'number'
     from json_each({:doses})`,
    { doses: JSON.stringify(doses) },
  );
  return ids;
}
