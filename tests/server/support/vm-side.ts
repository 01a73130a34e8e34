/** Runs inside PocketBase's VM: the small district of the tests, and a look into its database. */
import { answer } from '../../../src/server/answer.ts';
import { keptScans } from '../../../src/server/cases.ts';
import { hourly, minutely } from '../../../src/server/jobs.ts';
import { ensureDayTables } from '../../../src/server/day-tables.ts';
import { keyring } from '../../../src/server/keyring.ts';
import { holderOfPass, passOfDay } from '../../../src/server/pass-log.ts';
import { idNumberIndex, personOfDay, seal } from '../../../src/server/person-keys.ts';
import { dropDay } from '../../../src/server/purge.ts';
import { readBody } from '../../../src/server/request-body.ts';
import { sign } from '../../../src/server/signing.ts';
import { everydayScan } from '../../../tools/simulate/everyday-scan.ts';
import { scanRow, type ScanRow } from '../../../src/domain/scan-row.ts';
import { insertScanRows } from '../../../src/server/scan-rows.ts';
import { transact } from '../../../src/server/sql.ts';
import { dayStart, localDay } from '../../../src/domain/local-day.ts';
import { DynamicModel, NewRecord, type App, type RequestEvent } from '../../../src/server/vm.ts';
import { siteCategories, staffRoles } from '../../../src/domain/categories.ts';
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

/** Runs the minutely job as if it were another time. */
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
    return personOfDay(e.app, citizen, day);
  });
}

/** The number of a pass (its id as hexadecimal) on a day. */
export function passNumber(e: RequestEvent): void {
  answer(e, () => {
    const { pass, day } = readBody(e) as { pass: string; day: number };
    return passOfDay(e.app, pass, day);
  });
}

/** Whom a pass's number of a day leads to. */
export function holder(e: RequestEvent): void {
  answer(e, () => {
    const { pass, day } = readBody(e) as { pass: number; day: number };
    return holderOfPass(e.app, day, pass);
  });
}

/** Makes a day's tables and key, whenever it is. */
export function openDay(e: RequestEvent): void {
  answer(e, () => {
    e.app.runInTransaction((inside) => ensureDayTables(inside, (readBody(e) as { day: number }).day));
    return {};
  });
}

/** The first step of a purge alone, as if the server had ended after it. */
export function dropOneDay(e: RequestEvent): void {
  answer(e, () => {
    dropDay(e.app, (readBody(e) as { day: number }).day, Date.now());
    return {};
  });
}

/** What a case keeps of deleted days, opened. */
export function keptOfCase(e: RequestEvent): void {
  answer(e, () => keptScans(e.app, (readBody(e) as { id: number }).id));
}

/** How safe a commit is: SQLite's "synchronous" of the connection that writes (2: full). */
export function commitSafety(e: RequestEvent): void {
  answer(e, () => {
    const model = new DynamicModel({ synchronous: 0 });
    e.app.runInTransaction((inside) => inside.db().newQuery('pragma synchronous').one(model));
    return model['synchronous'];
  });
}

/** Makes a collection of scans as PocketBase itself would hold them, open to everybody, and opens /api/batch. */
export function benchPrepare(e: RequestEvent): void {
  answer(e, () => {
    const globals = globalThis as unknown as {
      Collection: new (values: object) => unknown;
      $app: App & {
        settings(): {
          batch: { enabled: boolean; maxRequests: number; timeout: number };
          rateLimits: { enabled: boolean };
        };
      };
    };
    const numbers = ['t', 'site', 'zone', 'device', 'seq', 'body', 'surface', 'ambient', 'policy', 'mono'];
    const texts = ['pass', 'outcome', 'reasons', 'showing', 'boot', 'facts'];
    const collection = new globals.Collection({
      type: 'base',
      name: 'bench_scans',
      createRule: '',
      fields: [
        ...numbers.map((name) => ({ name, type: 'number', onlyInt: true })),
        ...texts.map((name) => ({ name, type: 'text', max: 500 })),
      ],
      indexes: [
        'CREATE UNIQUE INDEX bench_scans_key ON bench_scans (site, t, device, seq)',
        'CREATE INDEX bench_scans_by_pass ON bench_scans (pass, t)',
        'CREATE INDEX bench_scans_by_time ON bench_scans (t)',
      ],
    });
    globals.$app.save(collection);
    const settings = globals.$app.settings();
    settings.batch.enabled = true;
    settings.batch.maxRequests = 1000;
    settings.batch.timeout = 60;
    settings.rateLimits.enabled = false;
    globals.$app.save(settings);
    return {};
  });
}

/** Inserts scans into their day's table and does nothing else: their rows are there before, as the ingest has them. */
export function benchInsert(e: RequestEvent): void {
  answer(e, () => {
    const { first, count } = readBody(e) as unknown as { first: number; count: number };
    const begin = Date.now() - 3_600_000;
    const day = localDay(begin);
    const detail = scanRow({ ...everydayScan(begin, 1), seq: 1, site: 1, zone: 0, device: 1 }).detail;
    const row = { site: 1, device: 1, pass: null, outcome: 'admit', policy: 1, detail } as const;
    const rows: ScanRow[] = [];
    for (let index = 0; index < count; index++)
      rows.push({ ...row, t: dayStart(day) + first + index, seq: first + index });
    transact(e.app, (inside) => {
      ensureDayTables(inside, day);
      insertScanRows(inside, day, 999, rows);
    });
    return {};
  });
}

/** Lets the server take itself for busy: so many uploads are being worked on, and the next free turn is in so many ms. */
export function crowd(e: RequestEvent): void {
  answer(e, () => {
    const { live, nextMs } = readBody(e) as { live: number; nextMs: number };
    const now = Date.now();
    const turns = {
      next: now + nextMs,
      lasts: 30,
      live: Array.from({ length: live }, (_, index) => [now, `${index}`]),
    };
    e.app.store().set('upload-turns', JSON.stringify(turns));
    return {};
  });
}

/** Makes sites from number 1000 on, and lets many gates be paired from this one address. */
export function manyGates(e: RequestEvent): void {
  answer(e, () => {
    const { gates } = readBody(e) as { gates: number };
    transact(e.app, (inside) => {
      for (let index = 0; index < gates; index++) {
        save(inside, 'sites', {
          number: 1000 + index,
          name: `Site ${index}`,
          address: `${index} Long Road`,
          category: siteCategories[index % siteCategories.length],
          subdistrict: `Part ${index % 12}`,
          owner: ownerOf(inside),
          status: 'active',
          measuresTemperature: true,
        });
      }
    });
    const globals = globalThis as unknown as {
      $app: App & { settings(): { rateLimits: { rules: { label: string; maxRequests: number }[] } } };
    };
    const settings = globals.$app.settings();
    for (const rule of settings.rateLimits.rules) {
      if (/pair|venue/.test(rule.label)) rule.maxRequests = 100_000;
    }
    globals.$app.save(settings);
    return {};
  });
}

function ownerOf(app: App): string {
  const model = new DynamicModel({ owner: '' });
  app.db().newQuery('select owner from sites where number = 1').one(model);
  return model['owner'] as string;
}
