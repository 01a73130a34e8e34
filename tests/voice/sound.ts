/** Loudness of samples between -1 and 1: the root of their mean square. */
export function rms(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
}

/** How much of a pitch is in the samples, 0..1 (Goertzel's algorithm, normalised by length). */
export function strengthOf(hertz: number, samples: Float32Array, sampleRate: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate);
  let last = 0;
  let beforeLast = 0;
  for (const sample of samples) {
    const now = sample + coefficient * last - beforeLast;
    beforeLast = last;
    last = now;
  }
  const power = last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
  return (2 * Math.sqrt(Math.max(power, 0))) / samples.length;
}

/** The loudest moment that an analyser sees within `forMs`. */
export async function loudest(analyser: AnalyserNode, forMs: number): Promise<number> {
  const samples = new Float32Array(analyser.fftSize);
  const until = performance.now() + forMs;
  let peak = 0;
  while (performance.now() < until) {
    analyser.getFloatTimeDomainData(samples);
    peak = Math.max(peak, rms(samples));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return peak;
}

/** A WAV file of one tone: a clip for tests, whose pitch tells which clip sounds. */
export function toneFile(hertz: number, seconds: number, sampleRate = 48_000): ArrayBuffer {
  const count = Math.round(seconds * sampleRate);
  const view = new DataView(new ArrayBuffer(44 + count * 2));
  const ascii = (at: number, text: string) =>
    [...text].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
  ascii(0, 'RIFF');
  view.setUint32(4, 36 + count * 2, true);
  ascii(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  ascii(36, 'data');
  view.setUint32(40, count * 2, true);
  for (let i = 0; i < count; i++) {
    view.setInt16(44 + i * 2, 16_000 * Math.sin((2 * Math.PI * hertz * i) / sampleRate), true);
  }
  return view.buffer;
}
