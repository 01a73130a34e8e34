/**
 * Everything a sentry can say. The verdict names a key; the words and the sound behind it live in src/voice and
 * public/voice, so a district may record its own voices without touching the policy.
 */
export const voiceKeys = [
  'admit',
  'attend',
  'refuse',
  'temperature-high',
  'temperature-missing',
  'code-expired',
  'code-invalid',
  'code-replayed',
  'status-red',
  'result-positive',
  'result-missing',
  'result-old',
  'data-old',
  'one-at-a-time',
  'sound-test',
] as const;

/** One thing a sentry can say. */
export type VoiceKey = (typeof voiceKeys)[number];
