/** The languages in which there are clips: one folder of public/voice each. */
export const voiceLanguages = ['zh-CN', 'en'] as const;

/** A language that the sentry can speak. */
export type VoiceLanguage = (typeof voiceLanguages)[number];
