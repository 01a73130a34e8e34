import { expect } from '@open-wc/testing';
import type { FoundCode } from '../../../src/camera/qr/found-code.ts';
import type { Verdict } from '../../../src/domain/policy/policy.ts';
import type { ShownCode } from '../../../src/domain/credential/verification.ts';
import type { Passage } from '../../../src/sentry/stop/checkpoint.ts';
import { Gate } from '../../../src/sentry/stop/gate.ts';
import { sameHolder } from '../../../src/sentry/shown/in-view.ts';
import { noon, second, shown, testDistrict } from '../../support/district.ts';

const admitted: Verdict = { outcome: 'admit', reasons: [], policyVersion: 1 };
const refused: Verdict = {
  outcome: 'refuse',
  reasons: [
    {
      rule: 'status.red',
      severity: 'refuse',
      cause: 'not-met',
      voice: 'status-red',
      texts: { 'zh-CN': '红码', en: 'red' },
    },
    {
      rule: 'result.age',
      severity: 'attend',
      cause: 'unknown',
      voice: 'result-missing',
      texts: { 'zh-CN': '无', en: 'none' },
    },
  ],
  policyVersion: 1,
};

/** What a camera read in one picture; the first lies in the frame. */
const inView = (...texts: string[]): FoundCode[] =>
  texts.map((text, index) => ({ text, inFrame: index === 0 }));

/** What the gate did, in order. */
let log: string[];
let presented: ShownCode[];
let remeasured: Passage[];
let outcome: () => Promise<Verdict>;
let isNew: (text: string) => boolean;

const passageOf = (verdict: Verdict): Passage => ({ verdict }) as Passage;

function testGate(isDiscreet?: (passage: Passage) => boolean): Gate {
  const gate = new Gate({
    checkpoint: {
      pass: async (presentation) => {
        if (presentation.kind === 'qr') presented.push(presentation);
        else log.push(presentation.kind);
        return passageOf(await outcome());
      },
      again: async (passage) => {
        remeasured.push(passage);
        return passageOf(await outcome());
      },
    },
    presentations: { offer: (text) => isNew(text), goesOn: () => false },
    now: () => noon,
    say: (key) => log.push(`say ${key}`),
    alarm: () => log.push('alarm'),
    onStored: () => log.push('stored'),
    ...(isDiscreet && { isDiscreet }),
  });
  gate.on('checking', () => log.push('checking'));
  gate.on('passage', ({ verdict }) => log.push(`show ${verdict.outcome}`));
  gate.on('stranger', () => log.push('stranger'));
  gate.on('storageFault', (fault) => log.push(`fault ${fault.message}`));
  return gate;
}

describe('Gate', () => {
  beforeEach(() => {
    [log, presented, remeasured] = [[], [], []];
    outcome = async () => admitted;
    isNew = () => true;
  });

  it('checks a code, shows the verdict, sends the scan on its way and says it', async () => {
    await testGate().offer(inView('H1:ABC'), 17);
    expect(log).to.deep.equal(['checking', 'show admit', 'stored', 'say admit']);
    expect(presented, 'dated by the device’s clock, not the camera’s').to.deep.equal([
      { kind: 'qr', text: 'H1:ABC', at: noon },
    ]);
  });

  it('sounds the alarm before it says the worst reason', async () => {
    outcome = async () => refused;
    await testGate().offer(inView('H1:ABC'), 0);
    expect(log).to.deep.equal(['checking', 'show refuse', 'stored', 'alarm', 'say status-red']);
  });

  it('does not say why where bystanders are not to hear it: the alarm at once, and that staff comes', async () => {
    outcome = async () => refused;
    const told: Passage[] = [];
    await testGate((passage) => told.push(passage) > 0).offer(inView('H1:ABC'), 0);
    expect(log).to.deep.equal(['checking', 'show refuse', 'stored', 'alarm', 'say attend']);
    expect(told.map(({ verdict }) => verdict.outcome)).to.deep.equal(['refuse']);
  });

  it('takes one stop at a time: what is read meanwhile is neither checked nor taken for seen', async () => {
    let release: () => void = () => undefined;
    outcome = () => new Promise((resolve) => (release = () => resolve(admitted)));
    const seen: string[] = [];
    isNew = (text) => (seen.push(text), true);
    const gate = testGate();
    const first = gate.offer(inView('H1:ONE'), 0);
    expect(gate.busy).to.equal(true);
    await gate.offer(inView('H1:TWO'), 1);
    await gate.measureAgain(passageOf(admitted));
    expect(presented.map(({ text }) => text)).to.deep.equal(['H1:ONE']);
    expect(remeasured).to.deep.equal([]);
    expect(seen, 'the second is still new when the camera reads it again').to.deep.equal(['H1:ONE']);
    release();
    await first;
    expect(gate.busy).to.equal(false);
    outcome = async () => admitted;
    await gate.offer(inView('H1:TWO'), 500);
    expect(presented.map(({ text }) => text)).to.deep.equal(['H1:ONE', 'H1:TWO']);
  });

  it('does nothing with a code that goes on being held before the camera', async () => {
    isNew = () => false;
    await testGate().offer(inView('H1:ABC'), 0);
    await testGate().offer(inView('https://code.example/'), 0);
    expect(log).to.deep.equal([]);
  });

  for (const text of ['https://code.example/s/#AQ', 'WIFI:S:guest;;', 'hc1:6BF', 'h1:abc', '']) {
    it(`only hints at "${text}": it is no pass, and no scan`, async () => {
      await testGate().offer(inView(text), 0);
      expect(log).to.deep.equal(['stranger', 'say code-unreadable']);
      expect(presented).to.deep.equal([]);
    });
  }

  it('checks foreign credentials as it does passes', async () => {
    await testGate().offer(inView('HC1:6BF'), 0);
    await testGate().offer(inView('shc:/5676'), 0);
    expect(presented.map(({ text }) => text)).to.deep.equal(['HC1:6BF', 'shc:/5676']);
    expect(log).to.not.include('stranger');
  });

  it('gathers the codes of a split card: one check, one scan, and the way there is shown', async () => {
    const gate = testGate();
    gate.on('progress', ({ have, total }) => log.push(`${have} of ${total}`));
    for (const text of ['shc:/1/3/5676', 'shc:/3/3/0605', 'shc:/2/3/2909']) await gate.offer(inView(text), 0);
    expect(log).to.deep.equal([
      '1 of 3',
      'say show-others',
      '2 of 3',
      'say show-others',
      'checking',
      'show admit',
      'stored',
      'say admit',
    ]);
    expect(presented).to.deep.equal([
      {
        kind: 'qr',
        text: 'shc:/1/3/5676',
        otherCodes: ['shc:/3/3/0605', 'shc:/2/3/2909'],
        at: noon,
      },
    ]);
  });

  it('alarms and shows no verdict when the scan cannot be stored, and takes the next person', async () => {
    outcome = () => Promise.reject(new Error('disk full'));
    const gate = testGate();
    await gate.offer(inView('H1:ONE'), 0);
    expect(log).to.deep.equal(['checking', 'alarm', 'fault disk full']);
    expect(gate.busy).to.equal(false);
    outcome = async () => admitted;
    await gate.offer(inView('H1:TWO'), 500);
    expect(log.slice(3)).to.deep.equal(['checking', 'show admit', 'stored', 'say admit']);
  });

  it('measures again when it is told to, as a stop of its own', async () => {
    const passage = passageOf(refused);
    await testGate().measureAgain(passage);
    expect(remeasured).to.deep.equal([passage]);
    expect(log).to.deep.equal(['checking', 'show admit', 'stored', 'say admit']);
  });

  it('does not call a stored scan lost because the loudspeaker fails', async () => {
    const gate = new Gate({
      checkpoint: { pass: async () => passageOf(admitted), again: async (passage) => passage },
      presentations: { offer: () => true, goesOn: () => false },
      now: () => noon,
      say: () => {
        throw new Error('no sound');
      },
      alarm: () => log.push('alarm'),
      onStored: () => log.push('stored'),
    });
    gate.on('storageFault', () => log.push('fault'));
    const fault = await gate.offer(inView('H1:ABC'), 0).catch((error: Error) => error);
    expect((fault as Error).message).to.equal('no sound');
    expect(log).to.deep.equal(['stored']);
    expect(gate.busy).to.equal(false);
  });
});

describe('sameHolder', () => {
  it('joins two codes of one pass, and neither two people nor what is no pass', async () => {
    const district = await testDistrict();
    const [one, other] = await Promise.all([district.person(), district.person()]);
    const first = await shown(one);
    const later = await shown(one, noon + 15 * second);
    expect(sameHolder(first, later)).to.equal(true);
    expect(sameHolder(first, await shown(other))).to.equal(false);
    expect(sameHolder(first, 'H1:')).to.equal(false);
    expect(sameHolder('H1:', 'H1:')).to.equal(false);
  });
});
