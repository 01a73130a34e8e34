/** Runs inside PocketBase's VM: the small district of the tests, and a look into its database. */
import { answer } from '../../../src/server/http/answer.ts';
import { verifyAudit } from '../../../src/server/audit/audit-parts.ts';
import { boardAnswerName } from '../../../src/server/http/board-topic.ts';
import { currentBundle } from '../../../src/server/policy/bundle.ts';
import { keptScans } from '../../../src/server/cases/cases.ts';
import { hourly, minutely } from '../../../src/server/app/jobs.ts';
import { ensureDayTables } from '../../../src/server/days/day-tables.ts';
import { keyring } from '../../../src/server/keys/keyring.ts';
import { answerChanged } from '../../../src/server/http/one-for-all.ts';
import { holderOfPass, passOfDay } from '../../../src/server/passes/pass-log.ts';
import { demandSealingKey } from '../../../src/server/custody/sealing-key.ts';
import { seal, unseal } from '../../../src/server/keys/record-seals.ts';
import { personOfDay } from '../../../src/server/days/person-of-day.ts';
import { dropDay } from '../../../src/server/retention/purge.ts';
import { readBody } from '../../../src/server/http/request-body.ts';
import { indexOf, sealedIdentities, signed } from '../../../src/server/keys/signer.ts';
import { everydayScan } from '../../../tools/simulate/everyday-scan.ts';
import { scanRow, type ScanRow } from '../../../src/domain/scan/scan-row.ts';
import { insertScanRows } from '../../../src/server/scans/scan-rows.ts';
import { transact } from '../../../src/server/vm/sql.ts';
import { dayStart, localDay } from '../../../src/domain/time/local-day.ts';
import { DynamicModel, NewRecord, security, type App, type RequestEvent } from '../../../src/server/vm/vm.ts';
import { checkForm } from '../../../src/domain/forms/form.ts';
import { everyField } from '../../support/samples/every-field.ts';
import { staffRoles } from '../../../src/domain/access/rights.ts';
import { siteCategories } from '../../../src/domain/access/categories.ts';
import { base64url, concat, fromBase64url, fromHex } from '../../../src/domain/bytes/bytes.ts';
import { readPhoneNumber } from '../../../src/domain/person/phone-number.ts';
import { maskName } from '../../../src/domain/text/masked-name.ts';
import { encodeSiteCodeBody } from '../../../src/domain/site/site-code.ts';
import {
  custodianAccounts,
  familyPhone,
  fixtureName,
  fixturePassword,
  idNumberOf,
  officialAccounts,
  type Fixtures,
  type PersonName,
} from './fixtures.ts';

function save(app: App, collection: string, values: { [field: string]: unknown }, password?: string): string {
  const record = new NewRecord(app.findCollectionByNameOrId(collection), values);
  if (password) record.setPassword(password);
  app.save(record);
  return record.id;
}

function siteCode(app: App, id: string, place: { site: string; zone?: string; state: string }): string {
  const key = keyring().siteCode.id;
  const body = encodeSiteCodeBody({ key, id: fromHex(id), geohash: new Uint8Array(4) });
  const fragment = base64url(concat(body, fromBase64url(signed('site-code', key, base64url(body)))));
  save(app, 'site_codes', { code: id, zone: '', ...place, fragment });
  return fragment;
}

/** As cheap as bcrypt goes: each of some thousand sign-ins took a tenth of a second, and each file three for its accounts. */
const cheapest = 4;

function hashCheaply(app: App): void {
  for (const name of ['staff', 'owners', 'citizens']) {
    const collection = app.findCollectionByNameOrId(name) as {
      fields: { getByName: (name: string) => { cost: number } };
    };
    collection.fields.getByName('password').cost = cheapest;
    app.save(collection);
  }
}

/** Fills the empty database with the district that fixtures.ts describes. */
export function fixtures(e: RequestEvent): void {
  answer(e, (): Fixtures => {
    const { app } = e;
    hashCheaply(app);
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
    const named: { [role: string]: string | undefined } = {
      health: officialAccounts[0],
      administrator: officialAccounts[1],
      'data-officer': custodianAccounts[0],
      'health-lead': custodianAccounts[1],
    };
    for (const role of staffRoles) {
      const official = named[role];
      const values = { name: `Staff ${role}`, roles: [role], email: `${role}@test.example` };
      save(app, 'staff', { ...(official && { id: official }), ...values }, fixturePassword);
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
  const idNumber = idNumberOf(name as PersonName);
  const account = save(app, 'citizens', { email: `${name}@test.example` }, fixturePassword);
  const key = demandSealingKey();
  const id = security.randomStringWithAlphabet(15, 'abcdefghijklmnopqrstuvwxyz0123456789');
  const identity = { name: fixtureName, idNumber, phone: familyPhone, address: '' };
  save(app, 'persons', {
    id,
    maskedName: '张*三',
    sealedIdentity: sealedIdentities(key, [{ person: id, identity }])[0],
    keyGeneration: key.generation,
    phoneIndex: indexOf('phone', readPhoneNumber(familyPhone)!),
    idIndex: indexOf('id-number', idNumber),
    colour: person.colour,
    source: 'desk',
  });
  save(app, 'account_persons', { account, person: id, relation: 'self' });
  for (const test of person.tests) save(app, 'tests', { person: id, lab: 'Test lab', ...test });
  for (const dose of person.doses) save(app, 'doses', { person: id, product: 'Test vaccine', ...dose });
}

/** Runs a statement; of a SELECT that gives one JSON text, answers that text's value. */
export function sql(e: RequestEvent): void {
  answer(e, () => {
    const { query } = readBody(e) as { query: string };
    if (!/^\s*select/i.test(query)) answerChanged(e.app, boardAnswerName);
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

/** Tokens of accounts without their passwords, by their addresses: a sign-in each takes a second of a busy machine. */
export function tokens(e: RequestEvent): void {
  answer(e, () => {
    const { kind, emails } = readBody(e) as { kind: string; emails: string[] };
    const hourNs = 3600 * 1e9;
    return emails.map((email) => {
      const model = new DynamicModel({ id: '' });
      e.app.db().newQuery(`select id from ${kind} where email = {:email}`).bind({ email }).one(model);
      return e.app.findRecordById(kind, model['id'] as string).newStaticAuthToken(hourNs);
    });
  });
}

/**
 * Runs the hourly job as if it were another time. What the test signed in goes on: the clock of everything else stands where it stood,
 * and a sign-in that ended weeks ahead would be over now.
 */
export function hourlyAt(e: RequestEvent): void {
  answer(e, () => {
    const run = (sql: string): unknown => e.app.db().newQuery(sql).execute();
    const columns = 'id, account, since, seen, browser, network';
    run('create temp table if not exists kept_sessions as select * from staff_sessions where false');
    run('delete from kept_sessions');
    run(`insert into kept_sessions (${columns}) select ${columns} from staff_sessions`);
    hourly(e.app, (readBody(e) as { now: number }).now);
    run(`insert or ignore into staff_sessions (${columns}) select ${columns} from kept_sessions`);
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
    const { person, day } = readBody(e) as { person: string; day: number };
    return personOfDay(e.app, person, day);
  });
}

/** The number of a pass (its id as hexadecimal) on a day. */
export function passNumber(e: RequestEvent): void {
  answer(e, () => {
    const { pass, day } = readBody(e) as { pass: string; day: number };
    return passOfDay(e.app, pass, day);
  });
}

/** Names as they are masked where the server masks them. */
export function masks(e: RequestEvent): void {
  answer(e, () => (readBody(e) as { names: string[] }).names.map(maskName));
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

/** Seals a paper of the register (its id as hexadecimal) as versions before did, who called a person a citizen. */
export function formerPaper(e: RequestEvent): void {
  answer(e, () => {
    const { pass } = readBody(e) as { pass: string };
    const model = new DynamicModel({ sealed: '' });
    e.app.db().newQuery('select sealed from papers where pass_id = {:pass}').bind({ pass }).one(model);
    const { person, ...held } = JSON.parse(unseal(model['sealed'] as string)) as { person: string };
    const sealed = seal(JSON.stringify({ ...held, citizen: person }));
    const set = e.app.db().newQuery('update papers set sealed = {:sealed} where pass_id = {:pass}');
    return set.bind({ sealed, pass }).execute().rowsAffected();
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

/** Makes a collection of scans as PocketBase itself would hold them, open to everybody, and opens /api/batch. */
export function benchPrepare(e: RequestEvent): void {
  answer(e, () => {
    const globals = globalThis as unknown as {
      Collection: new (values: object) => unknown;
      $app: App;
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

/** Says how many requests of a part are under way, and sets it. */
export function atOnce(e: RequestEvent): void {
  answer(e, () => {
    const { part, set } = readBody(e) as { part: string; set?: number };
    if (set !== undefined) e.app.store().set(`at-once-${part}`, set);
    return Number(e.app.store().get(`at-once-${part}`) ?? 0);
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
    const globals = globalThis as unknown as { $app: App };
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

/** How often this VM reads the rules for so many who ask for them: the bundles that differ. */
export function bundleReads(e: RequestEvent): void {
  answer(e, () => {
    const { times } = readBody(e) as unknown as { times: number };
    return new Set(Array.from({ length: times }, () => currentBundle(e.app).bundle)).size;
  });
}

/** Follows the audit log's chain. */
export function auditCheck(e: RequestEvent): void {
  answer(e, () => verifyAudit(e.app));
}

/** What a form with a field of every kind says of a value. */
export function formCheck(e: RequestEvent): void {
  answer(e, () => checkForm(everyField, readBody(e)['given']));
}
