import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createHolderKey, holderPoint } from '../../../src/credentials/pass/holder.ts';
import { openRoster } from '../../../src/credentials/signed/roster-opener.ts';
import { provesRemoval, verifyRoster } from '../../../src/credentials/signed/roster-verifier.ts';
import type { AccessAnswer } from '../../../src/domain/access/access-log.ts';
import type { PassAnswer } from '../../../src/domain/api/api.ts';
import type { DeskFindAnswer } from '../../../src/domain/api/persons/desk-api.ts';
import type {
  InvitationAnswer,
  OwnRostersAnswer,
  RosterAnswer,
  RosterImportAnswer,
  RosterInviteAnswer,
  RosterProofAnswer,
  RosterRemoveAnswer,
  SentryRosterAnswer,
  ShiftAnswer,
} from '../../../src/domain/api/gate/roster-api.ts';
import type { HeartbeatAnswer } from '../../../src/domain/api/gate/sentry-api.ts';
import { readCharter, type Charter } from '../../../src/domain/bundle/charter.ts';
import { base64url, fromBase64url, hex } from '../../../src/domain/bytes/bytes.ts';
import { decodeIssuedPass, passIdText } from '../../../src/domain/pass/health-pass.ts';
import { readRoster, type RosterEntry, type SignedRoster } from '../../../src/domain/roster/roster.ts';
import { readShiftCode } from '../../../src/domain/roster/shift-code.ts';
import { ChainKey } from '../../../src/store/records/chain-key.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { checkRemoval } from '../../../tools/rosters/verify-removal.ts';
import { TestDistrict, type Answer } from '../support/district.ts';
import { idNumberOf, sites, type PersonName } from '../support/fixtures.ts';

describe('rosters', () => {
  let district: TestDistrict;
  let [owner, other, clerk]: string[] = [];
  /** A gate of the mall's, its key, and one of the school's. */
  let gate: SimulatedSentry;
  let key: ChainKey;
  let elsewhere: SimulatedSentry;
  let charter: Charter;
  const tokens = new Map<PersonName, string>();

  before(async () => {
    district = await TestDistrict.open();
    [owner, other, clerk] = await Promise.all([
      district.owner('a'),
      district.owner('b'),
      district.staff('desk-clerk'),
    ]);
    key = new ChainKey(await ChainKey.make());
    gate = await district.gate({ site: sites.mall, name: 'North' }, key);
    elsewhere = await district.gate({ site: sites.school });
    charter = readCharter(gate.pairing.bundle.charter.body);
    for (const name of ['valid', 'yellow', 'old'] as const) tokens.set(name, await district.citizen(name));
  });
  after(() => district.close());

  const site = sites.mall;
  const roster = (as = owner!): Promise<Answer<RosterAnswer>> =>
    district.get<RosterAnswer>(`roster?site=${site}`, as);
  const invite = (terms: object = {}, as = owner!) =>
    district.post<RosterInviteAnswer>('roster/invite', { site, kind: 'staff', ...terms }, as);
  const join = (code: string, name: PersonName, more: object = {}) =>
    district.post<OwnRostersAnswer>('me/rosters/join', { code, notice: 3, ...more }, tokens.get(name));
  const remove = (entry: number, as = owner!) =>
    district.post<RosterRemoveAnswer>('roster/remove', { site, entry }, as);
  const fetched = async (of: SimulatedSentry, have = 0): Promise<SignedRoster | null> =>
    (await district.get<SentryRosterAnswer>(`sentry/roster?have=${have}`, of.pairing.token)).body.roster;
  const shift = async (as = owner!) => district.post<ShiftAnswer>('roster/shift', { site, hours: 8 }, as);
  const audited = (action: string) =>
    district.sql<string[]>(`select json_group_array(subject) as found from audit where action = '${action}'`);

  /** Who is on the mall's roster as its gate sees them with the key of the shift that runs. */
  async function opened(): Promise<{ version: number; entries: RosterEntry[] }> {
    const signed = (await fetched(gate))!;
    const statement = (await verifyRoster(signed, charter))!;
    const { key: given } = readShiftCode((await shift()).body.code)!;
    return { version: statement.version, entries: (await openRoster(statement, signed.sealed, given))! };
  }

  async function taken(of: SimulatedSentry, by: ChainKey, change: object = {}): Promise<Answer<unknown>> {
    const { body } = (await fetched(of))!;
    const { version, site: stated } = readRoster(body);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body)));
    const { device } = of.pairing.sentry;
    const said = { device, site: stated, version, statement: hex(digest), at: Date.now(), ...change };
    const text = JSON.stringify(said);
    const signature = await by.signTaken(text);
    return district.post('sentry/roster-taken', { body: text, signature }, of.pairing.token);
  }

  async function newPass(name: PersonName): Promise<string> {
    const holderKey = base64url(await holderPoint(await createHolderKey()));
    const { body } = await district.post<PassAnswer>('pass', { holderKey }, tokens.get(name));
    return passIdText(decodeIssuedPass(fromBase64url(body.pass)).fields);
  }

  describe('an invitation', () => {
    it('puts a person who consents on their own phone on the roster, once', async () => {
      const asked = await invite({ group: '三楼厨房', until: 20991231 });
      assert.match(asked.body.code, /^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
      const look = await district.post<InvitationAnswer>(
        'me/rosters/look',
        { code: asked.body.code.toLowerCase() },
        tokens.get('valid'),
      );
      assert.deepEqual(
        [look.body.kind, look.body.group, look.body.from, look.body.until],
        ['staff', '三楼厨房', 0, 20991231],
      );
      assert.ok(look.body.siteName);
      assert.deepEqual((await roster()).body.entries, []);
      assert.equal((await roster()).body.invitations.length, 1);
      const joined = await join(asked.body.code, 'valid');
      assert.equal(joined.status, 200, JSON.stringify(joined.body));
      assert.deepEqual(
        joined.body.rosters.map(({ group, consent, removed }) => [group, consent, removed]),
        [['三楼厨房', 'phone', 0]],
      );
      const [entry] = (await roster()).body.entries;
      assert.equal(entry!.maskedName, '张*三');
      assert.equal((await roster()).body.invitations.length, 0);
      assert.equal((await join(asked.body.code, 'yellow')).code, 'pairing-code');
    });

    it('is kept as a hash, names nobody in the audit log, and is no good with one letter changed', async () => {
      const { code } = (await invite()).body;
      const kept = JSON.stringify(
        await district.sql<unknown>(
          `select json_group_array(json_array(hash, site, kind, belongs)) as found from roster_invitations`,
        ),
      );
      assert.ok(!kept.includes(code) && !kept.includes(code.replace('-', '')));
      const wrong = code.startsWith('A') ? `B${code.slice(1)}` : `A${code.slice(1)}`;
      assert.equal((await join(wrong, 'yellow')).code, 'pairing-code');
      const log = [...(await audited('roster.add')), ...(await audited('roster.invite'))].join(' ');
      assert.ok(!log.includes(await district.personId('valid')));
      assert.match(log, /site:1 entry:1 phone/);
    });

    it('asks for consent to a notice that was shown, and puts nobody on twice', async () => {
      const { code } = (await invite()).body;
      assert.equal((await join(code, 'yellow', { notice: 0 })).code, 'malformed');
      assert.equal((await join(code, 'valid')).code, 'overtaken');
      // Nothing was used up by either.
      assert.equal((await join(code, 'yellow')).status, 200);
    });

    it('is of the owner’s own sites, and its days are in order', async () => {
      assert.equal((await invite({}, other)).status, 404);
      const answer = await invite({ from: 20260102, until: 20260101 });
      assert.equal(answer.status, 400);
      assert.match(JSON.stringify(answer.body), /until/);
    });
  });

  describe('a version', () => {
    it('is told to the sentries of the site alone, signed, and opens with the key of the shift alone', async () => {
      const beat = (of: SimulatedSentry): Promise<HeartbeatAnswer> => of.beat();
      const { version, entries } = await opened();
      assert.equal((await beat(gate)).rosterVersion, version);
      assert.equal((await beat(elsewhere)).rosterVersion, undefined);
      const { device } = gate.pairing.sentry;
      const told = await gate.client.heartbeat({ ...gate.report(), rosterVersion: version });
      assert.equal(told.rosterVersion, version);
      const held = await district.sql<number>(
        `select json_quote(roster_version) as found from fleet where device = ${device}`,
      );
      assert.equal(held, version, 'what the sentry holds is in its report');
      assert.equal(await fetched(elsewhere), null);
      assert.deepEqual(
        entries.map(({ kind, group }) => [kind, group]),
        [
          ['staff', '三楼厨房'],
          ['staff', ''],
        ],
      );
      const signed = (await fetched(gate))!;
      const statement = (await verifyRoster(signed, charter))!;
      assert.equal(await openRoster(statement, signed.sealed, '0'.repeat(32)), null);
      assert.equal(await verifyRoster({ ...signed, sealed: `${signed.sealed}A` }, charter), null);
      const moved = signed.body.replace(`"site":${site}`, `"site":${sites.school}`);
      assert.equal(await verifyRoster({ ...signed, body: moved }, charter), null);
      assert.equal(await fetched(gate, version), null);
    });

    it('holds no name, and lies neither in the database nor in the audit log', async () => {
      const passId = await newPass('valid');
      const { entries } = await opened();
      assert.ok(entries[0]!.passes.includes(passId));
      assert.ok(!JSON.stringify(entries).includes('张'));
      const { sealed } = (await fetched(gate))!;
      const tables = await district.sql<unknown[]>(
        `select json_group_array(json_array(body, signature)) as found from roster_versions`,
      );
      assert.ok(!JSON.stringify(tables).includes(sealed.slice(0, 60)));
      assert.ok(!JSON.stringify(tables).includes(passId));
      const states = await district.sql<string[]>('select json_group_array(shift_key) as found from rosters');
      const { key: given } = readShiftCode((await shift()).body.code)!;
      assert.ok(!states.join().includes(given));
    });

    it('follows a new pass of a person on it, and none of anybody else', async () => {
      const before = (await opened()).version;
      await newPass('old');
      assert.equal((await opened()).version, before);
      const passId = await newPass('yellow');
      const { version, entries } = await opened();
      assert.ok(version > before);
      assert.ok(entries[1]!.passes.includes(passId));
    });

    it('is made anew, with a higher number, by a server that was started again', async () => {
      const before = await opened();
      await district.kill();
      await district.restart();
      const afterwards = await opened();
      assert.ok(afterwards.version > before.version);
      assert.deepEqual(afterwards.entries, before.entries);
    });
  });

  describe('the key of a shift', () => {
    it('is given to the site’s owner while the shift runs, each time on record', async () => {
      const first = readShiftCode((await shift()).body.code)!;
      const again = readShiftCode((await shift()).body.code)!;
      assert.deepEqual(again, first);
      assert.ok(first.until > Date.now());
      assert.equal((await shift(other)).status, 404);
      assert.equal((await audited('roster.key')).at(-1), `site:${site} shift:${first.shift}`);
    });

    it('opens nothing of what is sealed after its end', async () => {
      const old = readShiftCode((await shift()).body.code)!;
      assert.equal((await district.post('roster/shift-end', { site }, owner)).status, 200);
      assert.equal((await roster()).body.shift, null);
      const signed = (await fetched(gate))!;
      const statement = (await verifyRoster(signed, charter))!;
      assert.equal(await openRoster(statement, signed.sealed, old.key), null);
      // What a tablet fetched before the shift began, it opens without the network.
      const next = readShiftCode((await shift()).body.code)!;
      assert.equal(next.shift, old.shift + 1);
      assert.ok(await openRoster(statement, signed.sealed, next.key));
    });

    it('ends by itself', async () => {
      const { shift: number, until } = readShiftCode((await shift()).body.code)!;
      await district.minutely(until - 1);
      assert.notEqual((await roster()).body.shift, null);
      await district.minutely(until);
      assert.equal((await roster()).body.shift, null);
      assert.equal((await audited('roster.shift-end')).at(-1), `site:${site} shift:${number}`);
    });
  });

  describe('a removal', () => {
    let entry: number;
    before(async () => {
      entry = (await roster()).body.entries.find(({ group }) => group === '三楼厨房')!.number;
    });

    it('is nobody’s but the owner’s, the person’s and a desk’s', async () => {
      assert.equal((await remove(entry, other)).status, 404);
      const leave = await district.post('me/rosters/leave', { entry }, tokens.get('old'));
      assert.equal(leave.status, 404);
    });

    it('is told of each sentry, and proved by what the sentry signed', async () => {
      assert.equal((await taken(gate, key)).status, 200);
      const { version } = (await remove(entry)).body;
      const told = async () => (await roster()).body.removed.find(({ number }) => number === entry)!;
      assert.deepEqual(
        (await told()).reach.map(({ name, state, at }) => [name, state, at]),
        [['North', 'not-yet', null]],
      );
      const proof = () => district.get<RosterProofAnswer>(`roster/proof?site=${site}&entry=${entry}`, owner);
      assert.deepEqual((await proof()).body.proofs, []);
      assert.ok(!(await opened()).entries.some(({ number }) => number === entry));
      assert.equal((await taken(gate, key)).status, 200);
      assert.deepEqual(
        (await told()).reach.map(({ state }) => state),
        ['knows'],
      );
      assert.deepEqual(
        (await roster()).body.reach.map(({ state }) => state),
        ['knows'],
      );
      // Versions that follow, as passes change, take nothing of the proof away.
      for (let later = 0; later < 3; later++) {
        await newPass('yellow');
        assert.equal((await taken(gate, key)).status, 200);
      }
      await newPass('yellow');
      assert.deepEqual(
        (await roster()).body.reach.map(({ state }) => state),
        ['knows'],
      );
      await district.hourly(Date.now());
      const { body } = await proof();
      assert.equal(body.version, version);
      assert.equal(body.proofs.length, 1);
      const about = { site, entry, version };
      assert.ok(await provesRemoval(body.proofs[0]!, about, charter));
      const [one] = body.proofs;
      const stays = (await roster()).body.entries[0]!.number;
      assert.ok(!(await provesRemoval(one!, { ...about, entry: stays }, charter)));
      const forged = { ...one!, deviceKey: elsewhere.pairing.root.point };
      assert.ok(!(await provesRemoval(forged, about, charter)));
      // As anybody checks it from the file.
      assert.deepEqual(await checkRemoval(body, charter), { proved: [one!.device], unproved: [] });
      const changed = { ...body, proofs: [forged, { device: 7 }, null] };
      assert.deepEqual(await checkRemoval(changed, charter), { proved: [], unproved: [one!.device, 7, NaN] });
      await assert.rejects(checkRemoval({ proofs: [] }, charter), /no proof of a removal/);
      const own = await district.get<OwnRostersAnswer>('me/rosters', tokens.get('valid'));
      assert.deepEqual(own.body.rosters[0]!.told, { know: 1, of: 1 });
      assert.equal(own.body.rosters[0]!.removedBy, 'owner');
    });

    const wrong: [string, object][] = [
      ['another sentry', { device: 99 }],
      ['another site', { site: sites.school }],
      ['a version that was never stated', { version: 7 }],
      ['another statement', { statement: 'ab'.repeat(32) }],
    ];
    for (const [what, change] of wrong) {
      it(`is believed of no sentry that signs for ${what}`, async () => {
        const { status } = await taken(gate, key, change);
        assert.ok(status === 400 || status === 404, String(status));
      });
    }
    it('is believed of no sentry by another key', async () => {
      assert.equal((await taken(gate, new ChainKey(await ChainKey.make()))).status, 400);
    });

    it('is told of a sentry that has left the site and did not learn of it', async () => {
      await remove((await roster()).body.entries[0]!.number);
      await district.gate({ site: sites.mall, name: 'North' }, key);
      const [latest] = (await roster()).body.removed;
      assert.deepEqual(latest!.reach.map(({ state }) => state).toSorted(), ['gone', 'not-yet']);
    });

    it('is forgotten after its days, with the person', async () => {
      await district.hourly(Date.now() + 91 * 86_400_000);
      const left = await district.sql<number>('select json_quote(count(*)) as found from roster_entries');
      assert.equal(left, 0);
    });
  });

  describe('at a desk', () => {
    const handleOf = async (name: PersonName): Promise<string> =>
      (await district.post<DeskFindAnswer>('desk/find', { idNumber: idNumberOf(name) }, clerk)).body.person!
        .handle;

    it('a clerk puts on a roster who stands there, and takes them off', async () => {
      const handle = await handleOf('old');
      const terms = { site, kind: 'resident', group: '2 栋' };
      const added = await district.post<OwnRostersAnswer>('desk/roster/add', { handle, ...terms }, clerk);
      assert.equal(added.status, 200, JSON.stringify(added.body));
      const [entry] = added.body.rosters;
      assert.deepEqual([entry!.consent, entry!.kind, entry!.group], ['desk', 'resident', '2 栋']);
      assert.equal((await district.post('desk/roster/add', { handle, ...terms }, clerk)).code, 'overtaken');
      const log = await district.get<AccessAnswer>('me/access', tokens.get('old'));
      assert.ok(log.body.rows.some(({ kind }) => kind === 'enrol'));
      const off = await district.post<OwnRostersAnswer>(
        'desk/roster/remove',
        { handle, entry: entry!.number },
        clerk,
      );
      assert.equal(off.body.rosters[0]!.removedBy, 'desk');
      assert.equal((await district.post('desk/rosters', { handle: 'x' }, clerk)).status, 404);
    });

    const list = (rows: object[], change: object = {}) =>
      district.post<RosterImportAnswer>(
        'desk/roster/import',
        { site, heldBy: '物业经理', rows, ...change },
        clerk,
      );
    const onIt = () =>
      district.sql<number>('select json_quote(count(*)) as found from roster_entries where removed = 0');

    it('imports a list whole, or says of each row what is wrong and imports nothing', async () => {
      const good = { idNumber: idNumberOf('valid'), kind: 'staff', group: 'A' };
      const before = await onIt();
      const rows = [
        good,
        { idNumber: '12', kind: 'staff' },
        { idNumber: idNumberOf('yellow'), kind: 'king' },
        { kind: 'staff' },
        good,
        { phone: '13900000000', kind: 'staff' },
        { phone: '+86 199-0000-0001', kind: 'staff' },
        { idNumber: idNumberOf('old'), kind: 'staff', from: 20260301, until: 20260201 },
      ];
      const { status, body } = await list(rows);
      assert.equal(status, 200, JSON.stringify(body));
      assert.deepEqual(
        body.faults.map(({ row, field, problem }) => [row, field, problem]),
        [
          [2, 'idNumber', 'id-number'],
          [3, 'kind', 'choice'],
          [4, 'idNumber', 'missing'],
          [5, 'idNumber', 'twice'],
          [6, 'phone', 'nobody'],
          [7, 'phone', 'several'],
          [8, 'until', 'before'],
        ],
      );
      assert.deepEqual([body.added, await onIt()], [0, before]);
      const whole = await list([good, { idNumber: idNumberOf('old'), kind: 'contractor' }]);
      assert.deepEqual([whole.body.faults, whole.body.added, whole.body.already], [[], 2, 0]);
      assert.deepEqual((await list([good])).body.already, 1);
      const told = (await roster()).body.entries.map(({ consent, heldBy }) => [consent, heldBy]);
      assert.deepEqual(told, [
        ['paper', '物业经理'],
        ['paper', '物业经理'],
      ]);
      const log = JSON.stringify(await audited('roster.import'));
      assert.ok(!log.includes(idNumberOf('valid')), log);
      assert.match(log, /rows:8 added:0 faults:7/);
    });

    it('looks up no more rows a day than it may, and tells so', async () => {
      const rows = Array.from({ length: 490 }, () => ({ idNumber: '1', kind: 'staff' }));
      const answer = await list(rows);
      assert.equal(answer.code, 'too-many');
      assert.ok((await audited('person.find-limit')).some((subject) => subject.includes('roster')));
      assert.equal((await list([])).code, 'malformed');
      assert.equal((await list([{}], { heldBy: '' })).code, 'malformed');
    });
  });

  it('notes in a person’s own log, once a day, that the owner saw them', async () => {
    await roster();
    const { body } = await district.get<AccessAnswer>('me/access', tokens.get('valid'));
    assert.deepEqual(
      body.rows.filter(({ kind }) => kind === 'roster').map(({ role }) => role),
      ['owner'],
    );
  });
});
