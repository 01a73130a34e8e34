import { expect } from '@open-wc/testing';
import type { ShownDocument } from '../../../src/domain/document/shown-document.ts';
import type { Verification } from '../../../src/domain/credential/verification.ts';
import { Checkpoint } from '../../../src/sentry/stop/checkpoint.ts';
import { BundleKeeper } from '../../../src/store/district/bundle-keeper.ts';
import {
  committed,
  removeDevices,
  testDevice,
  testPlace,
  waitingScans,
  type TestDevice,
} from '../../support/device.ts';
import { hour, minute, noon, testDistrict, type TestDistrict } from '../../support/district.ts';

const card: ShownDocument = {
  kind: 'id-card',
  number: '000000199001010018',
  name: '张小三',
  birth: 19900101,
  validUntil: 0,
};
const status = {
  colour: 'green',
  lastResult: 'negative',
  sampleTime: noon - 60 * minute,
  doses: 3,
  lastDose: null,
} as const;

/** What the site's roster says of them. */
const seen = { standing: 'open', at: noon, entry: { kind: 'staff', group: '', holds: true } } as const;

describe('a document at the checkpoint', () => {
  let district: TestDistrict;
  let device: TestDevice;
  before(async () => {
    district = await testDistrict();
  });
  beforeEach(async () => {
    device = await testDevice();
  });
  afterEach(removeDevices);

  async function passed(change: Partial<Verification>, place: { category?: 'hospital' } = {}) {
    const bundles = await BundleKeeper.open(device.settings, device.clock, district.root.publicKey);
    await bundles.take(await district.publish({}));
    await bundles.hear(await district.word({ at: noon - minute }));
    const verification: Verification = {
      proof: 'proved',
      kind: 'id-card',
      challenged: false,
      person: { maskedName: '张*三', passId: '0123456789abcdef' },
      status,
      statedAt: noon,
      showing: null,
      replayKey: null,
      ...change,
    };
    const checkpoint = new Checkpoint({
      identifier: {
        verify: async () => ({ verification, beside: null, roster: seen }),
        verifyCode: async () => ({ verification }),
      },
      place: testPlace({ measuresTemperature: false, ...place }),
      clock: device.clock,
      bundles,
      queue: device.queue,
      temperature: async () => null,
      denied: () => false,
      circumstances: () => ({ direction: 'in', group: 4 }),
      boot: '0badcafe',
    });
    return checkpoint.pass({ kind: 'document', document: card, at: noon });
  }

  it('of a healthy person admits, and the record holds the pass and no number', async () => {
    const { verdict, scan } = await passed({});
    expect(verdict.outcome).to.equal('admit');
    expect(scan).to.include({ pass: '0123456789abcdef', outcome: 'admit' });
    expect(scan, 'which way, and with whom').to.include({ direction: 'in', group: 4 });
    expect(JSON.stringify(scan)).not.to.include(card.number);
  });

  it('of an ill person refuses', async () => {
    const { verdict } = await passed({ status: { ...status, colour: 'red', lastResult: 'positive' } });
    expect(verdict.outcome).to.equal('refuse');
  });

  it('of whom the roster alone knew admits by its facts, shows its age, and keeps the number sealed', async () => {
    const found = await passed({ person: { maskedName: '张*三', passId: null }, statedAt: noon - hour });
    expect(found.verdict.outcome).to.equal('admit');
    expect(found.roster).to.deep.equal(seen);
    expect(found.scan).to.include({ pass: null, document: card.number });
    expect(found.scan.facts).to.include({ statusAgeHours: 1, colour: 'green' });
    const old = await passed({ person: { maskedName: '张*三', passId: null }, statedAt: noon - 25 * hour });
    expect(old.verdict.outcome, 'a roster older than a status may be').to.equal('attend');
  });

  for (const proof of ['unconfirmed', 'unregistered', 'document-over'] as const)
    it(`is attended, and its number sealed with the record, where it is ${proof}`, async () => {
      const { verdict, scan } = await passed({
        proof,
        status: null,
        statedAt: null,
        person: { maskedName: '张*三', passId: null },
      });
      expect(verdict.outcome).to.equal('attend');
      expect(verdict.reasons.map(({ rule }) => rule)).to.deep.equal([`proof.${proof}`]);
      expect(scan).to.include({ pass: null, document: card.number });
    });

  it('leaves no number on the disk in clear', async () => {
    await passed({ proof: 'unconfirmed', status: null, person: { maskedName: '张*三', passId: null } });
    const records = await committed(device.names, 'records');
    expect(records.size).to.equal(1);
    expect(JSON.stringify([...records])).not.to.include(card.number);
    // Whom it is sealed to reads it.
    expect((await waitingScans(device))[0]).to.include({ document: card.number });
  });
});
