import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ChainKey } from '../../../src/store/records/chain-key.ts';
import { signedBy } from '../../../src/credentials/signed/bundle-verifier.ts';
import { createHolderKey, holderPoint } from '../../../src/credentials/pass/holder.ts';
import { verifyForeign } from '../../../src/credentials/foreign/foreign-verifier.ts';
import { sign } from '../../../src/credentials/bytes/p256.ts';
import type {
  BoardAnswer,
  MeAnswer,
  PairingCodeAnswer,
  PassAnswer,
  SiteCodeAnswer,
  VenueAnswer,
} from '../../../src/domain/api/api.ts';
import type { BundleAnswer, PairAnswer } from '../../../src/domain/api/gate/sentry-api.ts';
import type {
  DemoCastAnswer,
  DemoForeignSignersAnswer,
  DemoPerson,
  DemoSignerAnswer,
} from '../../../src/domain/api/demo-api.ts';
import type { MergeAnswer } from '../../../src/domain/api/persons/merge-api.ts';
import type { PersonFindAnswer } from '../../../src/domain/api/official-api.ts';
import type { DemoOfficialKeyAnswer } from '../../../src/domain/api/policy-api.ts';
import { bundleMessage, readBundle, type Bundle } from '../../../src/domain/bundle/bundle.ts';
import { readCharter } from '../../../src/domain/bundle/charter.ts';
import { addDays, localDay } from '../../../src/domain/time/local-day.ts';
import type { PolicyAnswer, ReplayAnswer } from '../../../src/domain/api/policy-api.ts';
import { base64url, fromBase64url } from '../../../src/domain/bytes/bytes.ts';
import { staffRoles } from '../../../src/domain/access/rights.ts';
import { siteCategories } from '../../../src/domain/access/categories.ts';
import { decodeIssuedPass, type PassBody } from '../../../src/domain/pass/health-pass.ts';
import { emptyTrustList } from '../../../src/domain/credential/trust-list.ts';
import {
  demoHealthCard,
  demoHealthCertificate,
  type DemoSignerKey,
} from '../../../src/sentry/demo/demo-credentials.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import { happenings } from '../../../src/server/demo/play/happenings.ts';
import { needBuilt } from '../../../tools/testing/built.ts';
import { places } from '../../../tools/places.ts';
import { findPocketBase } from '../../../tools/pocketbase/pocketbase.ts';
import { foundDistrict } from '../../../tools/keys/charter.ts';
import {
  runConsoleCommand,
  startServer,
  type RunningServer,
  type ServerFolders,
} from '../../../tools/pocketbase/server.ts';
import { ask, signIn } from '../support/district.ts';

const hour = 3_600_000;

/** What a real district begins with. */
async function readBundleOfRealFounding(): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'sitecode-real-test-'));
  try {
    await foundDistrict(folder, { demo: false, name: { 'zh-CN': '真区', en: 'Real' } });
    assert.ok(!(await readdir(join(folder, 'secrets'))).includes('demo-signers.json'));
    const file = await readFile(join(folder, 'secrets', 'first-bundle.json'), 'utf8');
    return readBundle((JSON.parse(file) as { body: string }).body);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the demo district', () => {
  let folder: string;
  let folders: ServerFolders;
  let server: RunningServer;
  let printed: string;
  before(async () => {
    const executable = await findPocketBase();
    await needBuilt(['server']);
    folder = await mkdtemp(join(tmpdir(), 'sitecode-demo-test-'));
    folders = {
      executable,
      databaseFolder: join(folder, 'pb_data'),
      publicFolder: folder,
      keyring: await foundDistrict(folder),
    };
    printed = await runConsoleCommand(folders, 8090, ['seed-demo']);
    server = await startServer(folders);
  });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const get = <Body>(route: string, token?: string) =>
    ask<Body>(`${server.url}/api/sitecode/${route}`, { headers: token ? { Authorization: token } : {} });
  const post = <Body>(route: string, body: object, token?: string) =>
    ask<Body>(`${server.url}/api/sitecode/${route}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token && { Authorization: token }) },
      body: JSON.stringify(body),
    });
  const cast = async () => (await get<DemoCastAnswer>('demo/cast')).body;
  const collections = { me: 'citizens', venue: 'owners', authority: 'staff' } as const;
  async function tokenOf(role: string): Promise<string> {
    const login = (await cast()).logins.find((candidate) => candidate.role === role)!;
    return signIn(server.url, collections[login.face], login.email, login.password);
  }

  it('is seeded by one command that says what it made', () => {
    assert.match(printed, /\d+ sites/);
    assert.match(printed, /scans/);
  });

  it('is there once: seeding again changes nothing that was made', async () => {
    const before = (await get<BoardAnswer>('board', await tokenOf('health'))).body;
    const said = await runConsoleCommand(folders, 8090, ['seed-demo']);
    assert.match(said, /already/);
    const after = (await get<BoardAnswer>('board', await tokenOf('health'))).body;
    assert.deepEqual([after.sites, after.scans, after.days], [before.sites, before.scans, before.days]);
  });

  it('shows the first of its cast with a child and an elder, who sign in nowhere', async () => {
    const { body } = await get<MeAnswer>('me', await tokenOf('valid'));
    assert.deepEqual(
      body.persons!.map(({ relation }) => relation),
      ['self', 'child', 'elder'],
    );
    for (const { id, relation } of body.persons!.slice(1)) {
      const other = (await get<MeAnswer>(`me?person=${id}`, await tokenOf('valid'))).body;
      assert.ok(other.tests.length > 0 && other.doses.length > 0, relation);
      assert.deepEqual(other.visits, []);
    }
    assert.equal((await get<MeAnswer>('me', await tokenOf('yellow'))).body.persons!.length, 1);
  });

  it('has somebody with two records, whom an official finds by one number and asks to be merged', async () => {
    const { twice } = await cast();
    const health = await tokenOf('health');
    const asked = { phone: twice!.phone, purpose: '核对重复登记' };
    const { people } = (await post<PersonFindAnswer>('person/find', asked, health)).body;
    assert.equal(people.length, 2);
    const [person, other] = people.map(({ handle }) => handle);
    const answer = await post<MergeAnswer>('merge', { person, other, reason: '同一人登记两次' }, health);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const decision = { kind: 'person-merge', id: String(answer.body.approval), confirm: true };
    const decided = await post('approval/decide', decision, await tokenOf('data-officer'));
    assert.equal(decided.status, 200, JSON.stringify(decided.body));
    const again = (await post<PersonFindAnswer>('person/find', asked, health)).body.people;
    assert.equal(again.length, 1);
  });

  it('lets everybody of its cast sign in', async () => {
    const { logins } = await cast();
    assert.deepEqual(
      logins.filter(({ face }) => face === 'authority').map(({ role }) => role),
      [...staffRoles],
    );
    for (const { face, email, password } of logins) {
      assert.ok(await signIn(server.url, collections[face], email, password), email);
    }
  });

  it('lends the founding officials’ keys to the two who play them, and to nobody else', async () => {
    const { body } = await get<BundleAnswer>('bundle');
    const { officials } = readCharter(body.bundle!.charter.body);
    const text = '{"what":"they sign"}';
    for (const [role, id] of [
      ['health', 1],
      ['administrator', 2],
    ] as const) {
      const lent = await get<DemoOfficialKeyAnswer>('demo/official-key', await tokenOf(role));
      assert.equal(lent.body.official, id);
      const certified = officials.find((official) => official.id === id)!;
      assert.equal(lent.body.point, certified.point, 'the charter names it');
      const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
      const pkcs8 = fromBase64url(lent.body.privateKey);
      const key = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
      const signature = base64url(await sign(key, bundleMessage(text)));
      assert.equal(await signedBy(certified.point, signature, bundleMessage(text)), true);
    }
    assert.equal((await get('demo/official-key')).code, 'sign-in');
    for (const role of ['owner', 'valid', 'auditor', 'tracer'])
      assert.ok(
        ['sign-in', 'not-allowed'].includes((await get('demo/official-key', await tokenOf(role))).code!),
        role,
      );
    const moved = join(folder, 'root', 'officials.json');
    await rename(moved, `${moved}.away`);
    const gone = await get('demo/official-key', await tokenOf('health'));
    await rename(`${moved}.away`, moved);
    assert.equal(gone.code, 'not-found', 'the root was taken off this machine');
    await writeFile(moved, (await readFile(moved, 'utf8')).replaceAll('privateKey', 'taken'));
    assert.equal((await get('demo/official-key', await tokenOf('health'))).code, 'not-found');
  });

  it('lends keys for foreign credentials that its own bundle believes, and no other', async () => {
    const { body: lent } = await get<DemoForeignSignersAnswer>('demo/foreign-signers');
    const { body } = await get<BundleAnswer>('bundle');
    const { trust } = readBundle(body.bundle!.body);
    const now = Date.now();
    const importKey = async ({ kid, privateKey }: DemoSignerAnswer): Promise<DemoSignerKey> => {
      const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
      return {
        kid,
        key: await crypto.subtle.importKey('pkcs8', fromBase64url(privateKey), algorithm, false, ['sign']),
      };
    };
    const texts = [
      await demoHealthCertificate(await importKey(lent.hcert), now),
      await demoHealthCard(await importKey(lent.card), now),
    ];
    for (const text of texts) {
      const found = await verifyForeign(text, { now, trust });
      assert.equal(found?.proof, 'proved', JSON.stringify(found));
      assert.match(found.issuer!.name!, /演示/);
      assert.equal((await verifyForeign(text, { now, trust: emptyTrustList }))?.proof, 'unknown-issuer');
    }
    assert.ok(texts[1]!.length < 2200, `${texts[1]!.length} characters must be read from a screen`);
    const real = await readBundleOfRealFounding();
    assert.deepEqual(real.trust, emptyTrustList);
  });

  it('shows two weeks of a whole district', async () => {
    const { body } = await get<BoardAnswer>('board', await tokenOf('administrator'));
    assert.ok(body.sites > 100, `${body.sites} site codes`);
    assert.equal(body.subdistricts.length, 8);
    assert.ok(body.subdistricts.every(({ sites }) => sites > 0));
    assert.ok(body.categories.every(({ sites }) => sites > 0));
    assert.equal(body.categories.length, siteCategories.length);
    for (const { day, scans, visits, alerts } of body.days.slice(0, -1)) {
      assert.ok(scans >= 300 && scans <= 400, `${day}: ${scans} scans`);
      assert.ok(visits > 80 && alerts > 5 && alerts < 60, `${day}: ${visits} visits, ${alerts} alerts`);
    }
    const { total, unpaired } = body.sentries.totals;
    assert.equal(total + unpaired, 763);
    assert.ok(unpaired > 0);
    assert.ok(body.alarms.length > 0);
    assert.ok(body.alarms.every(({ t }) => t <= Date.now() && t > Date.now() - 48 * hour - 60_000));
  });

  it('tells of happenings that the standard policy knows', () => {
    const known = new Set(standardPolicy(1).rules.map(({ id }) => id));
    for (const { outcome, reasons } of happenings) {
      assert.equal(reasons.length === 0, outcome === 'admit');
      for (const reason of reasons) assert.ok(known.has(reason), reason);
    }
  });

  it('has days that a replay under their own version leaves as they are', async () => {
    const token = await tokenOf('health');
    const sites = (await get<PolicyAnswer>('policy', token)).body.sites.filter(
      ({ sentries }) => sentries > 0,
    );
    const day = addDays(localDay(Date.now()), -1);
    let scans = 0;
    for (const { number } of sites) {
      const { body } = await post<ReplayAnswer>('policy/replay', { site: number, day, version: 1 }, token);
      const { counts } = body;
      assert.deepEqual(
        counts,
        { scans: counts.scans, emergencies: 0, withoutFacts: 0, changed: [], otherReasons: 0 },
        `${number}`,
      );
      for (const { recorded, byThen } of body.scans) assert.deepEqual(byThen, recorded);
      scans += counts.scans;
    }
    assert.ok(scans >= 300, `${scans} scans at ${sites.length} sites`);
  });

  it('is called a demo by its charter', async () => {
    const { body } = await get<BundleAnswer>('bundle');
    const { district } = readCharter(body.bundle!.charter.body);
    assert.equal(district.demo, true);
    assert.match(district.name['zh-CN'], /演示/);
  });

  it('has a venue of its cast’s owner, with the demo gate’s mall', async () => {
    const { body } = await get<VenueAnswer>('venue', await tokenOf('owner'));
    assert.ok(body.sites.length >= 3);
    const mall = body.sites.find(({ category }) => category === 'mall')!;
    assert.equal(mall.zones.length, 4);
    assert.equal(mall.codeUrl, (await cast()).siteCode);
    assert.ok(mall.days.some(({ scans }) => scans !== null));
  });

  it('has a site code that opens', async () => {
    const code = (await cast()).siteCode.split('#')[1]!;
    const { status, body } = await post<SiteCodeAnswer>('site-code', { code });
    assert.equal(status, 200);
    assert.equal(body.place.category, 'mall');
  });

  const people: [DemoPerson, Partial<PassBody>, (age: number | null) => boolean][] = [
    ['valid', { colour: 'green', lastResult: 'negative', doses: 3 }, (age) => age! < 24],
    ['positive', { colour: 'red', lastResult: 'positive' }, (age) => age! < 48],
    ['yellow', { colour: 'yellow', lastResult: 'negative' }, (age) => age! < 24],
    ['old-test', { colour: 'green', lastResult: 'negative' }, (age) => age! > 72],
    ['no-test', { colour: 'green', lastResult: 'none' }, (age) => age === null],
  ];
  for (const [person, expected, ageIsRight] of people) {
    it(`gives its panel a pass of the person "${person}", dated back as asked`, async () => {
      const holderKey = base64url(await holderPoint(await createHolderKey()));
      const { status, body } = await post<PassAnswer>('demo/pass', { person, holderKey, ageMinutes: 2880 });
      assert.equal(status, 200, JSON.stringify(body));
      const { fields } = decodeIssuedPass(fromBase64url(body.pass));
      for (const [field, value] of Object.entries(expected))
        assert.equal(fields[field as keyof PassBody], value);
      assert.ok(ageIsRight(fields.sampleTime === null ? null : (Date.now() - fields.sampleTime) / hour));
      assert.ok(Math.abs(fields.notBefore - (Date.now() - 48 * hour)) < 2 * 60_000);
      assert.ok(body.expiresAt < Date.now());
      const me = await get<MeAnswer>('me', await tokenOf(person));
      assert.equal(me.body.status.colour, fields.colour);
      assert.equal(me.body.maskedName, fields.maskedName);
    });
  }

  it('gives no pass of a stranger', async () => {
    const holderKey = base64url(await holderPoint(await createHolderKey()));
    for (const body of [
      { person: 'nobody', holderKey, ageMinutes: 0 },
      { person: 'valid', holderKey, ageMinutes: -1 },
      { person: 'valid', holderKey: 'x', ageMinutes: 0 },
    ]) {
      assert.equal((await post('demo/pass', body)).status, 400);
    }
  });

  it('pairs gates of its own, which do not unpair one another', async () => {
    const pair = async () => {
      const { body } = await post<PairingCodeAnswer>('demo/pairing-code', {});
      const { point: key } = await ChainKey.make();
      return (await post<PairAnswer>('sentry/pair', { code: body.code, key })).body;
    };
    const [first, second] = [await pair(), await pair()];
    assert.notEqual(first.sentry.device, second.sentry.device);
    assert.equal(first.sentry.measuresTemperature, true);
    const beat = { queue: 0, oldestMs: 0, rejected: 0, bundleVersion: 1, clock: Date.now() };
    for (const { token } of [first, second]) {
      assert.equal((await post('sentry/heartbeat', beat, token)).status, 200);
    }
  });

  it('holds ID numbers of an area that does not exist, and none in clear', async () => {
    const database = await readFile(join(folder, 'pb_data', 'data.db'));
    assert.ok(!database.includes('林晓岚'));
    assert.ok(database.includes('林*岚'));
  });
});

describe('a real district’s server', () => {
  it('has nothing of the demo in it', async () => {
    await needBuilt(['server']);
    const files = await readdir(places.hooks);
    assert.deepEqual(files.toSorted(), [
      'app.js',
      'door.js',
      'gate.js',
      'main.pb.js',
      'passwords.js',
      'pinyin.js',
    ]);
    const demo = await readFile(join(places.demoHooks, 'demo.js'), 'utf8');
    for (const mark of ['demo-sitecode', 'demo.example', 'seed-demo', 'demo/cast', 'demo/pass']) {
      for (const file of files) {
        assert.ok(!(await readFile(join(places.hooks, file), 'utf8')).includes(mark), `${file}: ${mark}`);
      }
    }
    assert.ok(demo.includes('demo.example'));
  });

  it('answers no demo route, knows no demo login and cannot be made a demo when it has people', async () => {
    const { TestDistrict } = await import('../support/district.ts');
    const district = await TestDistrict.open();
    try {
      assert.equal((await district.get('demo/cast')).status, 404);
      assert.equal((await district.get('demo/official-key')).status, 404);
      for (const route of ['demo/pass', 'demo/pairing-code']) {
        assert.ok([404, 405].includes((await district.post(route, {})).status), route);
      }
      for (const kind of ['citizens', 'owners', 'staff']) {
        await assert.rejects(signIn(district.server.url, kind, 'valid@demo.example', 'demo-sitecode-2026'));
      }
      const { body } = await district.get<BundleAnswer>('bundle');
      assert.equal(readCharter(body.bundle!.charter.body).district.demo, false);
      await district.server.stop();
      const folders: ServerFolders = {
        executable: await findPocketBase(),
        databaseFolder: join(district.folder, 'pb_data'),
        hooksFolder: places.demoHooks,
        publicFolder: district.folder,
        keyring: join(district.folder, 'secrets', 'keyring.json'),
      };
      await assert.rejects(runConsoleCommand(folders, 8090, ['seed-demo']), /no demo: nothing was changed/);
      const demoHooks = await startServer({ ...folders, port: district.port });
      for (const route of ['demo/cast', 'demo/official-key', 'demo/foreign-signers'])
        assert.equal((await ask(`${demoHooks.url}/api/sitecode/${route}`)).code, 'not-demo', route);
      await demoHooks.stop();
    } finally {
      await district.close();
    }
  });
});
