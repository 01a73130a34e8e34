import { voiceKeys, type VoiceKey } from '../domain/policy/voice-key.ts';
import { forgetEarlierClips, keptClip } from './kept-clips.ts';
import type { VoiceLanguage } from './voice-language.ts';

/** A clip that cannot be played, and why. */
export interface ClipProblem {
  key: VoiceKey;
  language: VoiceLanguage;
  message: string;
}

/** Fetches the bytes of one clip; rejects with a reason when there are none. */
export type FetchClip = (url: string) => Promise<ArrayBuffer>;

/** The decoded clips: fetched ahead of time, so that a verdict is spoken without waiting for a disk or a network. */
export class ClipLibrary {
  readonly #clips = new Map<string, AudioBuffer>();
  readonly #context: BaseAudioContext;
  readonly #baseUrl: string;
  readonly #fetchClip: FetchClip;

  constructor(context: BaseAudioContext, baseUrl: string, fetchClip: FetchClip = (url) => keptClip(url)) {
    this.#context = context;
    this.#baseUrl = baseUrl;
    this.#fetchClip = fetchClip;
  }

  /** The clip, or undefined when it was not loaded (yet). */
  get(key: VoiceKey, language: VoiceLanguage): AudioBuffer | undefined {
    return this.#clips.get(`${language}/${key}`);
  }

  /**
   * Loads the clips of the languages that are not loaded yet; call it again to retry the failed ones.
   * @returns what could not be loaded; never rejects
   */
  async load(languages: readonly VoiceLanguage[]): Promise<ClipProblem[]> {
    const wanted = languages.flatMap((language) => voiceKeys.map((key) => ({ key, language })));
    const problems = await Promise.all(wanted.map(({ key, language }) => this.#loadOne(key, language)));
    const missing = problems.filter((problem) => problem !== undefined);
    if (missing.length === 0) void forgetEarlierClips();
    return missing;
  }

  async #loadOne(key: VoiceKey, language: VoiceLanguage): Promise<ClipProblem | undefined> {
    const name = `${language}/${key}`;
    if (this.#clips.has(name)) return undefined;
    const url = `${this.#baseUrl}${name}.ogg`;
    try {
      this.#clips.set(name, await this.#context.decodeAudioData(await this.#fetchClip(url)));
      return undefined;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return {
        key,
        language,
        message: `The voice clip ${url} cannot be played (${reason}). A tone sounds in its place.`,
      };
    }
  }
}
