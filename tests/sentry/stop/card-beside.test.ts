import { expect } from '@open-wc/testing';
import { importIssuers } from '../../../src/credentials/pass/health-pass-verifier.ts';
import type { ShownDocument } from '../../../src/domain/document/shown-document.ts';
import type { Limits } from '../../../src/domain/policy/limits.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import type { IdentifiedDocument } from '../../../src/sentry/shown/identifier.ts';
import { Checkpoint, offersSecondProof, type Passage } from '../../../src/sentry/stop/checkpoint.ts';
import type { BundleKeeper } from '../../../src/store/district/bundle-keeper.ts';
import { removeDevices, testDevice, testPlace, type TestDevice } from '../../support/device.ts';
import { noon, second, shown, testDistrict, type TestDistrict } from '../../support/district.ts';

const place = testPlace({ category: 'mall', measuresTemperature: false });
const card: ShownDocument = {
  kind: 'id-card',
  number: '000000199001010018',
  name: '张小三',
  birth: 19900101,
  validUntil: 0,
};

describe('a checkpoint where a pass needs its person’s document', () => {
  let district: TestDistrict;
  let device: TestDevice;
  /** What the server says of the pass beside the document, and which pass it was asked about. */
  let same: boolean | null;
  let asked: (string | null)[];

  before(async () => {
    district = await testDistrict();
  });
  beforeEach(async () => {
    device = await testDevice();
    [same, asked] = [true, []];
  });
  afterEach(removeDevices);

  async function checkpoint(limits: Partial<Limits> = { cardBeside: true }): Promise<Checkpoint> {
    const issuers = await importIssuers([{ ...district.issuer.publicKey, notBefore: 0, notAfter: noon * 2 }]);
    const overrides = [{ scope: { site: place.site }, limits, validFrom: null, validTo: null }];
    const inUse = { bundle: { policy: { ...standardPolicy(1), overrides } }, issuers };
    const verify = async (
      _document: ShownDocument,
      now: number,
      beside: string | null = null,
    ): Promise<IdentifiedDocument> => {
      asked.push(beside);
      return {
        verification: {
          proof: 'proved',
          kind: 'id-card',
          challenged: false,
          person: { maskedName: '张*三', passId: 'aaaaaaaaaaaaaaaa' },
          status: { colour: 'green', lastResult: 'negative', sampleTime: now, doses: 3, lastDose: null },
          statedAt: now,
          showing: null,
          replayKey: null,
        },
        beside: beside === null ? null : same,
        roster: null,
      };
    };
    return new Checkpoint({
      identifier: { verify, verifyCode: () => Promise.reject(new Error('no code is shown')) },
      place,
      clock: device.clock,
      bundles: { current: () => inUse, dataAsOf: noon } as unknown as BundleKeeper,
      queue: device.queue,
      temperature: async () => null,
      denied: () => false,
      boot: '0badcafe',
    });
  }

  const showPass = async (gate: Checkpoint, at = noon): Promise<Passage> =>
    gate.pass({ kind: 'qr', text: await shown(await district.person(), at), at });
  const lay = (gate: Checkpoint, at = noon + second): Promise<Passage> =>
    gate.pass({ kind: 'document', document: card, at });
  const rules = ({ verdict }: Passage): string[] => verdict.reasons.map(({ rule }) => rule);

  it('does not admit a pass alone, and asks for the document', async () => {
    const passage = await showPass(await checkpoint());
    expect([passage.verdict.outcome, rules(passage)]).to.deep.equal(['attend', ['identity.card']]);
    expect(offersSecondProof(passage), 'a paper would be no help').to.equal(false);
  });

  it('admits who lays down the document of the same person', async () => {
    const gate = await checkpoint();
    const { verification } = await showPass(gate);
    const passage = await lay(gate);
    expect(passage.verdict.outcome).to.equal('admit');
    expect(asked).to.deep.equal([verification.person!.passId]);
  });

  for (const [what, said] of [
    ['another person', false],
    ['nobody can say whom', null],
  ] as const)
    it(`sends to a guard whose document is of ${what}`, async () => {
      const gate = await checkpoint();
      await showPass(gate);
      same = said;
      const passage = await lay(gate);
      expect([passage.verdict.outcome, rules(passage)]).to.deep.equal(['attend', ['identity.mismatch']]);
    });

  it('decides on a document by itself where no pass was shown, or too long ago', async () => {
    const gate = await checkpoint();
    expect((await lay(gate)).verdict.outcome).to.equal('admit');
    await showPass(gate);
    same = false;
    expect((await lay(gate, noon + 30 * second)).verdict.outcome).to.equal('admit');
    expect(asked).to.deep.equal([null, null]);
  });

  it('asks for none where the policy does not', async () => {
    const gate = await checkpoint({});
    expect((await showPass(gate)).verdict.outcome).to.equal('admit');
    same = false;
    expect((await lay(gate)).verdict.outcome).to.equal('admit');
    expect(asked).to.deep.equal([null]);
  });
});
