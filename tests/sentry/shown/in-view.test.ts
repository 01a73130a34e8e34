import { expect } from '@open-wc/testing';
import type { FoundCode } from '../../../src/camera/qr/found-code.ts';
import { PresentationGate } from '../../../src/camera/presentation-gate.ts';
import { QrDecoder } from '../../../src/camera/qr/qr-decoder.ts';
import { ZxingCpp } from '../../../src/camera/qr/zxing-cpp.ts';
import { ZxingJs } from '../../../src/camera/qr/zxing-js.ts';
import type { Passage } from '../../../src/sentry/stop/checkpoint.ts';
import { Gate } from '../../../src/sentry/stop/gate.ts';
import { InView, isCredential, sameHolder } from '../../../src/sentry/shown/in-view.ts';
import { drawCode, picture, type Canvas2d, type Placement } from '../../camera/qr/qr-picture.ts';
import { noon, second, shown, testDistrict } from '../../support/district.ts';

const at = (text: string, inFrame = false): FoundCode => ({ text, inFrame });
const poster = (number: number): string => `https://site.example/s/#AQ${number}`;
const hcert = 'HC1:6BF';
const card = 'shc:/5676';
const split = ['shc:/1/3/5676', 'shc:/2/3/2909', 'shc:/3/3/0605'];

let anna: string;
let annaLater: string;
let ben: string;
before(async () => {
  const district = await testDistrict();
  const [one, other] = await Promise.all([district.person(), district.person()]);
  [anna, annaLater, ben] = await Promise.all([shown(one), shown(one, noon + 15 * second), shown(other)]);
});

describe('what is chosen among the codes in view', () => {
  const choose = (...codes: FoundCode[]) => new InView().choose(codes, 0);

  it('is nothing where there is none', () => {
    expect(choose()).to.deep.equal({ what: 'nothing' });
  });

  it('is a pass before any other code, wherever they are', () => {
    const posters = [1, 2, 3, 4, 5].map((number) => at(poster(number), true));
    for (const inFrame of [true, false]) {
      expect(choose(...posters, at(anna, inFrame))).to.deep.equal({ what: 'credential', texts: [anna] });
      expect(choose(at(hcert, inFrame), ...posters)).to.deep.equal({ what: 'credential', texts: [hcert] });
    }
  });

  it('of strangers is the one held in the frame', () => {
    expect(choose(at(poster(1)), at(poster(2), true))).to.deep.equal({ what: 'stranger', text: poster(2) });
    expect(choose(at(poster(1)), at(poster(2)))).to.deep.equal({ what: 'stranger', text: poster(1) });
  });

  it('is neither of two passes, also where one is held in the frame', () => {
    for (const [a, b] of [
      [false, false],
      [true, false],
      [true, true],
    ]) {
      expect(choose(at(anna, a), at(ben, b)).what).to.equal('several');
      expect(choose(at(poster(1), true), at(anna, a), at(hcert), at(ben, b)).what).to.equal('several');
    }
  });

  it('is one pass where two codes of one phone are seen', () => {
    expect(choose(at(anna), at(annaLater))).to.deep.equal({ what: 'credential', texts: [anna, annaLater] });
  });

  it('of credentials of which one is no pass is the one in the frame, and none where both or neither is', () => {
    const pairs: [string, string][] = [
      [anna, hcert],
      [anna, card],
      [hcert, card],
    ];
    for (const [a, b] of pairs) {
      expect(choose(at(a, true), at(b))).to.deep.equal({ what: 'credential', texts: [a] });
      expect(choose(at(a), at(b, true))).to.deep.equal({ what: 'credential', texts: [b] });
      expect(choose(at(a), at(b)).what).to.equal('several');
      expect(choose(at(a, true), at(b, true)).what).to.equal('several');
    }
  });

  it('is every code of a split card at once; parts that cannot be of one card are of several', () => {
    expect(choose(...split.map((text) => at(text)))).to.deep.equal({ what: 'credential', texts: split });
    expect(choose(at('shc:/1/2/5676'), at('shc:/1/2/2909')).what).to.equal('several');
    expect(choose(at('shc:/1/2/5676'), at('shc:/1/3/5676')).what).to.equal('several');
  });

  it('takes no pass a moment after another: a slow decoder reads now the one and now the other of two', () => {
    const inView = new InView();
    expect(inView.choose([at(anna)], 0).what).to.equal('credential');
    expect(inView.choose([at(ben)], 33).what).to.equal('wait');
    expect(inView.choose([at(anna)], 66).what).to.equal('wait');
    expect(inView.choose([at(ben)], 99).what).to.equal('wait');
    expect(inView.choose([at(ben)], 466)).to.deep.equal({ what: 'credential', texts: [ben] });
    // A phone's next code is no other pass.
    expect(new InView().choose([at(anna)], 0).what).to.equal('credential');
    const oneHolder = new InView();
    oneHolder.choose([at(anna)], 0);
    expect(oneHolder.choose([at(annaLater)], 33)).to.deep.equal({ what: 'credential', texts: [annaLater] });
  });

  it('waits while one of two passes is blurred for a moment, and goes on once it has gone', () => {
    const inView = new InView();
    expect(inView.choose([at(anna), at(ben)], 0).what).to.equal('several');
    expect(inView.choose([at(anna)], 33).what).to.equal('wait');
    expect(inView.choose([at(ben)], 66).what).to.equal('wait');
    expect(inView.choose([at(anna)], 399).what).to.equal('wait');
    expect(inView.choose([at(anna)], 500)).to.deep.equal({ what: 'credential', texts: [anna] });
  });
});

/** A gate with a log of what it did, and a verdict at once. */
function testGate(): { gate: Gate; log: string[]; presented: string[][] } {
  const log: string[] = [];
  const presented: string[][] = [];
  const gate = new Gate({
    checkpoint: {
      pass: async (presentation) => {
        if (presentation.kind === 'qr')
          presented.push([presentation.text, ...(presentation.otherCodes ?? [])]);
        return { verdict: { outcome: 'admit', reasons: [], policyVersion: 1 } } as unknown as Passage;
      },
      again: async (passage) => passage,
    },
    presentations: new PresentationGate({ sameHolder }),
    now: () => noon,
    say: (key) => log.push(key),
    alarm: () => log.push('alarm'),
    onStored: () => undefined,
  });
  gate.on('stranger', () => log.push('stranger'));
  gate.on('several', () => log.push('several'));
  gate.on('progress', ({ have, total }) => log.push(`${have} of ${total}`));
  return { gate, log, presented };
}

describe('a gate that sees several codes', () => {
  it('takes neither of two passes, says so once, and takes the one that stays', async () => {
    const { gate, log, presented } = testGate();
    for (let time = 0; time < 1000; time += 33) await gate.offer([at(anna, true), at(ben)], time);
    expect(presented).to.deep.equal([]);
    expect(log.filter((one) => one === 'one-at-a-time')).to.have.length(1);
    expect(log).to.include('several');
    for (let time = 1000; time < 2000; time += 33) await gate.offer([at(ben, true)], time);
    expect(presented).to.deep.equal([[ben]]);
  });

  it('takes no second pass beside one that it has decided on', async () => {
    const { gate, log, presented } = testGate();
    await gate.offer([at(anna, true)], 0);
    for (let time = 33; time < 5000; time += 33) await gate.offer([at(anna), at(ben, true)], time);
    expect(presented).to.deep.equal([[anna]]);
    expect(log.filter((one) => one === 'one-at-a-time')).to.have.length(1);
    // The first stayed in sight: it is not a new presentation when the second has gone.
    for (let time = 5000; time < 7000; time += 33) await gate.offer([at(annaLater)], time);
    expect(presented).to.deep.equal([[anna]]);
  });

  it('hints at a poster once, and not again after each person', async () => {
    const { gate, log } = testGate();
    for (let time = 0; time < 9000; time += 33)
      await gate.offer([at(poster(1)), ...(time > 1000 && time < 6000 ? [at(anna, true)] : [])], time);
    expect(log.filter((one) => one === 'stranger')).to.have.length(1);
  });

  it('takes all codes of a split card in view at once, and those that come later one by one', async () => {
    const all = testGate();
    await all.gate.offer(
      split.map((text) => at(text)),
      0,
    );
    expect(all.presented).to.deep.equal([split]);
    const later = testGate();
    await later.gate.offer([at(split[0]!), at(split[2]!)], 0);
    expect(later.log).to.deep.equal(['2 of 3', 'show-others']);
    await later.gate.offer([at(split[1]!, true), at(split[2]!)], 500);
    expect(later.presented).to.have.length(1);
    expect(later.presented[0]!.toSorted()).to.deep.equal(split);
  });
});

describe('from the picture to the gate', () => {
  let cpp: ZxingCpp;
  before(async () => {
    cpp = await ZxingCpp.load();
  });

  const small: Placement = { modulePixels: 4 };
  const scenes: [what: string, draw: (c: Canvas2d) => void, presented: () => string[][]][] = [
    [
      'four posters above a pass',
      (c) => {
        for (let n = 0; n < 4; n++) drawCode(c, poster(n), { left: n * 320, top: 0, modulePixels: 6 });
        drawCode(c, anna, { ...small, left: 460, top: 300 });
      },
      () => [[anna]],
    ],
    [
      'a larger advert beside a pass',
      (c) => {
        drawCode(c, poster(1), { left: 560, top: 20, modulePixels: 18 });
        drawCode(c, anna, { ...small, left: 30, top: 200 });
      },
      () => [[anna]],
    ],
    [
      'two passes',
      (c) => {
        drawCode(c, anna, { ...small, left: 440, top: 150, modulePixels: 5 });
        drawCode(c, ben, { ...small, left: 900, top: 250 });
      },
      () => [],
    ],
    [
      'the three codes of a card on one sheet',
      (c) => split.forEach((text, n) => drawCode(c, text, { left: 60 + n * 400, top: 200, modulePixels: 8 })),
      () => [split],
    ],
  ];
  for (const [what, draw, expected] of scenes) {
    for (const engine of ['zxing-cpp', 'zxing-js'] as const) {
      it(`${what}, with ${engine}`, async () => {
        const decoder = new QrDecoder(engine === 'zxing-cpp' ? cpp : undefined, new ZxingJs());
        const luma = picture(draw);
        const { gate, presented, log } = testGate();
        let wanting = false;
        for (let frame = 0; frame < 30; frame++) {
          const codes = decoder.decode(luma, wanting);
          wanting = codes.length > 0 && !codes.some(({ text }) => isCredential(text));
          await gate.offer(codes, frame * 33);
        }
        // Of two passes the slower decoder may read one alone, or neither: never is the second taken beside it, and nothing is said.
        if (engine === 'zxing-js' && expected().length === 0) expect(presented.length).to.be.at.most(1);
        else expect(presented.map((texts) => texts.toSorted())).to.deep.equal(expected());
        if (engine === 'zxing-cpp') expect(log.includes('one-at-a-time')).to.equal(expected().length === 0);
      });
    }
  }
});
