/** Runs inside PocketBase's VM: the small district of the tests, and a look into its database. */
import { answer } from '../../../src/server/answer.ts';
import { hourly, minutely } from '../../../src/server/jobs.ts';
import { keyring } from '../../../src/server/keyring.ts';
import { idNumberIndex, personOfDay, seal } from '../../../src/server/person-keys.ts';
import { readBody } from '../../../src/server/request-body.ts';
import { sign } from '../../../src/server/signing.ts';
import { DynamicModel, NewRecord, type App, type RequestEvent } from '../../../src/server/vm.ts';
import { staffRoles } from '../../../src/domain/categories.ts';
import { base64url, concat, fromHex } from '../../../src/domain/bytes.ts';
import { encodeSiteCodeBody, siteCodeMessage } from '../../../src/domain/site-code.ts';
import { fixturePassword, type Fixtures } from './fixtures.ts';

function save(app: App, collection: string, values: { [field: string]: unknown }, password?: string): string {
  const record = new NewRecord(app.findCollectionByNameOrId(collection), values);
  if (password) record.setPassword(password);
  app.save(record);
  return record.id;
}

function siteCode(app: App, id: string, place: { site: string; zone?: string; state: string }): string {
  const key = keyring().siteCode;
  const body = encodeSiteCodeBody({ key: key.id, id: fromHex(id), geohash: new Uint8Array(4) });
  const fragment = base64url(concat(body, sign(key, siteCodeMessage(body))));
  save(app, 'site_codes', { code: id, zone: '', ...place, fragment });
  return fragment;
}

/** Fills the empty database with the district that fixtures.ts describes. */
export function fixtures(e: RequestEvent): void {
  answer(e, (): Fixtures => {
    const { app } = e;
    const owners = ['a', 'b'].map((letter) =>
      save(
        app,
        'owners',
        { name: `Owner ${letter}`, email: `owner-${letter}@test.example` },
        fixturePassword,
      ),
    );
    const place = (number: number, name: string, owner: string, more: object = {}): string =>
      save(app, 'sites', {
        number,
        name,
        address: `${number} Test Road`,
        category: 'mall',
        subdistrict: 'North',
        owner,
        status: 'active',
        measuresTemperature: true,
        ...more,
      });
    const mall = place(1, 'Mall', owners[0]!);
    const shop = place(2, 'Shop', owners[0]!, { category: 'shop', measuresTemperature: false });
    const school = place(3, 'School', owners[1]!, { category: 'school', subdistrict: 'South' });
    const food = save(app, 'zones', { number: 1, site: mall, name: 'Food court' });
    const codes = {
      mall: siteCode(app, '000000000001', { site: mall, state: 'active' }),
      food: siteCode(app, '000000000002', { site: mall, zone: food, state: 'issued' }),
      shop: siteCode(app, '000000000003', { site: shop, state: 'active' }),
      school: siteCode(app, '000000000004', { site: school, state: 'active' }),
      retired: siteCode(app, '000000000005', { site: shop, state: 'retired' }),
    };
    for (const role of staffRoles) {
      save(app, 'staff', { name: `Staff ${role}`, role, email: `${role}@test.example` }, fixturePassword);
    }
    const { people } = readBody(e) as unknown as { people: { [name: string]: PersonToMake } };
    for (const [name, person] of Object.entries(people)) makePerson(app, name, person);
    return { codes };
  });
}

interface PersonToMake {
  colour: string;
  tests: { sampleTime: number; result: string }[];
  doses: { day: number; number: number }[];
}

function makePerson(app: App, name: string, person: PersonToMake): void {
  const idNumber = `000000-${name}`;
  const citizen = save(
    app,
    'citizens',
    {
      email: `${name}@test.example`,
      maskedName: '张*三',
      sealedName: seal('张小三'),
      sealedIdNumber: seal(idNumber),
      idIndex: idNumberIndex(idNumber),
      colour: person.colour,
    },
    fixturePassword,
  );
  for (const test of person.tests) save(app, 'tests', { citizen, lab: 'Test lab', ...test });
  for (const dose of person.doses) save(app, 'doses', { citizen, product: 'Test vaccine', ...dose });
}

/** Runs a statement; of a SELECT that gives one JSON text, answers that text's value. */
export function sql(e: RequestEvent): void {
  answer(e, () => {
    const { query } = readBody(e) as { query: string };
    if (!/^\s*select/i.test(query)) return e.app.db().newQuery(query).execute().rowsAffected();
    const model = new DynamicModel({ found: '' });
    e.app.db().newQuery(query).one(model);
    return JSON.parse(model['found'] as string) as unknown;
  });
}

/** Saves a new record. */
export function saveRecord(e: RequestEvent): void {
  answer(e, () => {
    const { collection, values } = readBody(e) as {
      collection: string;
      values: { [field: string]: unknown };
    };
    return { id: save(e.app, collection, values) };
  });
}

/** Runs the hourly job as if it were another time. */
export function hourlyAt(e: RequestEvent): void {
  answer(e, () => {
    hourly(e.app, (readBody(e) as { now: number }).now);
    return {};
  });
}

/** Runs the job of every minute as if it were another time. */
export function minutelyAt(e: RequestEvent): void {
  answer(e, () => {
    minutely(e.app, (readBody(e) as { now: number }).now);
    return {};
  });
}

/** The number of a person on a day. */
export function personNumber(e: RequestEvent): void {
  answer(e, () => {
    const { citizen, day } = readBody(e) as { citizen: string; day: number };
    return personOfDay(citizen, day);
  });
}

/** How safe a commit is: SQLite's "synchronous" of the connection that writes (2: full). */
export function commitSafety(e: RequestEvent): void {
  answer(e, () => {
    const model = new DynamicModel({ synchronous: 0 });
    e.app.runInTransaction((inside) => inside.db().newQuery('pragma synchronous').one(model));
    return model['synchronous'];
  });
}
