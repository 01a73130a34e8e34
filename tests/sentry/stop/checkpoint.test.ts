import { expect } from '@open-wc/testing';
import type { HeldPass } from '../../../src/credentials/pass/holder.ts';
import type { SentryPlace } from '../../../src/domain/api/gate/sentry-api.ts';
import { fromBase64url, hex } from '../../../src/domain/bytes/bytes.ts';
import type { Bundle } from '../../../src/domain/bundle/bundle.ts';
import { faultInScan, type Scan } from '../../../src/domain/scan/scan.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import { bodyTemperature, type MeasuredTemperature } from '../../../src/domain/scan/temperature.ts';
import { Checkpoint, type Passage } from '../../../src/sentry/stop/checkpoint.ts';
import type { RosterSeen } from '../../../src/store/district/roster-keeper.ts';
import { BundleKeeper } from '../../../src/store/district/bundle-keeper.ts';
import {
  noneDenied,
  removeDevices,
  testDevice,
  testPlace,
  waitingScans,
  type TestDevice,
} from '../../support/device.ts';
import { fillDisk } from '../../support/failing-disk.ts';
import {
  day,
  hour,
  minute,
  noon,
  second,
  shown,
  testDistrict,
  type TestDistrict,
} from '../../support/district.ts';
import { nobodyAsked } from '../nobody-asked.ts';

let district: TestDistrict;
let device: TestDevice;
/** The surface the thermometer sees; null when it sees nothing. */
let surface: number | null;
let asked: number[];

function reading(): MeasuredTemperature | null {
  if (surface === null) return null;
  const body = bodyTemperature(surface, 2500);
  return {
    surface,
    ambient: 2500,
    distance: null,
    at: noon,
    body,
    formula: 'melexis-forehead',
    uncertainty: 40,
    doubt: null,
  };
}

/** What a gate knows beside its bundle. */
interface Known {
  /** When the server gave its last word, UTC ms; null: never. */
  word?: number | null;
  denied?: (passId: string) => boolean | null;
  roster?: (passId: string | null) => RosterSeen | null;
}

/** A gate of the district, with the given bundle; null for none. It had the server's statement a moment ago. */
async function gate(
  bundle: Partial<Bundle> | null = {},
  place: Partial<SentryPlace> = {},
  { word = noon - minute, denied = noneDenied, roster }: Known = {},
): Promise<Checkpoint> {
  const bundles = await BundleKeeper.open(device.settings, device.clock, district.root.publicKey);
  if (bundle) await bundles.take(await district.publish(bundle));
  if (word !== null) await bundles.hear(await district.word({ at: word }));
  return new Checkpoint({
    identifier: nobodyAsked,
    place: testPlace(place),
    clock: device.clock,
    bundles,
    queue: device.queue,
    temperature: async (windowMs) => {
      asked.push(windowMs);
      return reading();
    },
    denied,
    ...(roster && { roster }),
    boot: '0badcafe',
  });
}

async function show(checkpoint: Checkpoint, text: string, at = noon): Promise<Passage> {
  device.wall.now = at;
  const passage = await checkpoint.pass({ kind: 'qr', text, at });
  expect(faultInScan(passage.scan), 'the server can take every record').to.equal(null);
  return passage;
}

const rules = (passage: Passage): string[] => passage.verdict.reasons.map(({ rule }) => rule);
const queued = (): Promise<Scan[]> => waitingScans(device, 100);

describe('Checkpoint', () => {
  let healthy: HeldPass;

  before(async () => {
    district = await testDistrict();
    healthy = await district.person();
  });
  beforeEach(async () => {
    device = await testDevice();
    surface = 3484;
    asked = [];
  });
  afterEach(removeDevices);

  it('admits a healthy person with a live code and a normal temperature', async () => {
    const passage = await show(await gate(), await shown(healthy));
    expect(passage.verdict).to.deep.equal({ outcome: 'admit', reasons: [], policyVersion: 1 });
    expect(passage.verification.person!.maskedName).to.equal('张*三');
    expect(passage.dataAsOf).to.equal(noon - minute);
    expect(passage.at).to.equal(noon);
    expect(asked, 'the policy’s window').to.deep.equal([standardPolicy(1).temperatureWindowMs]);
  });

  const seen: [string, RosterSeen][] = [
    ['on it', { standing: 'open', at: noon, entry: { kind: 'staff', group: '厨房', holds: true } }],
    ['not on it', { standing: 'open', at: noon, entry: null }],
    ['before a closed one', { standing: 'closed', at: noon }],
    ['before none', { standing: 'missing', at: null }],
  ];
  for (const [what, roster] of seen) {
    it(`decides as the rules say, whatever the roster says: ${what}`, async () => {
      const known = { roster: () => roster };
      const well = await show(await gate({}, {}, known), await shown(healthy));
      expect(well.verdict.outcome).to.equal('admit');
      expect(well.roster).to.deep.equal(roster);
      const red = await district.person({ colour: 'red' });
      expect((await show(await gate({}, {}, known), await shown(red))).verdict.outcome).to.equal('refuse');
      const forged = `${(await shown(healthy)).slice(0, -6)}AAAAAA`;
      const refused = await show(await gate({}, {}, known), forged);
      expect(refused.verdict.outcome).to.not.equal('admit');
      expect(refused.roster, 'of what is not proved nothing is said').to.equal(null);
    });
  }

  it('stores what happened and no name: one record, on the disk when the verdict is known', async () => {
    const passage = await show(await gate({}, { zone: 4 }), await shown(healthy));
    const [scan, ...others] = await queued();
    expect(others).to.deep.equal([]);
    expect(scan).to.deep.equal(passage.scan);
    const { mono, showing, facts, ...rest } = scan!;
    expect(rest).to.deep.equal({
      seq: 1,
      t: noon,
      site: 12,
      zone: 4,
      device: 9,
      pass: hex(healthy.fields.passId),
      outcome: 'admit',
      reasons: [],
      body: 3680,
      surface: 3484,
      ambient: 2500,
      measurement: { distance: null, formula: 'melexis-forehead', uncertainty: 40, doubt: null },
      policy: 1,
      boot: '0badcafe',
    });
    expect(mono).to.be.greaterThan(0);
    expect(facts).to.include({
      proof: 'proved',
      kind: 'pass',
      result: 'negative',
      temperature: 3680,
      denied: false,
    });
    expect(hex(fromBase64url(showing!).slice(0, 4)), 'second of the showing, no challenge').to.equal(
      '000e1000',
    );
    expect(JSON.stringify(scan)).to.not.contain('张');
  });

  const cases: [what: string, make: () => Promise<string>, outcome: string, rules: string[]][] = [
    ['a positive person', () => person({ lastResult: 'positive' }), 'refuse', ['result.positive']],
    ['a red code', () => person({ colour: 'red' }), 'refuse', ['status.red']],
    ['a yellow code', () => person({ colour: 'yellow' }), 'attend', ['status.yellow']],
    ['a test of four days ago', () => person({ sampleTime: noon - 4 * day }), 'attend', ['result.age']],
    [
      'no test at all',
      () => person({ lastResult: 'none', sampleTime: null }),
      'attend',
      ['result.positive', 'result.age', 'result.pending'],
    ],
    ['an unknown colour', () => person({ colour: 'unknown' }), 'attend', ['status.red', 'status.yellow']],
    [
      'an expired pass',
      () => person({ lifetimeMinutes: 60 }, noon - 2 * second),
      'refuse',
      ['proof.expired'],
    ],
    ['a screenshot of two minutes ago', () => shown(healthy, noon - 120 * second), 'refuse', ['proof.stale']],
    ['a code of in two minutes', () => shown(healthy, noon + 120 * second), 'attend', ['proof.ahead']],
    [
      'a pass of another district',
      async () => shown(await (await testDistrict()).person()),
      'refuse',
      ['proof.forged'],
    ],
    ['half a code', async () => (await shown(healthy)).slice(0, 200), 'refuse', ['proof.unreadable']],
  ];
  async function person(change: object, at = noon): Promise<string> {
    return shown(await district.person(change), at);
  }
  for (const [what, make, outcome, expected] of cases) {
    it(`answers ${outcome} to ${what}, and stores it`, async () => {
      const passage = await show(await gate(), await make());
      expect(passage.verdict.outcome).to.equal(outcome);
      expect(rules(passage)).to.deep.equal(expected);
      const [scan] = await queued();
      expect(scan).to.deep.include({ outcome, reasons: expected });
      expect(scan!.pass === null, 'a pass id is stored of what is proved alone').to.equal(
        passage.verification.proof !== 'proved',
      );
      expect(scan!.showing === null).to.equal(passage.verification.proof !== 'proved');
    });
  }

  it('lets a feverish person wait for staff', async () => {
    surface = 3600;
    const passage = await show(await gate(), await shown(healthy));
    expect(passage.verdict.outcome).to.equal('attend');
    expect(rules(passage)).to.deep.equal(['temperature.high']);
    expect(passage.scan).to.deep.include({ body: 3783, surface: 3600, ambient: 2500 });
  });

  it('never admits without a temperature where one is taken', async () => {
    surface = null;
    const passage = await show(await gate(), await shown(healthy));
    expect(passage.verdict.outcome).to.equal('attend');
    expect(passage.verdict.reasons[0]!.cause).to.equal('unknown');
    expect(passage.scan).to.deep.include({ body: null, surface: null, ambient: null });
  });

  it('asks for no temperature at a gate that takes none', async () => {
    const passage = await show(await gate({}, { measuresTemperature: false }), await shown(healthy));
    expect(passage.verdict.outcome).to.equal('admit');
    expect(asked).to.deep.equal([]);
  });

  it('refuses the same code the second time, also after a restart of the browser', async () => {
    const text = await shown(healthy);
    await show(await gate(), text);
    expect(rules(await show(await gate(), text, noon + 5 * second))).to.deep.equal(['proof.replayed']);
    device = await device.restart();
    const again = await show(await gate(), text, noon + 10 * second);
    expect(rules(again)).to.deep.equal(['proof.replayed']);
    const next = await show(await gate(), await shown(healthy, noon + 15 * second), noon + 15 * second);
    expect(next.verdict.outcome, 'the next code of the same phone').to.equal('admit');
  });

  describe('without a bundle', () => {
    for (const [what, bundle] of [
      ['none', null],
      ['an expired one', { expiresAt: noon }],
    ] as const) {
      it(`lets everybody wait for staff, and stores it: ${what}`, async () => {
        const passage = await show(await gate(bundle), await shown(healthy));
        expect(passage.verdict.outcome).to.equal('attend');
        expect(rules(passage)).to.deep.equal(['floor.no-rules']);
        expect((await queued())[0]).to.deep.include({ pass: null, policy: 0 });
      });
    }
  });

  it('goes by the rules of its bundle, even where they are laxer', async () => {
    const policy = {
      ...standardPolicy(9),
      rules: standardPolicy(9).rules.filter(({ id }) => id !== 'result.age'),
    };
    const old = await shown(await district.person({ sampleTime: noon - 20 * day }));
    const passage = await show(await gate({ policy }), old);
    expect(passage.verdict).to.deep.equal({ outcome: 'admit', reasons: [], policyVersion: 9 });
    expect(passage.scan.policy).to.equal(9);
  });

  describe('the age of what it knows', () => {
    const ages: [what: string, word: number | null, outcome: string, rules: string[]][] = [
      ['had word not yet two days ago', noon - 47 * hour, 'admit', []],
      ['had its last word two days ago', noon - 48 * hour, 'attend', ['data.age']],
      ['never had word', null, 'attend', ['data.age']],
    ];
    for (const [what, word, outcome, expected] of ages) {
      it(`makes it ${outcome} a healthy person when it ${what}`, async () => {
        const passage = await show(await gate({}, {}, { word }), await shown(healthy));
        expect(passage.verdict.outcome).to.equal(outcome);
        expect(rules(passage)).to.deep.equal(expected);
        expect(passage.dataAsOf).to.equal(word);
      });
    }

    it('grows while it stands there without the network, and not with the bundle’s own age', async () => {
      const checkpoint = await gate({ issuedAt: noon - 100 * day });
      expect((await show(checkpoint, await shown(healthy))).verdict.outcome).to.equal('admit');
      const later = noon + 50 * hour;
      const young = await shown(await district.person({ notBefore: later - hour }), later);
      expect(rules(await show(checkpoint, young, later))).to.deep.equal(['data.age']);
    });

    it('of the status is that of the pass', async () => {
      const old = await district.person({ notBefore: noon - 25 * hour, lifetimeMinutes: 2880 });
      expect(rules(await show(await gate(), await shown(old)))).to.deep.equal(['status.age']);
    });
  });

  describe('the deny list', () => {
    it('refuses a pass that it names, and asks for it by its id', async () => {
      const named: string[] = [];
      const denied = (passId: string): boolean => (named.push(passId), true);
      const passage = await show(await gate({}, {}, { denied }), await shown(healthy));
      expect(passage.verdict.outcome).to.equal('refuse');
      expect(rules(passage)).to.deep.equal(['pass.denied']);
      expect(named).to.deep.equal([hex(healthy.fields.passId)]);
    });

    it('that is not there admits nobody', async () => {
      const passage = await show(await gate({}, {}, { denied: () => null }), await shown(healthy));
      expect(rules(passage)).to.deep.equal(['pass.denied']);
      expect(passage.verdict.outcome).to.equal('attend');
    });
  });

  describe('limits', () => {
    const policy = {
      ...standardPolicy(2),
      overrides: [
        {
          scope: { category: 'school' as const },
          limits: { requiredDoses: 4 },
          validFrom: null,
          validTo: null,
        },
        { scope: { site: 77 }, limits: { strict: true }, validFrom: null, validTo: noon + hour },
      ],
    };

    it('are those of the gate’s own category and site', async () => {
      const at = async (place: Partial<SentryPlace>, when = noon): Promise<string[]> =>
        rules(await show(await gate({ policy }, place), await shown(await district.person(), when), when));
      expect(await at({})).to.deep.equal([]);
      expect(await at({ category: 'school' })).to.deep.equal(['doses.required']);
      expect(await at({ site: 77 })).to.deep.equal(['challenge.missing']);
      expect(await at({ site: 77 }, noon + hour), 'no longer than the override holds').to.deep.equal([]);
    });
  });

  it('writes at most 16 reasons into a record, the worst first', async () => {
    const rule = standardPolicy(1).rules[0]!;
    const many = Array.from({ length: 20 }, (_, i) => ({
      ...rule,
      id: `rule.${i}`,
      severity: i === 19 ? ('refuse' as const) : ('attend' as const),
      logic: { '===': [1, 2] } as typeof rule.logic,
      last: false,
    }));
    const passage = await show(
      await gate({ policy: { ...standardPolicy(1), rules: many } }),
      await shown(healthy),
    );
    expect(passage.verdict.reasons).to.have.length(20);
    expect(passage.scan.reasons).to.have.length(16);
    expect(passage.scan.reasons.slice(0, 2)).to.deep.equal(['rule.19', 'rule.0']);
  });

  describe('the disk', () => {
    it('is waited for: the verdict is known to nobody before', async () => {
      const checkpoint = await gate();
      const add = device.queue.add.bind(device.queue);
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      device.queue.add = async (...given) => {
        await held;
        return add(...given);
      };
      let known = false;
      const passing = checkpoint
        .pass({ kind: 'qr', text: await shown(healthy), at: noon })
        .then((passage) => {
          known = true;
          return passage;
        });
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(known).to.equal(false);
      release();
      expect((await passing).verdict.outcome).to.equal('admit');
    });

    it('that takes nothing gives no verdict at all, and the person may try again with the same code', async () => {
      const checkpoint = await gate();
      const text = await shown(healthy);
      const emptyDisk = fillDisk();
      try {
        const outcome = await checkpoint
          .pass({ kind: 'qr', text, at: noon })
          .catch((fault: unknown) => fault);
        expect(outcome).to.be.instanceOf(Error);
      } finally {
        emptyDisk();
      }
      expect(await queued()).to.deep.equal([]);
      const passage = await show(checkpoint, text, noon + second);
      expect(passage.verdict.outcome).to.equal('admit');
    });
  });

  describe('measuring again', () => {
    it('decides anew on the same person, as a scan of its own', async () => {
      const checkpoint = await gate();
      surface = 3600;
      const first = await show(checkpoint, await shown(healthy));
      surface = 3484;
      device.wall.now = noon + 20 * second;
      const again = await checkpoint.again(first);
      expect(again.verdict.outcome).to.equal('admit');
      expect(again.scan).to.deep.include({
        seq: 2,
        t: noon + 20 * second,
        pass: first.scan.pass,
        body: 3680,
      });
      expect((await queued()).map(({ outcome }) => outcome)).to.deep.equal(['attend', 'admit']);
    });

    it('makes no proof of a code that had none', async () => {
      const checkpoint = await gate();
      const stale = await show(checkpoint, await shown(healthy, noon - 120 * second));
      const again = await checkpoint.again(stale);
      expect(rules(again)).to.deep.equal(['proof.stale']);
      expect(again.scan.pass).to.equal(null);
    });
  });

  it('gives the clock a floor with every scan: set back, an old picture stays old', async () => {
    const checkpoint = await gate();
    const picture = await shown(await district.person());
    await show(checkpoint, await shown(healthy, noon + 10 * 60 * second), noon + 10 * 60 * second);
    device.wall.now = noon;
    expect(device.clock.now()).to.be.within(noon + 10 * minute, noon + 11 * minute);
    const passage = await checkpoint.pass({ kind: 'qr', text: picture, at: device.clock.now() });
    expect(rules(passage)).to.deep.equal(['proof.stale']);
  });

  it('started with a clock that is behind, it admits nobody until it knows the time', async () => {
    const pictured = await district.person();
    await show(await gate(), await shown(healthy));
    const picture = await shown(pictured);
    device.wall.now = noon - 24 * 60 * minute;
    device = await device.restart();
    // For all this sentry knows the picture may be of this moment, and may be of hours ago.
    const checkpoint = await gate();
    const passage = await checkpoint.pass({ kind: 'qr', text: picture, at: device.clock.now() });
    expect(passage.verdict.outcome).to.equal('attend');
    expect(rules(passage)).to.deep.equal(['data.age']);
    device.clock.learn(noon + 20 * second);
    const live = await shown(await district.person(), noon + 20 * second);
    const again = await checkpoint.pass({ kind: 'qr', text: live, at: device.clock.now() });
    expect(again.verdict.outcome).to.equal('admit');
  });
});
