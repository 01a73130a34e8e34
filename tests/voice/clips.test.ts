import { expect } from '@open-wc/testing';
import { voiceKeys } from '../../src/domain/policy/voice-key.ts';
import { voiceLanguages } from '../../src/voice/voice-language.ts';

describe('the committed voice clips', () => {
  const context = new OfflineAudioContext(1, 1, 48_000);
  let total = 0;

  for (const language of voiceLanguages) {
    for (const key of voiceKeys) {
      it(`has ${language}/${key}: mono, audible from the first tenth of a second, of a sentence's length`, async () => {
        const response = await fetch(`/public/voice/${language}/${key}.ogg`);
        expect(response.status).to.equal(200);
        const bytes = await response.arrayBuffer();
        total += bytes.byteLength;
        const clip = await context.decodeAudioData(bytes);
        expect(clip.numberOfChannels).to.equal(1);
        expect(clip.duration).to.be.within(0.6, 5);
        const samples = clip.getChannelData(0);
        const rms = Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
        expect(rms, 'loudness').to.be.within(0.05, 0.4);
        const firstAudible = samples.findIndex((value) => Math.abs(value) > 0.02);
        expect(firstAudible / clip.sampleRate, 'silence before the words').to.be.within(0, 0.1);
      });
    }
  }

  it('keeps all clips together under 500 kB', () => {
    expect(total).to.be.within(1, 500_000);
  });
});
