import { expect } from '@open-wc/testing';
import {
  beepTone,
  scheduleBeep,
  scheduleSiren,
  sirenSeconds,
  sirenTones,
  sirenToneSeconds,
} from '../../src/voice/tones.ts';
import { rms, strengthOf } from './sound.ts';

const sampleRate = 48_000;

async function render(seconds: number, draw: (context: OfflineAudioContext) => void): Promise<Float32Array> {
  const context = new OfflineAudioContext(1, seconds * sampleRate, sampleRate);
  draw(context);
  return (await context.startRendering()).getChannelData(0);
}

function part(samples: Float32Array, from: number, to: number): Float32Array {
  return samples.subarray(Math.round(from * sampleRate), Math.round(to * sampleRate));
}

describe('the siren', () => {
  let samples: Float32Array;
  before(async () => {
    samples = await render(2, (context) => scheduleSiren(context, context.destination, 0));
  });

  it('sounds loud for its whole length and is silent after it', () => {
    expect(rms(part(samples, 0, sirenSeconds))).to.be.within(0.35, 0.5);
    expect(rms(part(samples, sirenSeconds + 0.01, 2))).to.equal(0);
  });

  it('never clips', () => {
    expect(Math.max(...samples.map(Math.abs))).to.be.below(1);
  });

  for (let step = 0; step < sirenSeconds / sirenToneSeconds - 0.5; step++) {
    const [heard, other] = step % 2 ? [sirenTones.low, sirenTones.high] : [sirenTones.high, sirenTones.low];
    it(`plays ${heard} Hz in its step ${step + 1}`, () => {
      const from = step * sirenToneSeconds;
      const slice = part(samples, from + 0.02, from + sirenToneSeconds - 0.02);
      expect(strengthOf(heard, slice, sampleRate)).to.be.above(0.4);
      expect(strengthOf(other, slice, sampleRate)).to.be.below(0.05);
    });
  }

  it('starts when it is told to', async () => {
    const later = await render(1, (context) => scheduleSiren(context, context.destination, 0.5));
    expect(rms(part(later, 0, 0.499))).to.equal(0);
    expect(rms(part(later, 0.5, 1))).to.be.above(0.3);
  });

  it('falls silent when it is stopped', async () => {
    const stopped = await render(1, (context) => scheduleSiren(context, context.destination, 0).stop());
    expect(rms(stopped)).to.equal(0);
  });
});

describe('the beep', () => {
  it('is one short tone', async () => {
    const samples = await render(1, (context) => scheduleBeep(context, context.destination, 0));
    expect(strengthOf(beepTone.hertz, part(samples, 0, beepTone.seconds), sampleRate)).to.be.above(0.4);
    expect(rms(part(samples, beepTone.seconds + 0.01, 1))).to.equal(0);
  });
});
