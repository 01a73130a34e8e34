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
  'code-unreadable',
  'code-early',
  'code-old-picture',
  'clock-ahead',
  'credential-revoked',
  'pass-revoked',
  'show-others',
  'show-other-proof',
  'paper-pass',
  'check-identity',
  'different-person',
  'scan-sentry-first',
  'status-yellow',
  'status-unknown',
  'status-old',
  'result-pending',
  'temperature-low',
  'doses-missing',
  'doses-unknown',
  'show-code',
  'let-in',
  'drill',
  'one-at-a-time',
  'sound-test',
] as const;

/** One thing a sentry can say. */
export type VoiceKey = (typeof voiceKeys)[number];
