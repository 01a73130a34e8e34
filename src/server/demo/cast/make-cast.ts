import type { StaffRole } from '../../../domain/access/rights.ts';
import { demoCustodians, demoOfficials } from '../../../domain/api/demo-api.ts';
import { NewRecord, type App } from '../../vm/vm.ts';
import type { Batches } from '../load/batch.ts';
import { accountId, ownerId } from '../load/record-ids.ts';
import { personSeals } from '../people/person-seals.ts';
import { dosesOf, labs, personalFields } from '../people/plan-people.ts';
import type { Chance } from '../random.ts';
import type { Scale } from '../scale.ts';
import {
  castChainOwner,
  castOwner,
  castPeople,
  castFamily,
  castStaff,
  castTwice,
  demoPassword,
} from './cast.ts';

const hour = 3_600_000;

/** Who of the cast plays the two founding officials and the two custody officers, whose accounts the charter names. */
const officials: Partial<Record<StaffRole, string>> = {
  health: demoOfficials[0],
  administrator: demoOfficials[1],
  'data-officer': demoCustodians[0]!.account,
  'health-lead': demoCustodians[1]!.account,
};

/** Makes whom a visitor of the demo signs in as: citizens, each with an account, tests and doses, and staff. */
export function makeCast(app: App, batches: Batches, now: number, scale: Scale, chance: Chance): void {
  const persons = app.findCollectionByNameOrId('persons');
  const citizens = app.findCollectionByNameOrId('citizens');
  const seals = personSeals();
  castPeople.forEach((person, index) => {
    const { email, colour } = person;
    const fields = personalFields(person.name, index + 1, scale.others, seals, chance);
    const record = new NewRecord(persons, { ...fields, colour, source: 'demo' });
    app.save(record);
    const account = new NewRecord(citizens, { id: accountId(index + 1), email, verified: true });
    account.setPassword(demoPassword);
    app.save(account);
    batches.add('account_persons', [account.id, record.id, 'self', 0, '']);
    for (const { hoursAgo, result } of person.tests)
      batches.add('tests', [record.id, wholeMinute(now - hoursAgo * hour), result, labs[0]!]);
    batches.add('doses', ...dosesOf(record.id, person.doses, now, chance));
  });
  const staff = app.findCollectionByNameOrId('staff');
  for (const { role, name, email } of castStaff) {
    const official = officials[role];
    const record = new NewRecord(staff, {
      ...(official && { id: official }),
      roles: [role],
      name,
      email,
      verified: true,
    });
    record.setPassword(demoPassword);
    app.save(record);
  }
}

/**
 * The family of the first of the cast, two people who sign in nowhere and show their passes on another's phone; and somebody who was
 * registered twice.
 */
export function makeFamily(app: App, batches: Batches, now: number, scale: Scale, chance: Chance): void {
  const persons = app.findCollectionByNameOrId('persons');
  const seals = personSeals();
  let serial = castPeople.length + scale.others;
  const make = (
    name: string,
    test: [hoursAgo: number, result: string],
    doses: number,
    phoneOf?: number,
  ): string => {
    const fields = personalFields(name, ++serial, scale.others, seals, chance, phoneOf);
    const record = new NewRecord(persons, { ...fields, colour: '', source: 'demo' });
    app.save(record);
    batches.add('tests', [record.id, wholeMinute(now - test[0] * hour), test[1], labs[0]!]);
    batches.add('doses', ...dosesOf(record.id, doses, now, chance));
    return record.id;
  };
  for (const { relation, basis, name, hoursAgo, doses } of castFamily) {
    const person = make(name, [hoursAgo, 'negative'], doses);
    batches.add('account_persons', [accountId(1), person, relation, now - 200 * 24 * hour, basis]);
  }
  const phone = serial + 1;
  for (const { name, hoursAgo, result, doses } of castTwice) make(name, [hoursAgo, result], doses, phone);
}

function wholeMinute(t: number): number {
  return Math.floor(t / 60_000) * 60_000;
}

/** Makes the owners of a district of real size who can sign in: of the demo mall, and of a chain. */
export function makeDistrictOwners(app: App): void {
  [castOwner, castChainOwner].forEach(({ name, email }, index) => {
    const fields = { id: ownerId(index + 1), name, email, verified: true };
    const record = new NewRecord(app.findCollectionByNameOrId('owners'), fields);
    record.setPassword(demoPassword);
    app.save(record);
  });
}
