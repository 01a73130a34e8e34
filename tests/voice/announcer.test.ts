import { expect } from '@open-wc/testing';
import { Announcer, type AudioState } from '../../src/voice/announcer.ts';
import type { ClipProblem } from '../../src/voice/clip-library.ts';
import { voiceKeys } from '../../src/domain/policy/voice-key.ts';
import { beepTone } from '../../src/voice/tones.ts';
import { loudest, rms, strengthOf, toneFile } from './sound.ts';
import { waitUntil } from '../support/wait-until.ts';

const baseUrl = '/public/voice/';
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function heard(announcer: Announcer): { level: number; strength: (hertz: number) => number } {
  announcer.analyser.fftSize = 8192;
  const samples = new Float32Array(8192);
  announcer.analyser.getFloatTimeDomainData(samples);
  return {
    level: rms(samples),
    strength: (hertz) => strengthOf(hertz, samples, announcer.context.sampleRate),
  };
}

/** Clips that are tones: `admit` 300 Hz, everything else 500 Hz, two seconds each. */
const toneClips = async (url: string) => toneFile(url.includes('/admit.') ? 300 : 500, 2);

describe('Announcer', () => {
  let announcer: Announcer;
  afterEach(() => announcer.close());

  it('loads every clip of both languages and speaks each of them', async () => {
    announcer = new Announcer({ baseUrl });
    expect(await announcer.load()).to.deep.equal([]);
    for (const key of voiceKeys) {
      const said = await announcer.say(key, 'zh-CN');
      expect(said.complete, key).to.equal(true);
    }
    await announcer.say('sound-test', 'en');
    expect(await loudest(announcer.analyser, 500)).to.be.above(0.05);
  });

  it('tells when playback started, on the clock of performance.now()', async () => {
    announcer = new Announcer({ fetchClip: toneClips });
    await announcer.load();
    const started: { what: string; at: number }[] = [];
    announcer.on('started', (event) => started.push(event));
    await announcer.resume();
    const before = performance.now();
    const said = await announcer.say('admit', 'en');
    const alarm = await announcer.alarm();
    const after = performance.now();
    expect(said.startedAt).to.be.within(before, after);
    expect(alarm.startedAt).to.be.within(said.startedAt!, after);
    expect(started).to.deep.equal([
      { what: 'admit', at: said.startedAt },
      { what: 'alarm', at: alarm.startedAt },
    ]);
  });

  it('interrupts what it was saying', async () => {
    announcer = new Announcer({ fetchClip: toneClips });
    await announcer.load();
    await announcer.say('admit', 'en');
    await pause(300);
    expect(heard(announcer).strength(300)).to.be.above(0.3);
    await announcer.say('refuse', 'en');
    await pause(300);
    expect(heard(announcer).strength(300)).to.be.below(0.02);
    expect(heard(announcer).strength(500)).to.be.above(0.3);
  });

  it('speaks only the last of several phrases asked for in one breath', async () => {
    announcer = new Announcer({ fetchClip: toneClips });
    await announcer.load();
    const [first, last] = await Promise.all([announcer.say('admit', 'en'), announcer.say('refuse', 'en')]);
    await pause(300);
    expect(heard(announcer).strength(300)).to.be.below(0.02);
    expect(heard(announcer).strength(500)).to.be.above(0.3);
    expect(last.complete).to.equal(true);
    expect(first.startedAt === null || first.startedAt <= last.startedAt!).to.equal(true);
  });

  it('speaks only the last of several phrases that waited for the sound to be let out', async () => {
    announcer = new Announcer({ fetchClip: toneClips });
    await announcer.load();
    await announcer.resume();
    await announcer.context.suspend();
    const [first, last] = await Promise.all([announcer.say('admit', 'en'), announcer.say('refuse', 'en')]);
    expect(first).to.deep.equal({ startedAt: null, complete: false });
    expect(last.complete).to.equal(true);
    await pause(300);
    expect(heard(announcer).strength(300)).to.be.below(0.02);
    expect(heard(announcer).strength(500)).to.be.above(0.3);
  });

  it('speaks two languages one after the other', async () => {
    announcer = new Announcer({
      fetchClip: async (url) => toneFile(url.includes('/zh-CN/') ? 300 : 500, 0.6),
    });
    await announcer.load();
    await announcer.say('admit', ['zh-CN', 'en']);
    await pause(350);
    expect(heard(announcer).strength(300)).to.be.above(0.3);
    expect(heard(announcer).strength(500)).to.be.below(0.05);
    await pause(600);
    expect(heard(announcer).strength(500)).to.be.above(0.3);
    expect(heard(announcer).strength(300)).to.be.below(0.05);
  });

  it('sounds the siren loudly, through the master gain', async () => {
    announcer = new Announcer({ fetchClip: toneClips });
    await announcer.alarm();
    expect(await loudest(announcer.analyser, 600)).to.be.above(0.3);
    announcer.masterGain.gain.value = 0;
    await pause(200);
    expect(await loudest(announcer.analyser, 200)).to.be.below(0.001);
  });

  it('lets the siren go on beneath the words, but lower', async () => {
    announcer = new Announcer({ fetchClip: toneClips });
    await announcer.load();
    await announcer.alarm();
    await announcer.say('admit', 'en');
    await pause(350);
    const { strength } = heard(announcer);
    expect(strength(300), 'the words').to.be.above(0.3);
    const siren = Math.max(strength(660), strength(990));
    expect(siren, 'the siren').to.be.within(0.03, 0.25);
  });

  it('falls silent at once', async () => {
    announcer = new Announcer({ fetchClip: toneClips });
    await announcer.load();
    await announcer.alarm();
    await announcer.say('admit', 'en');
    await pause(200);
    announcer.silence();
    await pause(300);
    expect(heard(announcer).level).to.be.below(0.001);
  });

  it('sounds a tone in place of a missing clip, reports it, and speaks the clip once it can be loaded', async () => {
    let broken = true;
    announcer = new Announcer({
      languages: ['en'],
      fetchClip: async (url) => {
        if (broken && url.includes('/refuse.')) throw new Error('disk error');
        return toneFile(300, 1);
      },
    });
    const problems: ClipProblem[] = [];
    announcer.on('problem', (problem) => problems.push(problem));
    const failed = await announcer.load();
    expect(failed.map(({ key, language }) => [key, language])).to.deep.equal([['refuse', 'en']]);
    expect(failed[0]!.message).to.contain('/voice/en/refuse.ogg').and.contain('disk error');
    expect(problems).to.have.length(1);

    const said = await announcer.say('refuse', 'en');
    expect(said.complete).to.equal(false);
    expect(said.startedAt).to.be.a('number');
    expect(problems).to.have.length(2);
    await pause(200);
    expect(heard(announcer).strength(beepTone.hertz)).to.be.above(0.2);
    await announcer.alarm();
    expect(await loudest(announcer.analyser, 300)).to.be.above(0.3);

    broken = false;
    expect(await announcer.load()).to.deep.equal([]);
    expect((await announcer.say('refuse', 'en')).complete).to.equal(true);
  });

  it('reports clips that the server does not have', async () => {
    announcer = new Announcer({ languages: ['en'], baseUrl: '/no-such-folder/' });
    const missing = await announcer.load();
    expect(missing).to.have.length(voiceKeys.length);
    expect(missing[0]!.message).to.contain('/no-such-folder/en/admit.ogg').and.contain('404');
  });

  it('reports clips in whose place a server answered with a page', async () => {
    announcer = new Announcer({
      languages: ['en'],
      fetchClip: async () => new TextEncoder().encode('<!doctype html>').buffer as ArrayBuffer,
    });
    expect(await announcer.load()).to.have.length(voiceKeys.length);
  });

  it('says nothing while audio is suspended, keeps nothing for later, and tells its state', async () => {
    const context = new AudioContext();
    announcer = new Announcer({ context, fetchClip: toneClips });
    await announcer.load();
    await announcer.resume();
    const states: AudioState[] = [];
    announcer.on('state', (state) => states.push(state));
    await context.suspend();
    // What a browser that waits for a tap does: resume() is neither resolved nor refused.
    const resume = context.resume.bind(context);
    context.resume = () => new Promise(() => {});
    expect(announcer.state).to.equal('suspended');
    expect(await announcer.say('admit', 'en')).to.deep.equal({ startedAt: null, complete: false });
    expect(await announcer.alarm()).to.deep.equal({ startedAt: null, complete: false });
    expect(await announcer.resume()).to.equal(false);

    context.resume = resume;
    expect(await announcer.resume()).to.equal(true);
    await waitUntil(() => states.length === 2);
    expect(states).to.deep.equal(['suspended', 'running']);
    expect(await loudest(announcer.analyser, 300), 'a stale phrase').to.be.below(0.001);
    expect((await announcer.say('admit', 'en')).complete).to.equal(true);
  });

  it('stays quiet, without an error, after it was closed', async () => {
    announcer = new Announcer({ fetchClip: toneClips });
    await announcer.load();
    await announcer.close();
    expect(announcer.state).to.equal('closed');
    expect(await announcer.say('admit', 'en')).to.deep.equal({ startedAt: null, complete: false });
    expect(await announcer.alarm()).to.deep.equal({ startedAt: null, complete: false });
    announcer.silence();
    await announcer.close();
  });
});
