/**
 * Sounds that need no file: when a clip is missing or unreadable, a person at the gate still hears something.
 * They are drawn on any BaseAudioContext, so a test can render them without a sound card.
 */

/** A sound that was scheduled. Times are seconds on the context's own clock. */
export interface ScheduledTone {
  readonly endsAt: number;
  /** Silences it now; harmless after its end. */
  stop(): void;
  /** Called once, when it has ended or was stopped. */
  onEnded?: () => void;
}

/** The siren's two tones in Hz: a fifth apart, within what small loudspeakers play and ageing ears hear. */
export const sirenTones = { low: 660, high: 990 } as const;
/** How long the siren sounds, and how long each of its tones, in seconds. */
export const sirenSeconds = 1.2;
export const sirenToneSeconds = 0.2;

/** The short tone that stands in for a missing clip. */
export const beepTone = { hertz: 880, seconds: 0.25 } as const;

/** Schedules `pitches` one after the other, `each` seconds long, with edges soft enough not to click. */
function schedule(
  context: BaseAudioContext,
  destination: AudioNode,
  shape: { type: OscillatorType; peak: number; pitches: readonly number[]; each: number; at: number },
): ScheduledTone {
  const { type, peak, pitches, each, at } = shape;
  const endsAt = at + each * pitches.length;
  const oscillator = context.createOscillator();
  const envelope = context.createGain();
  oscillator.type = type;
  pitches.forEach((pitch, index) => oscillator.frequency.setValueAtTime(pitch, at + index * each));
  envelope.gain.setValueAtTime(0, at);
  envelope.gain.linearRampToValueAtTime(peak, at + 0.01);
  envelope.gain.setValueAtTime(peak, endsAt - 0.02);
  envelope.gain.linearRampToValueAtTime(0, endsAt);
  oscillator.connect(envelope).connect(destination);
  oscillator.start(at);
  oscillator.stop(endsAt);
  const tone: ScheduledTone = {
    endsAt,
    stop: () => oscillator.stop(),
  };
  oscillator.addEventListener('ended', () => {
    envelope.disconnect();
    tone.onEnded?.();
  });
  return tone;
}

/**
 * The alarm: two tones in turn, `sirenSeconds` long. A square wave, because its overtones carry through a crowd.
 * @param at start in seconds on the context's clock
 */
export function scheduleSiren(
  context: BaseAudioContext,
  destination: AudioNode,
  at = context.currentTime,
): ScheduledTone {
  const count = Math.round(sirenSeconds / sirenToneSeconds);
  const pitches = Array.from({ length: count }, (_, index) => (index % 2 ? sirenTones.low : sirenTones.high));
  return schedule(context, destination, { type: 'square', peak: 0.45, pitches, each: sirenToneSeconds, at });
}

/** The stand-in for a missing clip: one short tone. `at` is in seconds on the context's clock. */
export function scheduleBeep(
  context: BaseAudioContext,
  destination: AudioNode,
  at = context.currentTime,
): ScheduledTone {
  const pitches = [beepTone.hertz];
  return schedule(context, destination, { type: 'sine', peak: 0.6, pitches, each: beepTone.seconds, at });
}
