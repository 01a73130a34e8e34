import { expect } from '@open-wc/testing';
import type { Luma } from '../../../src/camera/qr/luma.ts';
import { QrDecoder } from '../../../src/camera/qr/qr-decoder.ts';
import { selfTestText } from '../../../src/camera/qr/self-test-picture.ts';

const frame: Luma = { data: new Uint8Array(1), width: 1, height: 1 };

/** Decoders that write down how they were asked, and answer by `answers`. */
function engines(answers: Record<string, string | undefined> = {}) {
  const log: string[] = [];
  const asked = (name: string) => {
    log.push(name);
    const text = answers[name];
    return text === undefined ? [] : text.split(',').map((one) => ({ text: one, inFrame: true }));
  };
  return {
    log,
    answers,
    cpp: { read: (_: Luma, effort: string) => asked(effort) },
    js: { read: (_: Luma, factor: number) => asked(`js 1/${factor}`) },
  };
}

describe('QrDecoder', () => {
  it('takes a quick look at each frame, and a second one of another kind at every third in vain', () => {
    const { cpp, js, log } = engines();
    const decoder = new QrDecoder(cpp, js);
    for (let i = 0; i < 18; i++) expect(decoder.decode(frame)).to.deep.equal([]);
    // The second look at a picture that was made easier is a quick one.
    const round = (js: string): string[] =>
      ['thorough', 'quick', js, 'quick', 'quick', 'quick'].flatMap((second) => [...quicks, second]);
    const quicks = ['quick', 'quick', 'quick'];
    expect(log).to.deep.equal(round('js 1/2'));
    for (let i = 0; i < 18; i++) decoder.decode(frame);
    expect(log.slice(24)).to.deep.equal(round('js 1/4'));
  });

  it('stays with quick looks while they find something', () => {
    const { cpp, js, log } = engines({ quick: 'a' });
    const decoder = new QrDecoder(cpp, js);
    for (let i = 0; i < 9; i++)
      expect(decoder.decode(frame)).to.deep.equal([{ text: 'a', inFrame: true, decoder: 'zxing-cpp' }]);
    expect(new Set(log)).to.deep.equal(new Set(['quick']));
  });

  it('counts the frames in vain anew after each text', () => {
    const { cpp, js, log, answers } = engines();
    const decoder = new QrDecoder(cpp, js);
    for (const text of [undefined, undefined, 'a', undefined, undefined, 'a', undefined, undefined]) {
      answers['quick'] = text;
      decoder.decode(frame);
    }
    expect(log).not.to.include('thorough');
    answers['quick'] = undefined;
    decoder.decode(frame);
    expect(log.at(-1)).to.equal('thorough');
  });

  const finders: [answers: Record<string, string>, decoder: string][] = [
    [{ quick: 'x', thorough: 'y' }, 'zxing-cpp'],
    [{ thorough: 'x', 'js 1/2': 'y' }, 'zxing-cpp-thorough'],
    [{ 'js 1/2': 'x' }, 'zxing-js'],
  ];
  for (const [answers, expected] of finders) {
    it(`names ${expected} as the finder`, () => {
      const { cpp, js } = engines(answers);
      const decoder = new QrDecoder(cpp, js);
      const found = Array.from({ length: 9 }, () => decoder.decode(frame)).find((each) => each.length > 0);
      expect(found?.[0]).to.deep.equal({ text: 'x', inFrame: true, decoder: expected });
    });
  }

  it('gives all that was read, and looks harder as if nothing was while it is not what is looked for', () => {
    const { cpp, js, log } = engines({
      quick: 'poster,poster 2',
      thorough: 'poster,pass',
      'js 1/2': 'pass,card',
    });
    const decoder = new QrDecoder(cpp, js);
    const found = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(() => decoder.decode(frame, true));
    const quick = ['poster', 'poster 2'].map((text) => ({ text, inFrame: true, decoder: 'zxing-cpp' }));
    const pass = { text: 'pass', inFrame: true, decoder: 'zxing-cpp-thorough' };
    const byJs = ['pass', 'card'].map((text) => ({ text, inFrame: true, decoder: 'zxing-js' }));
    const seconds = new Map([
      [3, [pass]],
      [9, byJs],
    ]);
    for (const [index, codes] of found.entries())
      expect(codes, `frame ${index + 1}`).to.deep.equal([...quick, ...(seconds.get(index + 1) ?? [])]);
    decoder.decode(frame, false);
    expect(log.at(-1)).to.equal('quick');
  });

  it('looks quickly alone while it may not look hard, and hard again when it may', () => {
    const { cpp, js, log } = engines();
    const decoder = new QrDecoder(cpp, js);
    for (let turn = 0; turn < 8; turn++) decoder.decode(frame, false, false);
    expect(new Set(log)).to.deep.equal(new Set(['quick']));
    for (let turn = 0; turn < 4; turn++) decoder.decode(frame, false, true);
    expect(log).to.contain('thorough');
  });

  it('takes an empty text for none', () => {
    const { cpp, js } = engines({ quick: '', thorough: '', 'js 1/2': '' });
    const decoder = new QrDecoder(cpp, js);
    for (let i = 0; i < 8; i++) expect(decoder.decode(frame)).to.deep.equal([]);
  });

  it('reads every frame with the JavaScript decoder where there is no WebAssembly', () => {
    const { js, log, answers } = engines();
    const decoder = new QrDecoder(undefined, js);
    expect(decoder.engine).to.equal('zxing-js');
    for (let i = 0; i < 4; i++) decoder.decode(frame);
    expect(log).to.deep.equal(['js 1/2', 'js 1/4', 'js 1/1', 'js 1/2']);
    answers['js 1/4'] = 'found';
    expect(decoder.decode(frame)).to.deep.equal([{ text: 'found', inFrame: true, decoder: 'zxing-js' }]);
  });

  it('goes on with the other decoder when the first one breaks, and says so', () => {
    const { js, answers } = engines();
    let calls = 0;
    const cpp = {
      read: () => {
        calls++;
        throw new WebAssembly.RuntimeError('unreachable');
      },
    };
    const decoder = new QrDecoder(cpp, js);
    expect(decoder.problem).to.equal(undefined);
    for (let i = 0; i < 5; i++) expect(decoder.decode(frame)).to.deep.equal([]);
    expect(calls).to.equal(1);
    expect(decoder.engine).to.equal('zxing-js');
    expect(decoder.problem).to.contain('unreachable');
    answers['js 1/2'] = answers['js 1/4'] = answers['js 1/1'] = 'still read';
    expect(decoder.decode(frame)[0]?.text).to.equal('still read');
  });

  it('passes its self-test, and does not let it count as a frame', () => {
    const { cpp, js, log } = engines({ quick: selfTestText });
    const decoder = new QrDecoder(cpp, js);
    decoder.selfTest();
    expect(decoder.engine).to.equal('zxing-cpp');
    expect(log).to.deep.equal(['quick']);
  });

  for (const [name, wrong] of [
    ['nothing', undefined],
    ['something else', 'SELF TOAST'],
  ]) {
    it(`does without a decoder that reads ${name} in the test picture`, () => {
      const { cpp, js } = engines({ quick: wrong, 'js 1/1': selfTestText });
      const decoder = new QrDecoder(cpp, js);
      decoder.selfTest();
      expect(decoder.engine).to.equal('zxing-js');
      expect(decoder.problem).to.contain('test picture');
    });
  }

  it('fails its self-test when no decoder reads the picture', () => {
    const { cpp, js } = engines();
    expect(() => new QrDecoder(cpp, js).selfTest()).to.throw('No QR decoder');
    expect(() => new QrDecoder(undefined, js).selfTest()).to.throw('No QR decoder');
  });
});
